import type { VNode } from 'preact';
import { Button, ButtonRow, Confirm, DataTable, EmptyState, FileField, Form, KeyFacts, Money, Notice, Page, RadioField, Section, StatusTag, TextArea, TimeText, type PageProps } from '../../components/index.js';
import type { FormState } from '../../form-state.js';
import { maskCard } from '../../../values/mask.js';
import type { Fen } from '../../../values/money.js';
import { instructionWords, type InstructionState } from '../releases/release-words.js';
import { batchWords, connectionNames, decisionStateWords, outcomeNames } from './dispatch-words.js';

interface Act {
  readonly action: string;
  readonly form: FormState;
}

export interface BatchView {
  readonly shell: Pick<PageProps, 'user' | 'nav' | 'current' | 'flash'>;
  readonly csrf: string;
  readonly dispatchHref: string;
  readonly releaseHref: string;
  readonly batch: {
    readonly number: string;
    readonly releaseNumber: string;
    readonly project: string;
    readonly bank: string;
    readonly lines: number;
    readonly amountFen: Fen;
    readonly connection: keyof typeof connectionNames;
    readonly state: keyof typeof batchWords;
    readonly sentAt: Date | null;
    readonly deliveredAt: Date | null;
    readonly doubt: string | null;
    readonly asks: number;
    readonly askedAt: Date | null;
    readonly bankSays: string | null;
    readonly undecided: readonly { readonly endToEndId: string; readonly payee: string; readonly cardLast4: string; readonly amountFen: Fen; readonly state: InstructionState }[];
    readonly undecidedCount: number;
    readonly undecidedTotalFen: Fen;
    readonly decisions: readonly {
      readonly id: string;
      readonly outcome: keyof typeof outcomeNames;
      readonly opinion: string;
      readonly payments: number;
      readonly amountFen: Fen;
      readonly proposedBy: string;
      readonly proposedAt: Date;
      readonly own: boolean;
      readonly state: keyof typeof decisionStateWords;
      readonly decidedBy: string | null;
      readonly decidedAt: Date | null;
      readonly remark: string | null;
    }[];
  };
  /** For the bank's clerk. */
  readonly propose: Act | undefined;
  /** For the second person. */
  readonly decide: ((decisionId: string) => { readonly confirm: Act; readonly decline: Act }) | undefined;
  statementHref(decisionId: string): string;
}

export function BatchPage(view: BatchView): VNode {
  const { shell, csrf, batch, propose, decide } = view;
  const waiting = batch.decisions.find((d) => d.state === 'proposed');
  return (
    <Page {...shell} title={`批次 ${batch.number}`} breadcrumb={[{ label: '付款发送', href: view.dispatchHref }]}>
      <Section title="批次" note={<StatusTag word={batchWords[batch.state]} />}>
        <KeyFacts
          facts={[
            { label: '支付申请', value: <a href={view.releaseHref}>{batch.releaseNumber}</a> },
            { label: '项目', value: batch.project },
            { label: '银行', value: batch.bank, note: connectionNames[batch.connection] },
            { label: '笔数', value: batch.lines },
            { label: '金额（元）', value: <Money fen={batch.amountFen} /> },
            { label: '发出', value: batch.sentAt && <TimeText at={batch.sentAt} /> },
            { label: '送达', value: batch.deliveredAt ? <TimeText at={batch.deliveredAt} /> : '没有确认' },
            ...(batch.doubt ? [{ label: '疑问', value: batch.doubt, wide: true }] : []),
            ...(batch.askedAt ? [{ label: '向银行查询', value: batch.bankSays, note: `已查询 ${batch.asks} 次`, wide: true }] : []),
          ]}
        />
      </Section>
      <Section title="没有结果的付款" note={`${batch.undecidedCount} 笔`} lead={batch.undecidedCount > 0 ? '不会自动重发。银行的回盘随时可以定下结果；银行没有回盘的，凭银行的书面证明由两个人决定。' : undefined}>
        <DataTable
          caption="没有结果的付款"
          captionHidden
          rows={batch.undecided}
          empty={<EmptyState title="每笔付款都有结果" />}
          columns={[
            { key: 'id', head: '业务编号', nowrap: true, cell: (i) => <span class="code">{i.endToEndId}</span> },
            { key: 'payee', head: '收款人', cell: (i) => i.payee },
            { key: 'card', head: '银行卡', nowrap: true, cell: (i) => <span class="code">{maskCard(i.cardLast4)}</span> },
            { key: 'sum', head: '金额（元）', align: 'end', cell: (i) => <Money fen={i.amountFen} /> },
            { key: 'state', head: '状态', nowrap: true, cell: (i) => <StatusTag word={instructionWords[i.state]} /> },
          ]}
        />
        {batch.undecidedCount > batch.undecided.length && <p>只列出前 {batch.undecided.length} 笔。</p>}
        {batch.undecidedCount > 0 && (
          <p>
            合计 <Money fen={batch.undecidedTotalFen} /> 元。
          </p>
        )}
        {propose && !waiting && batch.undecidedCount > 0 && (
          <Form action={propose.action} csrf={csrf} form={propose.form} multipart>
            <Notice kind="warn">只能依据银行盖章的书面证明。定为未支付的，款项退回原账户，工资可以再次提请；如果银行其实已经支付，就会重复支付。</Notice>
            <RadioField name="outcome" label="银行书面确认" options={(['not-paid', 'paid'] as const).map((value) => ({ value, label: outcomeNames[value] }))} />
            <TextArea name="payments" label="业务编号" rows={3} optional hint="证明只涉及部分付款时填写，一行一个；不填即为上列全部。" />
            <TextArea name="opinion" label="说明" rows={2} />
            <FileField name="statement" label="银行书面证明" accept=".pdf,.jpg,.jpeg,.png" hint="扫描件，10 MB 以内" />
            <ButtonRow>
              <Button>提出决定</Button>
            </ButtonRow>
          </Form>
        )}
      </Section>
      {waiting && decide && !waiting.own && <Pending view={view} decision={waiting} acts={decide(waiting.id)} />}
      {batch.decisions.length > 0 && (
        <Section title="决定" note={`${batch.decisions.length} 项`}>
          <DataTable
            caption="决定"
            captionHidden
            rows={batch.decisions}
            empty={null}
            columns={[
              { key: 'outcome', head: '银行书面确认', nowrap: true, cell: (d) => outcomeNames[d.outcome] },
              { key: 'count', head: '笔数', align: 'end', cell: (d) => (d.state === 'declined' ? '—' : d.payments) },
              { key: 'sum', head: '金额（元）', align: 'end', cell: (d) => (d.state === 'declined' ? '—' : <Money fen={d.amountFen} />) },
              { key: 'opinion', head: '说明', cell: (d) => <>{d.opinion}{d.remark && <span class="fact-note">不同意：{d.remark}</span>}</> },
              { key: 'proposed', head: '提出', cell: (d) => <>{d.proposedBy} <TimeText at={d.proposedAt} /></> },
              { key: 'state', head: '状态', nowrap: true, cell: (d) => <StatusTag word={decisionStateWords[d.state]} /> },
              { key: 'decided', head: '复核', cell: (d) => (d.decidedBy ? <>{d.decidedBy} {d.decidedAt && <TimeText at={d.decidedAt} />}</> : '—') },
              { key: 'file', head: '证明', nowrap: true, cell: (d) => <a href={view.statementHref(d.id)} download>下载<span class="visually-hidden">银行书面证明</span></a> },
            ]}
          />
        </Section>
      )}
    </Page>
  );
}

function Pending({ view, decision, acts }: { readonly view: BatchView; readonly decision: BatchView['batch']['decisions'][number]; readonly acts: { readonly confirm: Act; readonly decline: Act } }): VNode {
  return (
    <Section title="复核决定" lead="请先打开银行的书面证明，核对公章、批次、笔数和金额。">
      <p>
        {decision.proposedBy} 提出：{outcomeNames[decision.outcome]}，{decision.payments} 笔，<Money fen={decision.amountFen} /> 元。
      </p>
      <Confirm
        label="同意这项决定"
        button="确认"
        warning={decision.outcome === 'paid' ? '确认后，这些工资记为已支付。' : '确认后，款项退回原账户，工资可以再次提请支付。'}
        action={acts.confirm.action}
        csrf={view.csrf}
        form={acts.confirm.form}
      />
      <Confirm label="不同意" button="不同意" warning="这些付款仍为结果不明。" action={acts.decline.action} csrf={view.csrf} form={acts.decline.form}>
        <TextArea name="remark" label="不同意的理由" rows={2} />
      </Confirm>
    </Section>
  );
}
