import { AccountSeizure, type SeizureMeasure } from '../../entities/account-seizure.js';
import { WageAccount } from '../../entities/wage-account.js';
import type { TypeOf } from '../../platform/parse.js';
import { violated, type Work } from '../../platform/work.js';
import { yuan, type Fen } from '../../values/money.js';
import { formatDate, type PlainDate } from '../../values/plain-date.js';
import { Invalid, Refusal, type Issue } from '../../values/refusal.js';
import { next } from '../../values/workflow.js';
import { getProject } from '../projects/index.js';
import type { newSeizure, seizureEnd } from './inputs.js';
import { wageAccountFlow } from './states.js';
import { lockWageAccount } from './wage-account.js';

/** What the measures are called. */
export const seizureNames: Readonly<Record<SeizureMeasure, string>> = { sealed: '查封', frozen: '冻结', deducted: '划拨' };

/**
 * Records that another organ has sealed, frozen or drawn on the dedicated account, which 条例724 Art. 33 forbids for anything but this
 * project's wages. While one such measure lasts, no release pays out of the account; it still receives.
 */
export async function seizeAccount(work: Work, projectId: string, input: TypeOf<typeof newSeizure>): Promise<{ readonly seizureId: string }> {
  const account = await lockWageAccount(work, projectId);
  const to = next(wageAccountFlow, account.state, 'seize', work.actor.role);
  const issues: Issue[] = [];
  if (input.seizedOn > work.today) issues.push({ path: 'seizedOn', message: '日期不能晚于今天' });
  if (input.seizedOn < account.openedOn) issues.push({ path: 'seizedOn', message: `日期早于开户日期 ${account.openedOn}` });
  if (input.measure === 'deducted' && input.amount === undefined) issues.push({ path: 'amount', message: '划拨的，请填写金额' });
  if (issues.length > 0) throw new Invalid(issues);
  const seizureId = work.newId();
  try {
    await work.db.insert(AccountSeizure, {
      id: seizureId,
      wageAccountId: account.id,
      measure: input.measure,
      organ: input.organ,
      documentNo: input.documentNo,
      seizedOn: input.seizedOn,
      amountFen: input.amount ?? null,
      note: input.note ?? '',
      recordedBy: work.actor.id,
      recordedAt: work.now,
      endedOn: null,
      endedDocument: '',
      endedBy: null,
    });
  } catch (error) {
    if (violated(error) === 'account_seizure_wage_account_id_document_no_key') throw new Invalid([{ path: 'documentNo', message: '这份文书已经登记过' }]);
    throw error;
  }
  await work.db.update(WageAccount, { id: account.id }, { state: to });
  await work.record({ action: 'wage-account.seized', subject: ['wage-account', account.id], projectId, from: account.state, to, detail: { measure: input.measure, organ: input.organ, document: input.documentNo, on: input.seizedOn, ...(input.amount ? { amount: yuan(input.amount) } : {}) } });
  return { seizureId };
}

/** Records the end of a measure; with the last one the account pays again. */
export async function liftSeizure(work: Work, projectId: string, seizureId: string, input: TypeOf<typeof seizureEnd>): Promise<void> {
  const account = await lockWageAccount(work, projectId);
  const seizure = await work.db.findOneBy(AccountSeizure, { id: seizureId, wageAccountId: account.id });
  if (!seizure) throw new Refusal('not-found', '没有找到这次查封冻结');
  if (seizure.endedOn !== null) throw new Refusal('wrong-state', '这次查封冻结已经解除');
  const issues: Issue[] = [];
  if (input.endedOn > work.today) issues.push({ path: 'endedOn', message: '日期不能晚于今天' });
  if (input.endedOn < seizure.seizedOn) issues.push({ path: 'endedOn', message: `日期早于查封冻结日期 ${seizure.seizedOn}` });
  if (issues.length > 0) throw new Invalid(issues);
  await work.db.update(AccountSeizure, { id: seizureId }, { endedOn: input.endedOn, endedDocument: input.document, endedBy: work.actor.id });
  const [{ others }] = await work.db.query<[{ others: number }]>('SELECT count(*)::int AS others FROM account_seizure WHERE wage_account_id = $1 AND ended_on IS NULL', [account.id]);
  const to = next(wageAccountFlow, account.state, 'lift', work.actor.role, others > 0 ? 'seized' : account.filedOn === null ? 'opened' : 'filed');
  await work.db.update(WageAccount, { id: account.id }, { state: to });
  await work.record({ action: 'wage-account.lifted', subject: ['wage-account', account.id], projectId, from: account.state, to, detail: { document: input.document, on: input.endedOn } });
}

export interface SeizureRow {
  readonly id: string;
  readonly measure: SeizureMeasure;
  readonly organ: string;
  readonly documentNo: string;
  readonly seizedOn: PlainDate;
  readonly amountFen: Fen | null;
  readonly note: string;
  readonly endedOn: PlainDate | null;
  readonly endedDocument: string;
}

/** Every measure against the project's accounts, the latest first. */
export async function listSeizures(work: Work, projectId: string): Promise<SeizureRow[]> {
  await getProject(work, projectId);
  return work.db.query(
    `SELECT s.id, s.measure, s.organ, s.document_no AS "documentNo", s.seized_on AS "seizedOn", s.amount_fen AS "amountFen", s.note, s.ended_on AS "endedOn", s.ended_document AS "endedDocument"
       FROM account_seizure s JOIN wage_account w ON w.id = s.wage_account_id WHERE w.project_id = $1 ORDER BY s.seized_on DESC, s.id DESC`,
    [projectId],
  );
}

/**
 * Refuses where the project's dedicated account is sealed or frozen, with who did it and by which document: nothing is paid out of it until
 * that ends.
 * @throws Refusal `wrong-state`
 */
export async function refuseSeized(work: Work, projectId: string): Promise<void> {
  const [seizure] = await work.db.query<{ measure: SeizureMeasure; organ: string; documentNo: string; seizedOn: PlainDate }[]>(
    `SELECT s.measure, s.organ, s.document_no AS "documentNo", s.seized_on AS "seizedOn" FROM wage_account w JOIN account_seizure s ON s.wage_account_id = w.id
      WHERE w.project_id = $1 AND w.state = 'seized' AND s.ended_on IS NULL ORDER BY s.seized_on LIMIT 1`,
    [projectId],
  );
  if (seizure) throw new Refusal('wrong-state', `工资专户自${formatDate(seizure.seizedOn)}起被${seizure.organ}${seizureNames[seizure.measure]}（${seizure.documentNo}），解除前不能从专户支付`);
}
