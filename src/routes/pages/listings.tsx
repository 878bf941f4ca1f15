import { decideListing, decisionInput, dropInput, dropListing, getListing, giveNotice, listingFlow, listListings, newListing, objectionInput, objectListing, proposeListing, publishListing, removalInput, removeListing, verificationInput, verifyObjection } from '../../domain/lists/index.js';
import { id, integer, oneOf, shape, text } from '../../platform/parse.js';
import type { Role } from '../../values/role.js';
import { allowedActions } from '../../values/workflow.js';
import { ListingFilePage } from '../../views/pages/lists/listing-file.js';
import { ListingListPage } from '../../views/pages/lists/listing-list.js';
import { command, page, type Definition } from '../define.js';
import { caseParams, casePage } from './cases.js';
import { withQuery } from '../link.js';
import { paths } from '../paths.js';

const labour: readonly Role[] = ['inspector', 'supervisor'];
const heads: readonly Role[] = ['supervisor'];
const params = shape({ listingId: id() });

const listingsPage = page({
  path: paths.listings,
  audience: labour,
  summary: '失信名单',
  query: shape({
    q: text('单位、代码或编号', { max: 60 }).optional(),
    state: oneOf('状态', ['proposed', 'noticed', 'objected', 'verified', 'decided', 'published', 'removed', 'dropped'] as const).optional(),
    page: integer('页码', 1, 100_000).or(1),
    size: integer('每页条数', 1, 100).or(20),
  }),
  load: async (work, { query }) => ({ query, ...(await listListings(work, query)) }),
  view: ({ query, rows, total }, ctx) => (
    <ListingListPage shell={ctx.desk('listings')} form={ctx.form} action={paths.listings} rows={rows} total={total} page={query.page} size={query.size} href={paths.listing} pageHref={(n, size) => withQuery(ctx.url, { page: n, size })} />
  ),
});

const listingPage = page({
  path: paths.listing(),
  audience: labour,
  summary: '名单记录',
  params,
  load: (work, { params: { listingId } }) => getListing(work, listingId),
  view: (listing, ctx) => (
    <ListingFilePage
      shell={ctx.desk('listings')}
      csrf={ctx.csrf}
      listing={listing}
      actions={allowedActions(listingFlow, listing.state, ctx.actor.role)}
      listHref={paths.listings}
      caseHref={paths.caseFile(listing.caseId)}
      noticeHref={listing.noticePaperId ? paths.paper(listing.noticePaperId) : undefined}
      decisionHref={listing.decisionPaperId ? paths.paper(listing.decisionPaperId) : undefined}
      publicHref={listing.state === 'published' ? paths.blacklistEntry(listing.id) : undefined}
      action={(name) => `${paths.listing(listing.id)}/${name}`}
      form={(name) => ctx.formFor(name)}
    />
  ),
});

const propose = command({
  id: 'listing.propose',
  path: paths.caseListing(),
  audience: labour,
  summary: '提出列入失信名单',
  params: caseParams,
  body: newListing,
  status: 201,
  run: (work, { params: { caseId }, body }) => proposeListing(work, { ...body, caseId }),
  page: { form: casePage, done: (result) => paths.listing(result.listingId), flash: (result) => `已提出列入，编号 ${result.number}` },
});

const notice = command({
  id: 'listing.notice',
  path: `${paths.listing()}/notice`,
  audience: labour,
  summary: '发出拟列入告知书',
  params,
  run: (work, { params: p }) => giveNotice(work, p.listingId),
  page: { form: listingPage, done: (_result, { params: p }) => paths.listing(p.listingId), flash: (result) => `拟列入告知书 ${result.number} 已制作，请送达` },
});

const object = command({
  id: 'listing.object',
  path: `${paths.listing()}/object`,
  audience: labour,
  summary: '登记异议',
  params,
  body: objectionInput,
  run: (work, { params: p, body }) => objectListing(work, p.listingId, body),
  page: { form: listingPage, done: (_result, { params: p }) => paths.listing(p.listingId), flash: () => '异议已登记' },
});

const verify = command({
  id: 'listing.verify',
  path: `${paths.listing()}/verify`,
  audience: labour,
  summary: '核实异议',
  params,
  body: verificationInput,
  run: (work, { params: p, body }) => verifyObjection(work, p.listingId, body),
  page: { form: listingPage, done: (_result, { params: p }) => paths.listing(p.listingId), flash: () => '核实结果已保存' },
});

const decide = command({
  id: 'listing.decide',
  secondFactor: true,
  path: `${paths.listing()}/decide`,
  audience: heads,
  summary: '同意列入',
  params,
  body: decisionInput,
  run: (work, { params: p, body }) => decideListing(work, p.listingId, body),
  page: { form: listingPage, done: (_result, { params: p }) => paths.listing(p.listingId), flash: (result) => (result.decided ? '列入决定已作出，请送达决定书' : '已记录您的意见，等待第二名负责人') },
});

const publish = command({
  id: 'listing.publish',
  path: `${paths.listing()}/publish`,
  audience: heads,
  summary: '公布',
  params,
  run: (work, { params: p }) => publishListing(work, p.listingId),
  page: { form: listingPage, done: (_result, { params: p }) => paths.listing(p.listingId), flash: () => '已公布' },
});

const drop = command({
  id: 'listing.drop',
  secondFactor: true,
  path: `${paths.listing()}/drop`,
  audience: heads,
  summary: '不予列入',
  params,
  body: dropInput,
  run: (work, { params: p, body }) => dropListing(work, p.listingId, body),
  page: { form: listingPage, done: (_result, { params: p }) => paths.listing(p.listingId), flash: () => '已记录不予列入' },
});

const remove = command({
  id: 'listing.remove',
  secondFactor: true,
  path: `${paths.listing()}/remove`,
  audience: heads,
  summary: '移出名单',
  params,
  body: removalInput,
  run: (work, { params: p, body }) => removeListing(work, p.listingId, body),
  page: { form: listingPage, done: (_result, { params: p }) => paths.listing(p.listingId), flash: () => '已移出名单' },
});

export const listingRoutes: readonly Definition[] = [listingsPage, listingPage, propose, notice, object, verify, decide, publish, drop, remove];
