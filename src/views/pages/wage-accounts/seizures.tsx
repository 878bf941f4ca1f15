import type { VNode } from 'preact';
import { AmountField, Button, ButtonRow, Confirm, DataTable, DateField, DateText, EmptyState, FieldGroup, Form, LinkButton, Money, Notice, PrintButton, RadioField, Section, TextField } from '../../components/index.js';
import { formatYuan, type Fen } from '../../../values/money.js';
import { formatDate, type PlainDate } from '../../../values/plain-date.js';
import { MoneyFrame, type FormView, type MoneyFrameProps } from '../money/money-frame.js';
import { measureNames } from './account-words.js';

export interface SeizuresPageView {
  readonly frame: MoneyFrameProps;
  readonly rows: readonly { readonly id: string; readonly measure: keyof typeof measureNames; readonly organ: string; readonly documentNo: string; readonly seizedOn: PlainDate; readonly amountFen: Fen | null; readonly note: string; readonly endedOn: PlainDate | null; readonly endedDocument: string; readonly letterHref: string | undefined; readonly lift: FormView | undefined }[];
  readonly seize: FormView | undefined;
}

export function SeizuresPage({ frame, rows, seize }: SeizuresPageView): VNode {
  const lifts = rows.flatMap((r) => (r.lift ? [{ ...r, lift: r.lift }] : []));
  return (
    <MoneyFrame frame={frame} form={seize?.form} actions={<LinkButton href={frame.moneyHref}>返回专户与保证金</LinkButton>}>
      <Section title="专户查封冻结" lead="除法律另有规定外，专户资金和工资保证金不得因支付本项目农民工工资之外的原因被查封、冻结或者划拨（条例第三十三条）。解除以前，系统不从专户付款。">
        {rows.some((r) => r.endedOn === null) && (
          <Notice kind="warn" title="专户不能付款">
            查封冻结尚未解除，不能提请、复核和送银行付款。
          </Notice>
        )}
        <DataTable
          caption="专户查封冻结"
          captionHidden
          rows={rows}
          empty={<EmptyState title="没有查封冻结" />}
          columns={[
            { key: 'measure', head: '措施', nowrap: true, cell: (r) => measureNames[r.measure] },
            { key: 'organ', head: '执行机关', cell: (r) => r.organ },
            { key: 'document', head: '文书编号', cell: (r) => r.documentNo },
            { key: 'on', head: '日期', nowrap: true, cell: (r) => <DateText date={r.seizedOn} /> },
            { key: 'amount', head: '金额（元）', align: 'end', cell: (r) => (r.amountFen === null ? '整户' : <Money fen={r.amountFen} />) },
            { key: 'note', head: '说明', cell: (r) => r.note || '—' },
            { key: 'ended', head: '解除', cell: (r) => (r.endedOn === null ? '没有解除' : <><DateText date={r.endedOn} /> {r.endedDocument}</>) },
            { key: 'letter', head: '致函', nowrap: true, cell: (r) => (r.letterHref ? <a href={r.letterHref}>致函材料</a> : '—') },
          ]}
        />
        {lifts.map((r) => (
          <Confirm key={r.id} label={`登记解除：${r.documentNo}`} warning="解除后，没有其他查封冻结的，专户恢复付款。" button="登记解除" action={r.lift.action} csrf={r.lift.csrf} form={r.lift.form}>
            <DateField name="endedOn" label="解除日期" />
            <TextField name="document" label="解除文书编号" maxLength={100} />
          </Confirm>
        ))}
      </Section>
      {seize && (
        <Section title="登记查封冻结">
          <Form action={seize.action} csrf={seize.csrf} form={seize.form}>
            <RadioField name="measure" label="措施" inline options={Object.entries(measureNames).map(([value, label]) => ({ value, label }))} />
            <FieldGroup legend="文书" columns={2}>
              <TextField name="organ" label="执行机关" maxLength={100} />
              <TextField name="documentNo" label="文书编号" maxLength={100} />
              <DateField name="seizedOn" label="日期" />
              <AmountField name="amount" label="金额" optional hint="不填即为整户；划拨的必填" />
              <TextField name="note" label="说明" optional maxLength={200} />
            </FieldGroup>
            <ButtonRow>
              <Button>登记</Button>
              <LinkButton href={frame.moneyHref}>取消</LinkButton>
            </ButtonRow>
          </Form>
        </Section>
      )}
    </MoneyFrame>
  );
}

export interface SeizureLetterView {
  readonly frame: MoneyFrameProps;
  readonly backHref: string;
  readonly letter: {
    readonly to: string;
    readonly measure: keyof typeof measureNames;
    readonly documentNo: string;
    readonly seizedOn: PlainDate;
    readonly amountFen: Fen | null;
    readonly project: string;
    readonly contractor: string;
    readonly owner: string;
    readonly account: string;
    readonly bank: string;
    readonly numberLast4: string;
    readonly creditedFen: Fen;
    readonly paidFen: Fen;
    readonly unpaidFen: Fen;
    readonly balanceFen: Fen;
    readonly workers: number;
    readonly basis: string;
    readonly today: PlainDate;
  };
}

/** What the inspector writes to the organ that has seized the account; it prints as it stands. */
export function SeizureLetterPage({ frame, backHref, letter: l }: SeizureLetterView): VNode {
  const amount = l.amountFen === null ? '' : `${formatYuan(l.amountFen)} 元`;
  return (
    <MoneyFrame
      frame={frame}
      actions={
        <>
          <PrintButton />
          <LinkButton href={backHref}>返回</LinkButton>
        </>
      }
    >
      <Section title="请求解除对农民工工资专用账户措施的致函材料" lead="内容取自今日的登记，供制作公函使用；公函由单位另行编号、用印。">
        <p>{l.to}：</p>
        <p>
          你单位于{formatDate(l.seizedOn)}以“{l.documentNo}”对{l.bank}开立的“{l.account}”（尾号 {l.numberLast4}）采取{measureNames[l.measure]}措施{amount && `，金额${amount}`}。
        </p>
        <p>
          该账户是{l.project}的农民工工资专用账户，由施工总承包单位{l.contractor}开立，资金来源是建设单位{l.owner}拨付的人工费用，专项用于支付本项目农民工工资。至今拨入人工费用 {formatYuan(l.creditedFen)} 元，已发工资 {formatYuan(l.paidFen)} 元，应发未发工资 {formatYuan(l.unpaidFen)} 元，账面余额 {formatYuan(l.balanceFen)} 元，在场工人 {l.workers} 人。
        </p>
        <p>
          依照{l.basis}，除法律另有规定外，农民工工资专用账户资金不得因支付为本项目提供劳动的农民工工资之外的原因被查封、冻结或者划拨。请予核实，并解除对该账户的措施。
        </p>
        <p>材料截至 {formatDate(l.today)}。附：专户三方协议、人工费用到账流水、工资支付表。</p>
      </Section>
    </MoneyFrame>
  );
}
