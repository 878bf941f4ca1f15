import { DepositInstrument } from '../../entities/deposit-instrument.js';
import type { TypeOf } from '../../platform/parse.js';
import type { Work } from '../../platform/work.js';
import { addMonths } from '../../values/plain-date.js';
import { Invalid, Refusal, type Issue } from '../../values/refusal.js';
import { next } from '../../values/workflow.js';
import { getProject } from '../projects/index.js';
import { lockDeposit } from './cover.js';
import type { extension } from './inputs.js';
import { depositFlow } from './states.js';

/** No guarantee runs longer: a later day is a slip of the pen. */
const longestYears = 20;

/**
 * Records that the issuer has extended a guarantee (保证金规定 Art. 17). The earlier end stays in the audit trail, and a reminder for it
 * does not count for the new one.
 * @throws Refusal `not-found`, `wrong-state`; Invalid where the new end is not later
 */
export async function extendGuarantee(work: Work, projectId: string, instrumentId: string, { validTo, receivedOn }: TypeOf<typeof extension>): Promise<void> {
  await getProject(work, projectId);
  const deposit = await lockDeposit(work, projectId);
  const instrument = await work.db.findOneBy(DepositInstrument, { id: instrumentId, depositId: deposit.id });
  if (!instrument || instrument.validTo === null) throw new Refusal('not-found', '没有找到这份保函或保险');
  if (work.actor.role === 'bank-operator' && instrument.issuerId !== work.actor.partyId) throw new Refusal('not-allowed', '银行只登记本行出具的保函续期');
  const to = next(depositFlow, deposit.state, 'extend', work.actor.role);
  if (instrument.endedOn !== null) throw new Refusal('wrong-state', '这份保函已经失效，请登记新的保函');
  const issues: Issue[] = [];
  if (validTo <= instrument.validTo) issues.push({ path: 'validTo', message: `应晚于现在的有效期止 ${instrument.validTo}` });
  if (validTo > addMonths(work.today, longestYears * 12)) issues.push({ path: 'validTo', message: `有效期止超过 ${longestYears} 年，请核对` });
  if (receivedOn > work.today) issues.push({ path: 'receivedOn', message: '日期不能晚于今天' });
  if (receivedOn < instrument.receivedOn) issues.push({ path: 'receivedOn', message: '早于收到原件日期' });
  if (issues.length > 0) throw new Invalid(issues);
  await work.db.update(DepositInstrument, { id: instrumentId }, { validTo });
  await work.record({ action: 'deposit.extended', subject: ['deposit-instrument', instrumentId], projectId, from: deposit.state, to, detail: { before: instrument.validTo, validTo, receivedOn } });
}
