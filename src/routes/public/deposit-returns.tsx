import { publicReturns } from '../../domain/deposits/index.js';
import { integer, shape, text } from '../../platform/parse.js';
import { PublicReturnsPage } from '../../views/pages/money/public-returns.js';
import { page, resource, type Definition } from '../define.js';
import { withQuery } from '../link.js';
import { paths } from '../paths.js';

const everyone = ['anonymous'] as const;
const listQuery = shape({ q: text('项目、企业名称或统一社会信用代码', { max: 60 }).optional(), page: integer('页码', 1, 100_000).or(1), size: integer('每页条数', 1, 100).or(20) });

const notices = page({
  path: paths.depositReturns,
  audience: everyone,
  summary: '公示：工资保证金返还',
  query: listQuery,
  load: async (work, { query }) => ({ query, asOf: work.today, ...(await publicReturns(work, query)) }),
  view: ({ query, asOf, rows, total }, ctx) => (
    <PublicReturnsPage
      open={ctx.open('deposit-returns')}
      form={ctx.form}
      action={paths.depositReturns}
      complaintHref={paths.complaint}
      asOf={asOf}
      rows={rows}
      total={total}
      page={query.page}
      size={query.size}
      pageHref={(n, size) => withQuery(ctx.url, { page: n, size })}
    />
  ),
});

const noticesJson = resource({
  path: paths.depositReturns,
  audience: everyone,
  summary: '公示中的保证金返还',
  query: listQuery,
  load: async (work, { query }) => {
    const { rows, total } = await publicReturns(work, query);
    return { asOf: work.today, total, page: query.page, notices: rows };
  },
});

export const depositReturnRoutes: readonly Definition[] = [notices, noticesJson];
