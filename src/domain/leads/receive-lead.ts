import { Lead, type LeadChannel } from '../../entities/lead.js';
import { deadline, dueOrProvisional } from '../../law/index.js';
import { spend, type Limit } from '../../platform/attempts.js';
import type { TypeOf } from '../../platform/parse.js';
import { hashPassword } from '../../platform/password.js';
import { violated, type Work } from '../../platform/work.js';
import type { Mobile } from '../../values/phone.js';
import { grouped, readableCode } from '../../values/readable-code.js';
import { Invalid, type Issue } from '../../values/refusal.js';
import { lawOf } from '../policy/index.js';
import { getProject } from '../projects/index.js';
import type { newComplaint, newLead } from './inputs.js';

/** What the complainant keeps: both are needed to ask how the lead stands. */
export interface LeadReceipt {
  readonly leadId: string;
  /** TS20260820-7KQ49. */
  readonly number: string;
  /** Ten characters in two groups; kept nowhere in the clear. */
  readonly code: string;
}

const publicLimit: Limit = { count: 10, minutes: 10 };
export const followCodeLength = 10;

/** Where a worker's own complaint comes from. */
export interface ComplaintOrigin {
  readonly ip: string;
  readonly channel: 'public-form' | 'worker-page';
  /** Known where the worker came from the page of their own wages. */
  readonly projectId?: string;
}

/** Takes a complaint from a worker. @throws Refusal `too-many-attempts` after ten in ten minutes from one address */
export async function receiveComplaint(work: Work, input: TypeOf<typeof newComplaint>, { ip, channel, projectId }: ComplaintOrigin): Promise<LeadReceipt> {
  await spend(work.db, [`complaint:ip:${ip}`], publicLimit, work.now);
  return receive(work, { ...input, areaCode: input.areaCode ?? (await servedCity(work)), projectId }, channel);
}

/** Writes down what came in otherwise: a call, a visit, a letter, a patrol. */
export async function receiveLead(work: Work, input: TypeOf<typeof newLead>): Promise<LeadReceipt> {
  if (!input.areaCode.startsWith(work.actor.areaPrefix)) throw new Invalid([{ path: 'areaCode', message: '不在您的辖区内' }]);
  if (input.projectId) await getProject(work, input.projectId);
  return receive(work, input, input.channel);
}

type Received = Omit<TypeOf<typeof newLead>, 'channel' | 'name' | 'phone'> & { readonly name?: string | undefined; readonly phone?: Mobile | undefined };

async function receive(work: Work, input: Received, channel: LeadChannel): Promise<LeadReceipt> {
  const issues = periodIssues(work, input);
  if (issues.length > 0) throw new Invalid(issues);
  const leadId = work.newId();
  const number = `TS${work.today.replaceAll('-', '')}-${readableCode(work.secret(4), 5)}`;
  const code = readableCode(work.secret(7), followCodeLength);
  const due = dueOrProvisional((law) => deadline('case-accept', work.today, law), await lawOf(work, input.areaCode));
  try {
    await work.db.insert(Lead, {
      id: leadId,
      number,
      channel,
      secretHash: await hashPassword(code),
      complainantSealed: input.name ? work.vault.seal(input.name, `lead.complainant_sealed.${leadId}`) : null,
      phoneSealed: input.phone ? work.vault.seal(input.phone, `lead.phone_sealed.${leadId}`) : null,
      phoneIndex: input.phone ? work.vault.index('phone', input.phone) : null,
      projectId: input.projectId ?? null,
      employer: input.employer,
      place: input.place,
      areaCode: input.areaCode,
      content: input.content,
      periodFrom: input.periodFrom ?? input.periodTo ?? null,
      periodTo: input.periodTo ?? input.periodFrom ?? null,
      workers: input.workers,
      amountFen: input.amount ?? null,
      state: 'received',
      dueOn: due.value,
      dueProvisional: due.provisional,
      receivedAt: work.now,
    });
  } catch (error) {
    if (violated(error) === 'lead_area_code_fkey') throw new Invalid([{ path: 'areaCode', message: '没有这个乡镇' }]);
    throw error;
  }
  // Without the project: its history is read by the firm, and who complains of it is secret (监察423 Art. 9).
  await work.record({ action: 'lead.received', subject: ['lead', leadId], to: 'received', detail: { number, channel, dueOn: due.value } });
  return { leadId, number, code: grouped(code, 5) };
}

function periodIssues(work: Work, { periodFrom, periodTo }: Received): Issue[] {
  const issues: Issue[] = [];
  const thisMonth = work.today.slice(0, 7);
  if (periodFrom && periodTo && periodTo < periodFrom) issues.push({ path: 'periodTo', message: '截止月份早于起始月份' });
  if (periodFrom && periodFrom > thisMonth) issues.push({ path: 'periodFrom', message: '起始月份不能晚于本月' });
  else if (periodTo && periodTo > thisMonth) issues.push({ path: 'periodTo', message: '截止月份不能晚于本月' });
  return issues;
}

/** The city whose townships the service has: where a worker does not know the township, it is somewhere in it. */
async function servedCity(work: Work): Promise<string> {
  const [city] = await work.db.query<{ code: string }[]>('SELECT parent_code AS code FROM area WHERE length(code) = 9 ORDER BY code LIMIT 1');
  if (!city) throw new Invalid([{ path: 'areaCode', message: '请选择所在乡镇' }]);
  return city.code;
}
