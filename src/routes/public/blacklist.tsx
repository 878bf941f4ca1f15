import { publicEntry, publicList } from '../../domain/lists/index.js';
import { id, integer, oneOf, shape, text } from '../../platform/parse.js';
import { PublicHomePage } from '../../views/pages/home-public.js';
import { BlacklistEntryPage, BlacklistPage } from '../../views/pages/lists/blacklist.js';
import { page, resource, type Definition } from '../define.js';
import { withQuery } from '../link.js';
import { publicNav } from '../nav.js';
import { paths } from '../paths.js';

const everyone = ['anonymous'] as const;

const listQuery = shape({
  q: text('企业名称或统一社会信用代码', { max: 60 }).optional(),
  ground: oneOf('列入事由', ['amount', 'mass-incident'] as const).optional(),
  page: integer('页码', 1, 100_000).or(1),
  size: integer('每页条数', 1, 100).or(20),
});

const home = page({
  path: paths.publicHome,
  audience: everyone,
  summary: '公众首页',
  load: async (work) => (await publicList(work, { page: 1, size: 1 })).total,
  view: (count) => (
    <PublicHomePage
      nav={publicNav}
      home={paths.publicHome}
      blacklist={{ action: paths.blacklist, count }}
      worker={{ href: paths.selfCheck }}
      complaint={{ href: paths.complaint }}
      paperCheck={{ action: paths.paperCheck }}
      signIn={paths.login}
      hotlines={[
        { label: '劳动保障维权电话', number: '12333' },
        { label: '政务服务热线', number: '12345' },
        { label: '法律援助热线', number: '12348' },
      ]}
    />
  ),
});

const blacklist = page({
  path: paths.blacklist,
  audience: everyone,
  summary: '失信联合惩戒名单',
  query: listQuery,
  load: async (work, { query }) => ({ query, asOf: work.today, ...(await publicList(work, query)) }),
  view: ({ query, asOf, rows, total }, ctx) => (
    <BlacklistPage
      open={ctx.open('blacklist')}
      form={ctx.form}
      action={paths.blacklist}
      asOf={asOf}
      rows={rows}
      total={total}
      page={query.page}
      size={query.size}
      href={paths.blacklistEntry}
      pageHref={(n, size) => withQuery(ctx.url, { page: n, size })}
    />
  ),
});

const entry = page({
  path: paths.blacklistEntry(),
  audience: everyone,
  summary: '名单公布内容',
  params: shape({ listingId: id() }),
  load: (work, { params }) => publicEntry(work, params.listingId),
  view: (model, ctx) => <BlacklistEntryPage open={ctx.open('blacklist')} entry={model} checkHref={paths.paperCheck} />,
});

const blacklistJson = resource({
  path: paths.blacklist,
  audience: everyone,
  summary: '失信联合惩戒名单',
  query: listQuery,
  load: async (work, { query }) => {
    const { rows, total } = await publicList(work, query);
    return { asOf: work.today, total, page: query.page, entries: rows };
  },
});

const entryJson = resource({
  path: paths.blacklistEntry(),
  audience: everyone,
  summary: '名单公布内容',
  params: shape({ listingId: id() }),
  load: (work, { params }) => publicEntry(work, params.listingId),
});

export const blacklistRoutes: readonly Definition[] = [home, blacklist, entry, blacklistJson, entryJson];
