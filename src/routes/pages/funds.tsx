import { proveLedger } from '../../domain/escrow/index.js';
import { choosableParties } from '../../domain/parties/index.js';
import { accountDays, funds, fundsDay, fundsSorts, fundsTroubles, openItems, openWords, paymentsDay, type FundsFigures, type FundsTrouble } from '../../domain/reports/index.js';
import { writeWorkbook } from '../../formats/workbook-writer.js';
import { printInWorker } from '../../notices/index.js';
import { id, integer, oneOf, plainDate, shape, text } from '../../platform/parse.js';
import { formatDate } from '../../values/plain-date.js';
import type { Role } from '../../values/role.js';
import type { TallyItem } from '../../views/components/index.js';
import { Money } from '../../views/components/index.js';
import { FundsPage } from '../../views/pages/funds/funds.js';
import { FundsDayPage } from '../../views/pages/funds/funds-day.js';
import { LedgerProofPage } from '../../views/pages/funds/ledger-proof.js';
import { site } from '../../views/site.js';
import { file, page, resource, type Definition } from '../define.js';
import { withQuery } from '../link.js';
import { paths } from '../paths.js';
import { batchReaders } from './dispatch.js';

const readers: readonly Role[] = ['inspector', 'supervisor', 'housing-reviewer'];
const provers: readonly Role[] = ['supervisor', 'admin'];
const maxExport = 20_000;

const fundsQuery = shape({
  q: text('项目、编号或总承包单位', { max: 60 }).optional(),
  bankId: id('开户银行').optional(),
  trouble: oneOf('需要处理', fundsTroubles).optional(),
  sort: oneOf('排序', fundsSorts).or('escrow'),
  direction: oneOf('顺序', ['asc', 'desc'] as const).or('desc'),
  page: integer('页码', 1, 100_000).or(1),
  size: integer('每页条数', 1, 100).or(20),
});

const dayQuery = shape({ day: plainDate('日期').optional() });

const troubleNames: Readonly<Record<FundsTrouble, string>> = { 'in-transit': '有在途款项', unknown: '有结果未知的付款', unmatched: '有未匹配的流水', returned: '有退票未补发' };

const withTrouble = (trouble: FundsTrouble): string => withQuery(paths.funds, { trouble });

const tallyOf = (sums: FundsFigures): TallyItem[] => [
  { label: '专户余额', value: <Money fen={sums.escrowFen} wan unit />, note: <>其中冻结 <Money fen={sums.heldFen} wan unit /></> },
  { label: '银行在途', value: <Money fen={sums.inTransitFen} wan unit />, href: withTrouble('in-transit') },
  { label: '结果未知', value: `${sums.unknownLines} 笔`, href: withTrouble('unknown'), tone: sums.unknownLines > 0 ? 'red' : undefined },
  { label: '未匹配流水', value: `${sums.unmatchedLines} 笔`, href: withTrouble('unmatched'), tone: sums.unmatchedLines > 0 ? 'orange' : undefined },
  { label: '退票未补发', value: `${sums.returnedLines} 笔`, href: withTrouble('returned'), tone: sums.returnedLines > 0 ? 'orange' : undefined },
  { label: '应发未到账', value: <Money fen={sums.owedFen} wan unit /> },
  { label: '现金保证金', value: <Money fen={sums.depositFen} wan unit />, note: <>保函与保险 <Money fen={sums.guaranteeFen} wan unit /></> },
  { label: '待追偿', value: <Money fen={sums.recoverableFen} wan unit /> },
];

const fundsPage = page({
  path: paths.funds,
  audience: readers,
  summary: '资金台账',
  query: fundsQuery,
  load: async (work, { query }) => ({ query, ...(await funds(work, query)), banks: await choosableParties(work, ['bank']) }),
  view: ({ query, rows, total, sums, banks }, ctx) => (
    <FundsPage
      shell={ctx.desk('funds')}
      tally={tallyOf(sums)}
      form={ctx.form}
      action={paths.funds}
      exportHref={withQuery(ctx.url, { page: undefined, size: undefined }).replace(paths.funds, paths.fundsExport)}
      reportHref={paths.fundsDay}
      proofHref={(provers as readonly string[]).includes(ctx.actor.role) ? paths.ledgerProof : undefined}
      banks={banks.map((b) => ({ value: b.id, label: b.name }))}
      troubles={fundsTroubles.map((value) => ({ value, label: troubleNames[value] }))}
      rows={rows}
      sums={sums}
      total={total}
      page={query.page}
      size={query.size}
      sort={{ by: query.sort, direction: query.direction, href: (by, direction) => withQuery(ctx.url, { sort: by, direction, page: undefined }) }}
      href={paths.projectMoney}
      pageHref={(n, size) => withQuery(ctx.url, { page: n, size })}
    />
  ),
});

const fundsData = resource({ path: paths.funds, audience: readers, summary: '各项目资金及合计', query: fundsQuery, load: (work, { query }) => funds(work, query) });

const fundsExport = file({
  path: paths.fundsExport,
  audience: readers,
  summary: '导出资金台账',
  query: fundsQuery,
  load: async (work, { query }) => {
    const { rows, total, sums } = await funds(work, { ...query, page: 1, size: maxExport });
    await work.record({ action: 'funds.exported', subject: ['project', '-'], detail: { filter: query, rows: rows.length, total } });
    return {
      name: `资金台账-${work.today}.xlsx`,
      mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      bytes: () =>
        writeWorkbook([
          {
            name: '资金台账',
            columns: [
              { header: '编号', kind: 'text', width: 16 },
              { header: '项目', kind: 'text', width: 36 },
              { header: '总承包单位', kind: 'text', width: 30 },
              { header: '开户银行', kind: 'text', width: 34 },
              { header: '专户余额（元）', kind: 'amount', width: 18 },
              { header: '其中冻结（元）', kind: 'amount', width: 18 },
              { header: '银行在途（元）', kind: 'amount', width: 18 },
              { header: '结果未知（笔）', kind: 'integer', width: 14 },
              { header: '结果未知（元）', kind: 'amount', width: 18 },
              { header: '应发未到账（元）', kind: 'amount', width: 18 },
              { header: '现金保证金（元）', kind: 'amount', width: 18 },
              { header: '保函与保险（元）', kind: 'amount', width: 18 },
              { header: '待追偿（元）', kind: 'amount', width: 18 },
              { header: '未匹配流水（笔）', kind: 'integer', width: 16 },
              { header: '退票未补发（笔）', kind: 'integer', width: 16 },
            ],
            rows: [
              ...rows.map((r) => [r.code, r.project, r.contractor, r.bank ?? '未开户', ...figures(r)]),
              ['合计', undefined, undefined, undefined, ...figures(sums)],
            ],
          },
        ]),
    };
  },
});

const figures = (f: FundsFigures): (bigint | number)[] => [f.escrowFen, f.heldFen, f.inTransitFen, f.unknownLines, f.unknownFen, f.owedFen, f.depositFen, f.guaranteeFen, f.recoverableFen, f.unmatchedLines, f.returnedLines];

const paymentNames = { sent: '当日发出', paid: '当日到账', rejected: '当日拒付', returned: '当日退票', open: '日终在途', unknown: '其中结果未知' } as const;

const fundsDayPage = page({
  path: paths.fundsDay,
  audience: readers,
  summary: '资金对账日报',
  query: dayQuery,
  load: async (work, { query }) => {
    const day = query.day !== undefined && query.day <= work.today ? query.day : work.today;
    return { day, accounts: await accountDays(work, day), payments: await paymentsDay(work, day), open: await openItems(work) };
  },
  view: ({ day, accounts, payments, open }, ctx) => (
    <FundsDayPage
      shell={ctx.desk('funds')}
      fundsHref={paths.funds}
      form={{ ...ctx.form, values: { day } }}
      action={paths.fundsDay}
      day={day}
      pdfHref={withQuery(paths.fundsDayPdf, { day })}
      accounts={accounts}
      payments={(Object.keys(paymentNames) as (keyof typeof paymentNames)[]).map((key) => ({ name: paymentNames[key], ...payments[key] }))}
      open={open.map((o) => ({ ...o, what: openWords[o.what], href: o.what === 'unmatched' ? paths.statementLine(o.projectId, o.id) : (batchReaders as readonly string[]).includes(ctx.actor.role) ? paths.batch(o.id) : undefined }))}
      href={paths.projectMoney}
    />
  ),
});

const fundsDayPdf = file({
  path: paths.fundsDayPdf,
  audience: readers,
  summary: '资金对账日报的 PDF',
  query: dayQuery,
  load: async (work, { query }) => {
    const day = query.day ?? work.today;
    const data = await fundsDay(work, day);
    await work.record({ action: 'funds.reported', subject: ['project', '-'], detail: { day } });
    const { today } = work;
    return { name: `资金对账日报-${day}.pdf`, mediaType: 'application/pdf', inline: true, bytes: () => printInWorker('funds-report', data, { by: site.name, of: formatDate(day), printedOn: today }) };
  },
});

const proofPage = page({
  path: paths.ledgerProof,
  audience: provers,
  summary: '账目核对：由全部分录重新计算每个余额',
  load: async (work) => ({ at: work.now, proof: await proveLedger(work) }),
  view: ({ at, proof }, ctx) => <LedgerProofPage shell={ctx.desk(ctx.actor.role === 'admin' ? 'proof' : 'funds')} fundsHref={ctx.actor.role === 'admin' ? undefined : paths.funds} at={at} proof={proof} />,
});

const proofData = resource({ path: paths.ledgerProof, audience: provers, summary: '账目核对', load: (work) => proveLedger(work) });

/** The treasurer's desk: where the money of every project stands, the report of a day, the proof of the ledger. */
export const fundsRoutes: readonly Definition[] = [fundsPage, fundsData, fundsExport, fundsDayPage, fundsDayPdf, proofPage, proofData];
