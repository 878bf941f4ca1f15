import { Deposit } from '../../entities/deposit.js';
import type { TypeOf } from '../../platform/parse.js';
import type { Work } from '../../platform/work.js';
import { yuan, type Fen } from '../../values/money.js';
import type { PlainDate } from '../../values/plain-date.js';
import { Refusal } from '../../values/refusal.js';
import { next } from '../../values/workflow.js';
import { getProject } from '../projects/index.js';
import { assessDeposit } from './assess.js';
import { coverageOf, lockDeposit } from './cover.js';
import type { doubling } from './inputs.js';
import { depositFlow } from './states.js';

/**
 * A reduced or exempt deposit whose works fell into arrears: the reduction is withdrawn and the multiple of the full amount is due within
 * the term (海南 2021: twice, within 10 working days). Ordered once; what is stored already counts.
 * @throws Refusal `wrong-state` where nothing was reduced or it is ordered already, `parameter-missing` where the area has no such rule
 */
export async function doubleDeposit(work: Work, projectId: string, { reason }: TypeOf<typeof doubling>): Promise<{ readonly dueFen: Fen; readonly dueOn: PlainDate; readonly missingFen: Fen }> {
  await getProject(work, projectId);
  const deposit = await lockDeposit(work, projectId);
  if (deposit.arrearsOn !== null) throw new Refusal('wrong-state', `已于 ${deposit.arrearsOn} 责令加倍存储`);
  next(depositFlow, deposit.state, 'double', work.actor.role, 'double-due');
  if (!deposit.reduced && deposit.state !== 'exempt') throw new Refusal('wrong-state', '本项目的保证金没有减免，不适用加倍存储');
  await work.db.update(Deposit, { id: deposit.id }, { arrearsOn: work.today });
  const { dueFen, dueOn, reckoning } = await assessDeposit(work, projectId);
  if (reckoning.missing.length > 0 || dueFen === null || dueOn === null) throw new Refusal('parameter-missing', reckoning.missing.join('；'));
  const covered = await coverageOf(work, deposit);
  const to = next(depositFlow, deposit.state, 'double', work.actor.role, covered.suffices(dueFen) ? 'held' : 'double-due');
  await work.db.update(Deposit, { id: deposit.id }, { state: to, exemptReason: null });
  const missingFen = dueFen > covered.totalFen ? dueFen - covered.totalFen : 0n;
  await work.record({ action: 'deposit.doubled', subject: ['deposit', deposit.id], projectId, from: deposit.state, to, reason, detail: { due: yuan(dueFen), dueOn, missing: yuan(missingFen) } });
  return { dueFen, dueOn, missingFen };
}
