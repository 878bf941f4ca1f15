import { getParty, listAreas, listParties, newParty, partyKinds, registerParty } from '../../domain/parties/index.js';
import { id, integer, oneOf, shape, text } from '../../platform/parse.js';
import type { Role } from '../../values/role.js';
import { NewPartyPage } from '../../views/pages/parties/new-party.js';
import { PartyFilePage } from '../../views/pages/parties/party-file.js';
import { PartyListPage } from '../../views/pages/parties/party-list.js';
import { command, page, type Definition } from '../define.js';
import { withQuery } from '../link.js';
import { paths } from '../paths.js';
import { tabAudience } from '../project-tabs.js';

const readers: readonly Role[] = ['inspector', 'supervisor', 'housing-reviewer', 'admin'];

const partiesPage = page({
  path: paths.parties,
  audience: readers,
  summary: '单位列表',
  query: shape({
    q: text('名称或统一社会信用代码', { max: 60 }).optional(),
    kind: oneOf('类型', partyKinds).optional(),
    standing: oneOf('信用状态', ['normal', 'listed'] as const).optional(),
    page: integer('页码', 1, 100_000).or(1),
    size: integer('每页条数', 1, 100).or(20),
  }),
  load: async (work, { query }) => ({ query, ...(await listParties(work, query)) }),
  view: ({ query, rows, total }, ctx) => (
    <PartyListPage
      shell={ctx.desk('parties')}
      form={ctx.form}
      action={paths.parties}
      newHref={paths.newParty}
      rows={rows}
      total={total}
      page={query.page}
      size={query.size}
      href={paths.party}
      pageHref={(n, size) => withQuery(ctx.url, { page: n, size })}
    />
  ),
});

const newPartyPage = page({
  path: paths.newParty,
  audience: readers,
  summary: '登记单位页',
  load: (work) => listAreas(work),
  view: (areas, ctx) => (
    <NewPartyPage shell={ctx.desk('parties')} csrf={ctx.csrf} form={ctx.formFor('party.register', { kind: 'enterprise', areaCode: '460400' })} action={paths.parties} areas={areas.map((a) => ({ value: a.code, label: a.name }))} />
  ),
});

const register = command({
  id: 'party.register',
  path: paths.parties,
  audience: readers,
  summary: '登记单位',
  body: newParty,
  status: 201,
  run: (work, { body }) => registerParty(work, body),
  page: { form: newPartyPage, done: (result) => paths.party(result.partyId), flash: () => '单位已登记' },
});

const partyPage = page({
  path: paths.party(),
  audience: readers,
  summary: '单位',
  params: shape({ partyId: id() }),
  load: (work, { params }) => getParty(work, params.partyId),
  view: (party, ctx) => <PartyFilePage shell={ctx.desk('parties')} partiesHref={paths.parties} party={party} projectHref={(tabAudience.overview as readonly string[]).includes(ctx.actor.role) ? paths.project : undefined} />,
});

export const partyRoutes: readonly Definition[] = [partiesPage, newPartyPage, register, partyPage];
