import { getLead, listLeads } from '../../domain/leads/index.js';
import { resource, type Definition } from '../define.js';
import { leadPages, leadParams, leadQuery, leadReaders } from '../pages/leads.js';
import { paths } from '../paths.js';

const leads = resource({ path: paths.leads, audience: leadReaders, summary: '线索列表', query: leadQuery, load: (work, { query }) => listLeads(work, query) });

const lead = resource({ path: paths.lead(), audience: leadReaders, summary: '线索', params: leadParams, load: (work, { params: { leadId } }) => getLead(work, leadId) });

/** Leads as pages and as JSON. */
export const leadRoutes: readonly Definition[] = [...leadPages, leads, lead];
