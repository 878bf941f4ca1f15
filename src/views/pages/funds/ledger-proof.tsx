import type { VNode } from 'preact';
import { DataTable, KeyFacts, Money, Notice, Page, Section, TimeText, type PageProps } from '../../components/index.js';
import type { Fen } from '../../../values/money.js';

export interface LedgerProofView {
  readonly shell: Pick<PageProps, 'user' | 'nav' | 'current' | 'flash'>;
  readonly fundsHref: string | undefined;
  readonly at: Date;
  readonly proof: {
    readonly accounts: number;
    readonly journals: number;
    readonly entries: number;
    readonly sumFen: Fen;
    readonly differences: readonly { readonly what: 'balance' | 'held' | 'journal' | 'floor'; readonly id: string; readonly keptFen: Fen; readonly recomputedFen: Fen }[];
  };
}

const words = { balance: '账户余额', held: '冻结金额', journal: '一笔记账', floor: '余额低于冻结' } as const;

/** 账目核对: every balance reckoned anew from the entries. */
export function LedgerProofPage({ shell, fundsHref, at, proof }: LedgerProofView): VNode {
  const sound = proof.differences.length === 0 && proof.sumFen === 0n;
  return (
    <Page {...shell} title="账目核对" breadcrumb={fundsHref ? [{ label: '资金台账', href: fundsHref }] : []} lead="刚刚由全部分录重新计算了每个账户的余额、每笔冻结和每笔记账。每天也由系统自动核对一次。">
      <Notice kind={sound ? 'success' : 'error'} title={sound ? '账目相符' : '账目不符，请立即停止付款并核查'}>
        {sound ? '每个账户的余额等于其分录之和，每笔记账借贷相等，全部账户之和为零。' : `有 ${proof.differences.length} 处不符，全部账户之和为 ${String(proof.sumFen)} 分。`}
      </Notice>
      <Section title="核对范围">
        <KeyFacts
          facts={[
            { label: '核对时间', value: <TimeText at={at} /> },
            { label: '账户', value: `${proof.accounts} 个` },
            { label: '记账', value: `${proof.journals} 笔` },
            { label: '分录', value: `${proof.entries} 条` },
            { label: '全部账户之和', value: <Money fen={proof.sumFen} unit /> },
          ]}
        />
      </Section>
      {proof.differences.length > 0 && (
        <Section title="不符之处">
          <DataTable
            caption="不符之处"
            captionHidden
            rows={proof.differences}
            empty=""
            columns={[
              { key: 'what', head: '事项', cell: (d) => words[d.what] },
              { key: 'id', head: '编号', cell: (d) => d.id },
              { key: 'kept', head: '账面（元）', align: 'end', cell: (d) => <Money fen={d.keptFen} /> },
              { key: 'recomputed', head: '重新计算（元）', align: 'end', cell: (d) => <Money fen={d.recomputedFen} /> },
            ]}
          />
        </Section>
      )}
    </Page>
  );
}
