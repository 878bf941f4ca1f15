import { decideStocktakeItem, getStocktake, listDeposits, listStocktakes, stocktakeDecision } from '../../domain/deposits/index.js';
import { writeWorkbook } from '../../formats/workbook-writer.js';
import { id, integer, oneOf, shape, text } from '../../platform/parse.js';
import type { Role } from '../../values/role.js';
import { DepositListPage } from '../../views/pages/money/deposit-list.js';
import { depositWords, formNames, termNames } from '../../views/pages/money/money-words.js';
import { StocktakeListPage, StocktakePage } from '../../views/pages/money/stocktake.js';
import { command, file, page, type Definition } from '../define.js';
import { withQuery } from '../link.js';
import { paths } from '../paths.js';

const labour: readonly Role[] = ['inspector', 'supervisor'];
const maxExport = 20_000;
const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

export const registerQuery = shape({
  q: text('项目或总包单位', { max: 60 }).optional(),
  state: oneOf('状态', ['due', 'held', 'exempt', 'in-use', 'top-up-due', 'double-due', 'notice', 'returned'] as const).optional(),
  only: oneOf('只看', ['overdue', 'short', 'expiring', 'reduced', 'of-firm'] as const).optional(),
  page: integer('页码', 1, 100_000).or(1),
  size: integer('每页条数', 1, 100).or(20),
});

const register = page({
  path: paths.deposits,
  audience: labour,
  summary: '工资保证金台账',
  query: registerQuery,
  load: async (work, { query }) => ({ query, ...(await listDeposits(work, query)) }),
  view: ({ query, rows, total }, ctx) => (
    <DepositListPage
      shell={ctx.desk('deposits')}
      form={ctx.form}
      action={paths.deposits}
      exportHref={withQuery(ctx.url, { page: undefined, size: undefined }).replace(paths.deposits, paths.depositsExport)}
      stocktakesHref={paths.stocktakes}
      rows={rows}
      total={total}
      page={query.page}
      size={query.size}
      href={paths.projectDeposit}
      pageHref={(n, size) => withQuery(ctx.url, { page: n, size })}
    />
  ),
});

const registerExport = file({
  path: paths.depositsExport,
  audience: labour,
  summary: '导出工资保证金台账',
  query: registerQuery,
  load: async (work, { query }) => {
    const { rows } = await listDeposits(work, { ...query, page: 1, size: maxExport });
    await work.record({ action: 'deposit.register-exported', subject: ['organ', work.actor.organId ?? ''], detail: { rows: rows.length } });
    return {
      name: `工资保证金台账-${work.today}.xlsx`,
      mediaType: xlsx,
      bytes: () =>
        writeWorkbook([
          {
            name: '保证金台账',
            heading: ['工资保证金台账', `导出日期 ${work.today}，共 ${rows.length} 笔`],
            columns: [
              { header: '项目', kind: 'text', width: 40 },
              { header: '项目数', kind: 'integer', width: 9 },
              { header: '总包单位', kind: 'text', width: 36 },
              { header: '地区', kind: 'text', width: 16 },
              { header: '状态', kind: 'text', width: 14 },
              { header: '减存', kind: 'text', width: 8 },
              { header: '形式', kind: 'text', width: 24 },
              { header: '应存（元）', kind: 'amount', width: 18 },
              { header: '有效（元）', kind: 'amount', width: 18 },
              { header: '尚差（元）', kind: 'amount', width: 18 },
              { header: '下一期限', kind: 'text', width: 14 },
              { header: '期限日期', kind: 'text', width: 13 },
            ],
            rows: rows.map((r) => [
              r.project,
              r.projects,
              r.contractor,
              r.area,
              depositWords[r.state].text,
              r.reduced ? '是' : undefined,
              r.forms.map((f) => formNames[f]).join('、') || undefined,
              r.dueFen ?? undefined,
              r.coveredFen,
              r.shortFen ?? undefined,
              r.next ? termNames[r.next] : undefined,
              r.dueOn ?? undefined,
            ]),
          },
        ]),
    };
  },
});

const ofStocktake = shape({ stocktakeId: id('清查') });

const stocktakes = page({
  path: paths.stocktakes,
  audience: labour,
  summary: '保证金清查',
  load: listStocktakes,
  view: (rows, ctx) => <StocktakeListPage shell={ctx.desk('deposits')} depositsHref={paths.deposits} rows={rows} href={paths.stocktake} />,
});

const stocktakePage = page({
  path: paths.stocktake(),
  audience: labour,
  summary: '一次保证金清查',
  params: ofStocktake,
  load: (work, { params }) => getStocktake(work, params.stocktakeId),
  view: (taken, ctx) => (
    <StocktakePage
      shell={ctx.desk('deposits')}
      form={ctx.formFor('deposit.stock-decide')}
      csrf={ctx.csrf}
      stocktakesHref={paths.stocktakes}
      exportHref={paths.stocktakeExport(taken.id)}
      head={taken}
      rows={taken.rows}
      action={paths.stocktakeDecision(taken.id)}
      href={paths.projectDeposit}
    />
  ),
});

const decide = command({
  id: 'deposit.stock-decide',
  path: paths.stocktakeDecision(),
  audience: labour,
  summary: '处理清查的一笔保证金',
  params: ofStocktake,
  body: shape({ depositId: id('保证金'), ...stocktakeDecision.fields }),
  run: (work, { params, body: { depositId, ...input } }) => decideStocktakeItem(work, params.stocktakeId, depositId, input),
  page: { form: stocktakePage, done: (_result, { params }) => paths.stocktake(params.stocktakeId), flash: () => '处理结果已保存' },
});

const stocktakeExport = file({
  path: paths.stocktakeExport(),
  audience: labour,
  summary: '导出保证金清查清单',
  params: ofStocktake,
  load: async (work, { params }) => {
    const taken = await getStocktake(work, params.stocktakeId);
    await work.record({ action: 'deposit.stock-exported', subject: ['deposit-stocktake', taken.id], detail: { rows: taken.rows.length } });
    return {
      name: `保证金清查-${taken.area}-${taken.asOf}.xlsx`,
      mediaType: xlsx,
      bytes: () =>
        writeWorkbook([
          {
            name: '清查清单',
            heading: [`${taken.area}工资保证金清查清单`, `清查日期 ${taken.asOf}，共 ${taken.rows.length} 笔`],
            columns: [
              { header: '项目', kind: 'text', width: 40 },
              { header: '总包单位', kind: 'text', width: 36 },
              { header: '完工日期', kind: 'text', width: 13 },
              { header: '保证金（元）', kind: 'amount', width: 18 },
              { header: '未付工资（元）', kind: 'amount', width: 18 },
              { header: '未办结案件', kind: 'integer', width: 12 },
              { header: '处理', kind: 'text', width: 12 },
              { header: '理由', kind: 'text', width: 40 },
              { header: '办理人', kind: 'text', width: 12 },
              { header: '处理日期', kind: 'text', width: 13 },
            ],
            rows: taken.rows.map((r) => [r.project, r.contractor, r.completedOn, r.coveredFen, r.unpaidFen, r.openCases, r.decision === null ? '待处理' : r.decision === 'return' ? '启动返还' : '保留', r.reason ?? undefined, r.decidedBy ?? undefined, r.decidedOn ?? undefined]),
          },
        ]),
    };
  },
});

export const depositPages: readonly Definition[] = [register, registerExport, stocktakes, stocktakePage, decide, stocktakeExport];
