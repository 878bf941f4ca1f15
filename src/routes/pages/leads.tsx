import { acceptLead, closeLead, closingOutcomes, complainantRevealing, getLead, leadAcceptance, leadClosing, leadFlow, leadHistory, leadRefusal, leadSorts, leadStateFilter, leadTransfer, listLeads, newLead, receiveLead, refuseLead, revealComplainant, staffChannels, transferLead } from '../../domain/leads/index.js';
import { listTownships } from '../../domain/parties/index.js';
import { listOrgans } from '../../domain/policy/index.js';
import { listProjects } from '../../domain/projects/index.js';
import { flag, id, integer, oneOf, shape, text } from '../../platform/parse.js';
import type { Work } from '../../platform/work.js';
import type { Role } from '../../values/role.js';
import { allowedActions } from '../../values/workflow.js';
import { actionWord } from '../../views/action-words.js';
import { LeadFilePage, type LeadActionName } from '../../views/pages/leads/lead-file.js';
import { LeadListPage } from '../../views/pages/leads/lead-list.js';
import { channelNames } from '../../views/pages/leads/lead-words.js';
import { NewLeadPage } from '../../views/pages/leads/new-lead.js';
import { purposeNames } from '../../views/pages/roster/roster-words.js';
import { command, page, type Definition } from '../define.js';
import { withQuery } from '../link.js';
import { paths } from '../paths.js';

const labour: readonly Role[] = ['inspector', 'supervisor'];
export const leadReaders: readonly Role[] = [...labour, 'department'];
export const leadParams = shape({ leadId: id() });

export const leadQuery = shape({
  q: text('编号、单位或工地', { max: 60 }).optional(),
  state: leadStateFilter.optional(),
  channel: oneOf('来源', Object.keys(channelNames) as (keyof typeof channelNames)[]).optional(),
  areaCode: text('乡镇', { max: 9 }).optional(),
  overdue: flag('只看逾期'),
  sort: oneOf('排序', leadSorts).or('received'),
  direction: oneOf('顺序', ['asc', 'desc'] as const).or('desc'),
  page: integer('页码', 1, 100_000).or(1),
  size: integer('每页条数', 1, 100).or(20),
});

const leadsPage = page({
  path: paths.leads,
  audience: leadReaders,
  summary: '线索列表',
  query: leadQuery,
  load: async (work, { query }) => ({ query, areas: await listTownships(work), ...(await listLeads(work, query)) }),
  view: ({ query, areas, rows, total }, ctx) => (
    <LeadListPage
      shell={ctx.desk('leads')}
      form={ctx.form}
      action={paths.leads}
      newHref={(labour as readonly string[]).includes(ctx.actor.role) ? paths.newLead : undefined}
      areas={areas.map((a) => ({ value: a.code, label: a.name }))}
      rows={rows}
      total={total}
      page={query.page}
      size={query.size}
      sort={{ by: query.sort, direction: query.direction, href: (by, direction) => withQuery(ctx.url, { sort: by, direction, page: undefined }) }}
      href={paths.lead}
      pageHref={(n, size) => withQuery(ctx.url, { page: n, size })}
    />
  ),
});

/** The projects to choose from, by name. */
const projectOptions = async (work: Work): Promise<{ value: string; label: string }[]> =>
  (await listProjects(work, { sort: 'name', direction: 'asc', page: 1, size: 1_000 })).rows.map((p) => ({ value: p.id, label: `${p.name}（${p.contractor}）` }));

const newLeadPage = page({
  path: paths.newLead,
  audience: labour,
  summary: '登记线索页',
  load: async (work) => ({ areas: await listTownships(work), projects: await projectOptions(work) }),
  view: ({ areas, projects }, ctx) => (
    <NewLeadPage
      shell={ctx.desk('leads')}
      csrf={ctx.csrf}
      form={ctx.formFor('lead.receive')}
      action={paths.leads}
      channels={staffChannels}
      areas={areas.map((a) => ({ value: a.code, label: a.name }))}
      projects={projects}
    />
  ),
});

const receive = command({
  id: 'lead.receive',
  path: paths.leads,
  audience: labour,
  summary: '登记线索',
  body: newLead,
  status: 201,
  run: (work, { body }) => receiveLead(work, body),
  page: { form: newLeadPage, done: ({ leadId }) => paths.lead(leadId), flash: ({ number, code }) => `线索已登记，编号 ${number}。请告诉投诉人查询码 ${code.replaceAll('-', '\u2011')}，可在网上查询进度；查询码只显示这一次。` },
});

const leadPage = page({
  path: paths.lead(),
  audience: leadReaders,
  summary: '线索',
  params: leadParams,
  load: async (work, { params: { leadId } }) => {
    const lead = await getLead(work, leadId);
    const actions = allowedActions(leadFlow, lead.state, work.actor.role);
    return {
      lead,
      actions,
      history: await leadHistory(work, leadId),
      projects: actions.includes('accept') ? await projectOptions(work) : [],
      organs: actions.includes('transfer') ? (await listOrgans(work)).filter((o) => o.id !== work.actor.organId) : [],
    };
  },
  view: ({ lead, actions, history, projects, organs }, ctx) => {
    const staff = (labour as readonly string[]).includes(ctx.actor.role);
    return (
      <LeadFilePage
        shell={ctx.desk('leads')}
        csrf={ctx.csrf}
        leadsHref={paths.leads}
        lead={lead}
        actions={actions}
        projectHref={staff && lead.projectId ? paths.projectCases(lead.projectId) : undefined}
        caseHref={staff && lead.caseId ? paths.caseFile(lead.caseId) : undefined}
        openCaseHref={lead.projectId ? `${paths.projectCases(lead.projectId)}?lead=${lead.id}` : undefined}
        projects={projects}
        organs={organs.map((o) => ({ value: o.id, label: o.name }))}
        outcomes={closingOutcomes}
        history={history.map((h) => ({
          at: h.at,
          what: actionWord(h.action),
          who: h.actor,
          detail: h.purpose ? `用途：${purposeNames[h.purpose as keyof typeof purposeNames] ?? h.purpose}${h.note ? `（${h.note}）` : ''}` : (h.reason ?? undefined),
        }))}
        reveal={{ action: paths.leadReveal(lead.id), form: ctx.formFor('lead.reveal') }}
        action={(name) => actionPaths[name](lead.id)}
        form={(name) => ctx.formFor(`lead.${name}`)}
        stray={ctx.form.formId === 'lead.reveal' || actions.some((name) => ctx.form.formId === `lead.${name}`) ? undefined : ctx.form}
      />
    );
  },
});

const actionPaths: Readonly<Record<Exclude<LeadActionName, 'open-case'>, (id?: string) => string>> = { accept: paths.leadAccept, refuse: paths.leadRefuse, transfer: paths.leadTransfer, close: paths.leadClose };
const back = { form: leadPage, done: (_result: unknown, { params: { leadId } }: { params: { leadId: string } }) => paths.lead(leadId) };

const accept = command({ id: 'lead.accept', path: paths.leadAccept(), audience: labour, summary: '受理线索', params: leadParams, body: leadAcceptance, run: (work, { params: { leadId }, body }) => acceptLead(work, leadId, body), page: { ...back, flash: () => '已受理' } });
const refuse = command({ id: 'lead.refuse', path: paths.leadRefuse(), audience: labour, summary: '不予受理线索', params: leadParams, body: leadRefusal, run: (work, { params: { leadId }, body }) => refuseLead(work, leadId, body), page: { ...back, flash: () => '已答复不予受理' } });
const transfer = command({ id: 'lead.transfer', path: paths.leadTransfer(), audience: labour, summary: '转办线索', params: leadParams, body: leadTransfer, run: (work, { params: { leadId }, body }) => transferLead(work, leadId, body), page: { ...back, flash: () => '已转办' } });
const close = command({ id: 'lead.close', path: paths.leadClose(), audience: labour, summary: '办结线索', params: leadParams, body: leadClosing, run: (work, { params: { leadId }, body }) => closeLead(work, leadId, body), page: { ...back, flash: () => '已办结并答复' } });

const reveal = command({
  id: 'lead.reveal',
  path: paths.leadReveal(),
  audience: leadReaders,
  summary: '查看投诉人的完整信息',
  params: leadParams,
  body: complainantRevealing,
  run: (work, { params: { leadId }, body }) => revealComplainant(work, leadId, body),
  page: back,
});

export const leadPages: readonly Definition[] = [leadsPage, newLeadPage, receive, leadPage, accept, refuse, transfer, close, reveal];
