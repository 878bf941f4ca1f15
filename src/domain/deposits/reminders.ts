import { GuaranteeReminder } from '../../entities/guarantee-reminder.js';
import { find, guaranteeReminderOn, need } from '../../law/index.js';
import type { TypeOf } from '../../platform/parse.js';
import type { Work } from '../../platform/work.js';
import { yuan, type Fen } from '../../values/money.js';
import { addDays, type PlainDate } from '../../values/plain-date.js';
import { Refusal } from '../../values/refusal.js';
import { issuePaper, type IssuedPaper } from '../papers/index.js';
import { lawOf, organOf } from '../policy/index.js';
import { getProject } from '../projects/index.js';
import { formNames } from './form-names.js';
import type { reminderReply } from './inputs.js';
import type { DepositForm } from './states.js';

interface Expiring {
  readonly instrumentId: string;
  readonly projectId: string;
  readonly areaCode: string;
  readonly validTo: PlainDate;
}

/** Longer ahead than any area reminds: what the first reading fetches. */
const furthestDays = 400;

/**
 * Reminds of every guarantee that expires within the term while works under it are unfinished, once for each end of it (保证金规定 Art. 17).
 * The reminder shows at the project until the guarantee is extended, replaced or gone.
 * @returns how many were written; a second run writes none
 */
export async function remindGuarantees(work: Work, asOf: PlainDate): Promise<number> {
  const expiring = await work.db.query<Expiring[]>(
    `SELECT DISTINCT ON (i.id) i.id AS "instrumentId", p.id AS "projectId", p.area_code AS "areaCode", i.valid_to AS "validTo"
       FROM deposit_instrument i JOIN deposit_cover c ON c.deposit_id = i.deposit_id JOIN project p ON p.id = c.project_id
      WHERE i.ended_on IS NULL AND i.valid_to BETWEEN $1 AND $2 AND p.state <> 'completed'
        AND NOT EXISTS (SELECT FROM guarantee_reminder r WHERE r.instrument_id = i.id AND r.valid_to = i.valid_to)
      ORDER BY i.id, p.contract_signed_on DESC, p.id`,
    [asOf, addDays(asOf, furthestDays)],
  );
  const laws = new Map<string, Awaited<ReturnType<typeof lawOf>>>();
  let written = 0;
  for (const { instrumentId, projectId, areaCode, validTo } of expiring) {
    const law = laws.get(areaCode) ?? (await lawOf(work, areaCode));
    laws.set(areaCode, law);
    if (!find(law, 'guarantee.renewalReminderDays', validTo) || asOf < guaranteeReminderOn(validTo, law).value) continue;
    const id = work.newId();
    await work.db.insert(GuaranteeReminder, { id, instrumentId, validTo, remindedOn: asOf, paperId: null, reply: null, repliedOn: null, repliedBy: null, createdAt: work.now });
    await work.record({ action: 'deposit.reminded', subject: ['guarantee-reminder', id], projectId, detail: { instrumentId, validTo } });
    written += 1;
  }
  return written;
}

async function lockReminder(work: Work, projectId: string, reminderId: string): Promise<GuaranteeReminder> {
  await getProject(work, projectId);
  const [of] = await work.db.query<unknown[]>(
    'SELECT FROM guarantee_reminder r JOIN deposit_instrument i ON i.id = r.instrument_id JOIN deposit_cover c ON c.deposit_id = i.deposit_id WHERE r.id = $1 AND c.project_id = $2',
    [reminderId, projectId],
  );
  if (!of) throw new Refusal('not-found', '没有找到这次提醒');
  return work.db.findOneOrFail(GuaranteeReminder, { where: { id: reminderId }, lock: { mode: 'pessimistic_write' } });
}

/** The contractor's answer to a reminder, by itself or written down by the inspector who heard it. Answered once. */
export async function replyReminder(work: Work, projectId: string, reminderId: string, { reply }: TypeOf<typeof reminderReply>): Promise<void> {
  const reminder = await lockReminder(work, projectId, reminderId);
  if (reminder.reply !== null) throw new Refusal('already-exists', '这次提醒已经答复');
  await work.db.update(GuaranteeReminder, { id: reminderId }, { reply, repliedOn: work.today, repliedBy: work.actor.id });
  await work.record({ action: 'deposit.reminder-answered', subject: ['guarantee-reminder', reminderId], projectId, reason: reply });
}

/** 保函到期提醒函 of a reminder, to the contractor: an internal form, issued once. */
export async function issueReminderLetter(work: Work, projectId: string, reminderId: string): Promise<IssuedPaper> {
  const reminder = await lockReminder(work, projectId, reminderId);
  if (reminder.paperId !== null) throw new Refusal('already-exists', '提醒函已经制发');
  const project = await getProject(work, projectId);
  const [i] = await work.db.query<[{ form: DepositForm; issuer: string; number: string; amountFen: Fen; validTo: PlainDate; contractor: string }]>(
    `SELECT i.form, b.name AS issuer, i.number, i.amount_fen AS "amountFen", i.valid_to AS "validTo", f.name AS contractor
       FROM deposit_instrument i JOIN party b ON b.id = i.issuer_id JOIN party f ON f.id = $2 WHERE i.id = $1`,
    [reminder.instrumentId, project.contractorId],
  );
  const organ = await organOf(work);
  const paper = await issuePaper(work, {
    kind: 'guarantee-reminder',
    organId: organ.id,
    projectId,
    partyId: project.contractorId,
    subjectId: reminderId,
    data: {
      contractor: i.contractor,
      project: project.name,
      guarantee: { form: formNames[i.form] as '银行保函', issuer: i.issuer, number: i.number, amount: yuan(i.amountFen), validTo: reminder.validTo },
      aheadDays: need(await lawOf(work, project.areaCode), 'guarantee.renewalReminderDays', reminder.validTo).value,
    },
  });
  await work.db.update(GuaranteeReminder, { id: reminderId }, { paperId: paper.paperId });
  await work.record({ action: 'deposit.reminder-issued', subject: ['guarantee-reminder', reminderId], projectId, detail: { number: paper.number } });
  return paper;
}
