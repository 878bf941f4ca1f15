import type { VNode } from 'preact';
import { DataTable, EmptyState, FilterBar, LinkButton, Money, Page, Pager, SelectField, Tally, TextField, type Option, type PageProps, type Sort, type TallyItem } from '../../components/index.js';
import type { FormState } from '../../form-state.js';
import type { Fen } from '../../../values/money.js';

export interface FundsLine {
  readonly projectId: string;
  readonly code: string;
  readonly project: string;
  readonly contractor: string;
  readonly bank: string | null;
  readonly escrowFen: Fen;
  readonly heldFen: Fen;
  readonly inTransitFen: Fen;
  readonly unknownFen: Fen;
  readonly unknownLines: number;
  readonly depositFen: Fen;
  readonly guaranteeFen: Fen;
  readonly owedFen: Fen;
  readonly unmatchedLines: number;
  readonly returnedLines: number;
}

export interface FundsView {
  readonly shell: Pick<PageProps, 'user' | 'nav' | 'current' | 'flash'>;
  readonly tally: readonly TallyItem[];
  readonly form: FormState;
  readonly action: string;
  readonly exportHref: string;
  /** The report of a day. */
  readonly reportHref: string;
  /** The proof of the ledger, for whoever may ask for it. */
  readonly proofHref: string | undefined;
  readonly banks: readonly Option[];
  readonly troubles: readonly Option[];
  readonly rows: readonly FundsLine[];
  readonly sums: Omit<FundsLine, 'projectId' | 'code' | 'project' | 'contractor' | 'bank'>;
  readonly total: number;
  readonly page: number;
  readonly size: number;
  readonly sort: Sort;
  href(projectId: string): string;
  pageHref(page: number, size: number): string;
}

/** 资金台账: where the money of every project stands. */
export function FundsPage(view: FundsView): VNode {
  const { sums } = view;
  return (
    <Page {...view.shell} title="资金台账" form={view.form} lead="各项目的专户、保证金和在途款项，取自账目；每个数都能点开到项目。单位：元。" actions={
        <>
          <LinkButton href={view.reportHref}>资金对账日报</LinkButton>
          {view.proofHref && <LinkButton href={view.proofHref}>账目核对</LinkButton>}
        </>
      }>
      <Tally items={view.tally} />
      <FilterBar action={view.action} form={view.form} resetHref={view.action} exportHref={view.exportHref} hidden={{ sort: view.sort.by, direction: view.sort.direction }}>
        <TextField name="q" label="项目、编号或总承包单位" optional />
        <SelectField name="bankId" label="开户银行" optional blank="全部" options={view.banks} />
        <SelectField name="trouble" label="需要处理" optional blank="全部" options={view.troubles} />
      </FilterBar>
      <DataTable
        caption="各项目资金"
        captionHidden
        phone="scroll"
        sort={view.sort}
        rows={view.rows}
        rowHref={(r) => view.href(r.projectId)}
        empty={<EmptyState title="没有符合条件的项目">换一个条件，或点“重置”查看全部。</EmptyState>}
        foot={{
          project: `合计 ${view.total} 个项目`,
          escrow: <Money fen={sums.escrowFen} />,
          held: <Money fen={sums.heldFen} />,
          transit: <Money fen={sums.inTransitFen} />,
          unknown: doubt(sums),
          owed: <Money fen={sums.owedFen} />,
          deposit: <Money fen={sums.depositFen} />,
          guarantee: <Money fen={sums.guaranteeFen} />,
          unmatched: count(sums.unmatchedLines),
          returned: count(sums.returnedLines),
        }}
        columns={[
          { key: 'project', head: '项目', sort: true, cell: (r) => r.project },
          { key: 'bank', head: '开户银行', cell: (r) => r.bank?.replace('股份有限公司', '') ?? '未开户' },
          { key: 'escrow', head: '专户余额', align: 'end', sort: true, cell: (r) => <Money fen={r.escrowFen} /> },
          { key: 'held', head: '其中冻结', align: 'end', cell: (r) => <Money fen={r.heldFen} /> },
          { key: 'transit', head: '银行在途', align: 'end', sort: true, cell: (r) => <Money fen={r.inTransitFen} /> },
          { key: 'unknown', head: '结果未知', align: 'end', sort: true, cell: (r) => doubt(r) },
          { key: 'owed', head: '应发未到账', align: 'end', sort: true, cell: (r) => <Money fen={r.owedFen} /> },
          { key: 'deposit', head: '现金保证金', align: 'end', sort: true, cell: (r) => <Money fen={r.depositFen} /> },
          { key: 'guarantee', head: '保函与保险', align: 'end', cell: (r) => <Money fen={r.guaranteeFen} /> },
          { key: 'unmatched', head: '未匹配流水', align: 'end', sort: true, cell: (r) => count(r.unmatchedLines) },
          { key: 'returned', head: '退票未补发', align: 'end', sort: true, cell: (r) => count(r.returnedLines) },
        ]}
      />
      <Pager page={view.page} pageSize={view.size} total={view.total} href={view.pageHref} />
    </Page>
  );
}

const count = (n: number): VNode | string => (n > 0 ? <span class="ink-red">{n} 笔</span> : '—');

const doubt = ({ unknownLines, unknownFen }: Pick<FundsLine, 'unknownLines' | 'unknownFen'>): VNode | string =>
  unknownLines > 0 ? (
    <span class="ink-red">
      <Money fen={unknownFen} />（{unknownLines} 笔）
    </span>
  ) : (
    '—'
  );
