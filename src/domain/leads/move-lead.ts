import { Lead } from '../../entities/lead.js';
import { deadline, dueOrProvisional } from '../../law/index.js';
import type { TypeOf } from '../../platform/parse.js';
import type { Work } from '../../platform/work.js';
import { dayOf } from '../../values/plain-date.js';
import { Invalid, Refusal } from '../../values/refusal.js';
import { next } from '../../values/workflow.js';
import { getOrgan, lawOf } from '../policy/index.js';
import { getProject } from '../projects/index.js';
import type { leadAcceptance, leadClosing, leadRefusal, leadTransfer } from './inputs.js';
import { lockLead } from './scope.js';
import { leadFlow, type LeadAction } from './states.js';

/** Accepts a lead; the actor handles it from now on. The time to close it is our own (内部时限). */
export async function acceptLead(work: Work, leadId: string, { projectId }: TypeOf<typeof leadAcceptance>): Promise<void> {
  const lead = await lockLead(work, leadId);
  if (projectId) await getProject(work, projectId).catch(() => { throw new Invalid([{ path: 'projectId', message: '没有这个项目' }]); });
  const due = dueOrProvisional((law) => deadline('lead-close', dayOf(lead.receivedAt), law), await lawOf(work, lead.areaCode));
  await move(work, lead, 'accept', { handlerId: work.actor.id, projectId: projectId ?? lead.projectId, dueOn: due.value, dueProvisional: due.provisional });
}

/** Refuses a lead in writing (监察规定25 Art. 18): the reason is the complainant's answer. */
export async function refuseLead(work: Work, leadId: string, { reason }: TypeOf<typeof leadRefusal>): Promise<void> {
  const lead = await lockLead(work, leadId);
  await move(work, lead, 'refuse', { handlerId: work.actor.id, answer: reason, ...done(work) }, reason);
}

/** Passes a lead on to the organ whose matter it is, and tells the complainant to whom and why (条例724 Art. 10). */
export async function transferLead(work: Work, leadId: string, { organId, reason }: TypeOf<typeof leadTransfer>): Promise<void> {
  const lead = await lockLead(work, leadId);
  if (organId === work.actor.organId) throw new Invalid([{ path: 'organId', message: '不能转给本机关' }]);
  const organ = await getOrgan(work, organId).catch((error: unknown) => {
    throw error instanceof Refusal ? new Invalid([{ path: 'organId', message: error.why }]) : error;
  });
  await move(work, lead, 'transfer', { transferredToId: organId, outcome: 'not-jurisdiction', answer: `已转送${organ.name}：${reason}`, ...done(work) }, reason, { organId });
}

/** Closes a lead with a coded outcome and the answer that the complainant reads. */
export async function closeLead(work: Work, leadId: string, { outcome, answer }: TypeOf<typeof leadClosing>): Promise<void> {
  const lead = await lockLead(work, leadId);
  await move(work, lead, 'close', { outcome, answer, ...done(work) }, undefined, { outcome });
}

/** Ends a lead in the case that was opened on it. Called by the case, in its unit of work. */
export async function leadToCase(work: Work, leadId: string, opened: { readonly caseId: string; readonly number: string; readonly projectId: string }): Promise<void> {
  const lead = await lockLead(work, leadId);
  const answer = `已立案调查，案号${opened.number}`;
  await move(work, lead, 'open-case', { outcome: 'case', caseId: opened.caseId, projectId: opened.projectId, handlerId: lead.handlerId ?? work.actor.id, answer, ...done(work) }, undefined, { caseId: opened.caseId });
}

const done = (work: Work): Partial<Lead> => ({ closedAt: work.now, dueOn: null, dueProvisional: false });

async function move(work: Work, lead: Lead, action: LeadAction, changes: Partial<Lead>, reason?: string, detail: Readonly<Record<string, unknown>> = {}): Promise<void> {
  const to = next(leadFlow, lead.state, action, work.actor.role);
  await work.db.update(Lead, { id: lead.id }, { ...changes, state: to });
  await work.record({ action: `lead.${action}`, subject: ['lead', lead.id], from: lead.state, to, reason, detail: { number: lead.number, ...detail } });
}
