import type { VNode } from 'preact';
import { Button, ButtonRow, DataTable, DateText, EmptyState, FileField, Form, KeyFacts, LinkButton, Money, Notice, Pager, PostButton, RadioField, Section, SelectField, Split, StatusTag, TextArea, TimeText, type Option } from '../../components/index.js';
import { formatYuan, type Fen } from '../../../values/money.js';
import { maskCard } from '../../../values/mask.js';
import type { PlainDate } from '../../../values/plain-date.js';
import { MoneyFrame, type FormView, type MoneyFrameProps } from '../money/money-frame.js';
import { lineWords } from './account-words.js';

export interface StatementLineView {
  readonly id: string;
  readonly bookedOn: PlainDate;
  readonly direction: 'in' | 'out';
  readonly amountFen: Fen;
  readonly counterparty: string;
  readonly counterpartyLast4: string | null;
  readonly purpose: string;
  readonly kind: keyof typeof lineWords;
  readonly why: string;
  readonly endToEndId: string | null;
  readonly batchNumber: string | null;
  readonly sameAs: string | null;
  readonly resolvedBy: string | null;
  readonly resolvedAt: Date | null;
  readonly reason: string | null;
}

export interface StatementsView {
  readonly frame: MoneyFrameProps;
  /** The bank's balance against ours; undefined before the first statement with a balance. */
  readonly reckoned: { readonly statedOn: PlainDate; readonly bankFen: Fen; readonly ledgerFen: Fen; readonly pendingFen: Fen; readonly unpostedFen: Fen; readonly unconfirmedFen: Fen; readonly differenceFen: Fen } | undefined;
  readonly upload: (FormView & { readonly profiles: readonly Option[] }) | undefined;
  readonly rematch: FormView | undefined;
  readonly statements: readonly {
    readonly id: string;
    readonly fileName: string;
    readonly fromOn: PlainDate | null;
    readonly toOn: PlainDate | null;
    readonly openingFen: Fen | null;
    readonly closingFen: Fen | null;
    readonly lines: number;
    readonly fresh: number;
    readonly warnings: readonly string[];
    readonly differenceFen: Fen | null;
    readonly takenBy: string;
    readonly takenAt: Date;
  }[];
  readonly lines: readonly StatementLineView[];
  readonly total: number;
  readonly open: number;
  readonly onlyOpen: boolean;
  readonly page: number;
  readonly size: number;
  readonly allHref: string;
  readonly openHref: string;
  lineHref(id: string): string;
  pageHref(page: number, size: number): string;
}

const signed = (l: Pick<StatementLineView, 'direction' | 'amountFen'>): Fen => (l.direction === 'in' ? l.amountFen : -l.amountFen);
const whom = (l: StatementLineView): string => `${l.counterparty || '银行没有给出'}${l.counterpartyLast4 ? `（${maskCard(l.counterpartyLast4)}）` : ''}`;

export function StatementsPage(view: StatementsView): VNode {
  const { frame, reckoned, upload, rematch, statements, lines, total, open, onlyOpen } = view;
  return (
    <MoneyFrame frame={frame} form={upload?.form} actions={<LinkButton href={frame.moneyHref}>返回专户与保证金</LinkButton>}>
      {reckoned && <Reckoned of={reckoned} />}
      <Section
        title={onlyOpen ? '待认定的流水' : '全部流水'}
        id="lines"
        note={onlyOpen ? `${open} 笔` : `${total} 笔`}
        lead="对得上的自动匹配，其余写明原因，由人认定后才记账。"
        actions={
          <>
            <LinkButton href={onlyOpen ? view.allHref : view.openHref}>{onlyOpen ? '看全部流水' : `只看待认定（${open}）`}</LinkButton>
            {rematch && open > 0 && (
              <PostButton action={rematch.action} csrf={rematch.csrf}>
                重新匹配
              </PostButton>
            )}
          </>
        }
      >
        <DataTable
          caption={onlyOpen ? '待认定的流水' : '全部流水'}
          captionHidden
          rows={lines}
          rowHref={(l) => view.lineHref(l.id)}
          empty={<EmptyState title={onlyOpen && total === 0 ? '没有待认定的流水' : '还没有银行流水'} />}
          columns={[
            { key: 'on', head: '日期', nowrap: true, cell: (l) => l.bookedOn },
            { key: 'amount', head: '收（支）（元）', align: 'end', cell: (l) => <Money fen={signed(l)} /> },
            { key: 'whom', head: '对方', cell: whom },
            { key: 'purpose', head: '摘要', cell: (l) => l.purpose || '—' },
            { key: 'kind', head: '认定', nowrap: true, cell: (l) => <StatusTag word={lineWords[l.kind]} /> },
            { key: 'why', head: '原因或理由', cell: (l) => (l.resolvedBy ? `${l.resolvedBy}：${l.reason}` : l.sameAs ? `与人工登记的 ${l.sameAs} 是同一笔` : l.why || '自动匹配') },
          ]}
        />
        <Pager page={view.page} pageSize={view.size} total={total} href={view.pageHref} />
      </Section>
      {upload && <Upload upload={upload} moneyHref={frame.moneyHref} />}
      <Section title="已导入的流水文件">
        <DataTable
          caption="已导入的流水文件"
          captionHidden
          rows={statements}
          empty={<EmptyState title="还没有导入流水文件" />}
          columns={[
            { key: 'span', head: '起止', nowrap: true, cell: (s) => `${s.fromOn ?? '—'} 至 ${s.toOn ?? '—'}` },
            { key: 'opening', head: '期初（元）', align: 'end', cell: (s) => <Money fen={s.openingFen} /> },
            { key: 'closing', head: '期末（元）', align: 'end', cell: (s) => <Money fen={s.closingFen} /> },
            { key: 'lines', head: '笔数', align: 'end', cell: (s) => (s.fresh === s.lines ? s.lines : `${s.lines}（新 ${s.fresh}）`) },
            { key: 'difference', head: '导入时的差额（元）', align: 'end', cell: (s) => <Money fen={s.differenceFen} /> },
            { key: 'warnings', head: '提示', cell: (s) => s.warnings.join('；') || '—' },
            { key: 'file', head: '文件', cell: (s) => s.fileName },
            { key: 'by', head: '导入', cell: (s) => <>{s.takenBy} <TimeText at={s.takenAt} /></> },
          ]}
        />
      </Section>
    </MoneyFrame>
  );
}

function Reckoned({ of }: { of: NonNullable<StatementsView['reckoned']> }): VNode {
  return (
    <Section title="银行余额与账面核对" note={<DateText date={of.statedOn} />}>
      {of.differenceFen !== 0n && (
        <Notice kind="warn" title="有差额没有解释">
          银行余额与账面相差 {formatYuan(of.differenceFen)} 元，在途和未认定的流水都不能解释。{of.unconfirmedFen > 0n && `人工登记而银行流水中没有的到账有 ${formatYuan(of.unconfirmedFen)} 元。`}
        </Notice>
      )}
      <KeyFacts
        facts={[
          { label: '银行余额', value: <Money fen={of.bankFen} unit /> },
          { label: '账面余额', value: <Money fen={of.ledgerFen} unit /> },
          { label: '已划付、银行尚未入账', value: <Money fen={of.pendingFen} unit /> },
          { label: '未认定的流水', value: <Money fen={of.unpostedFen} unit /> },
          { label: '差额', value: <Money fen={of.differenceFen} unit />, note: of.differenceFen === 0n ? '核对一致' : undefined },
        ]}
      />
    </Section>
  );
}

function Upload({ upload, moneyHref }: { upload: NonNullable<StatementsView['upload']>; moneyHref: string }): VNode {
  return (
    <Section title="导入银行流水" id="upload" lead="同一份文件、互相重叠的文件都可以导入，每笔流水只记一次。文件不完整或者不是本专户的，整份不导入。">
      <Form action={upload.action} csrf={upload.csrf} form={upload.form} multipart>
        <SelectField name="profile" label="文件格式" options={upload.profiles} />
        <FileField name="file" label="流水文件" hint="银行的流水表（xlsx、xls、csv），或者 ISO 20022 的账户报文，不超过 10 MB" accept=".xml,.xlsx,.xls,.csv,.txt" />
        <ButtonRow>
          <Button>导入</Button>
          <LinkButton href={moneyHref}>取消</LinkButton>
        </ButtonRow>
      </Form>
    </Section>
  );
}

export interface StatementLinePageView {
  readonly frame: MoneyFrameProps;
  /** `serial`: what the bank calls it. */
  readonly line: StatementLineView & { readonly serial: string | undefined };
  readonly backHref: string;
  readonly decide: (FormView & { readonly options: readonly Option[] }) | undefined;
}

export function StatementLinePage({ frame, line, backHref, decide }: StatementLinePageView): VNode {
  const facts = (
    <KeyFacts
      facts={[
        { label: '日期', value: <DateText date={line.bookedOn} /> },
        { label: line.direction === 'in' ? '收入' : '支出', value: <Money fen={line.amountFen} unit /> },
        { label: '对方', value: whom(line), wide: true },
        { label: '摘要', value: line.purpose || undefined, wide: true },
        { label: '银行流水号', value: line.serial && <span class="code">{line.serial}</span>, wide: true },
        { label: '付款编号', value: line.endToEndId ? <span class="code">{line.endToEndId}</span> : undefined },
        { label: '批次', value: line.batchNumber ?? undefined },
        ...(line.why ? [{ label: '原因', value: line.why, wide: true }] : []),
        ...(line.sameAs ? [{ label: '同一笔', value: `人工登记的 ${line.sameAs}` }] : []),
        ...(line.resolvedBy ? [{ label: '认定', value: `${line.resolvedBy}：${line.reason}`, note: line.resolvedAt ? <TimeText at={line.resolvedAt} /> : undefined, wide: true }] : []),
      ]}
    />
  );
  return (
    <MoneyFrame frame={frame} form={decide?.form} actions={<LinkButton href={backHref}>返回流水</LinkButton>}>
      <Section title="银行流水" note={<StatusTag word={lineWords[line.kind]} />} lead={decide ? undefined : '支出由劳动保障监察机构认定，收入由总承包单位或监察机构认定。'}>
        {decide ? (
          <Split
            main={facts}
            aside={
              <Form action={decide.action} csrf={decide.csrf} form={decide.form}>
                <RadioField name="as" label="认定为" options={decide.options} />
                <TextArea name="reason" label="理由" rows={3} maxLength={300} />
                <ButtonRow>
                  <Button>认定</Button>
                </ButtonRow>
              </Form>
            }
          />
        ) : (
          facts
        )}
      </Section>
    </MoneyFrame>
  );
}
