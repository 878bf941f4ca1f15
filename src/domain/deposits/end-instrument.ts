import { Deposit } from '../../entities/deposit.js';
import { DepositInstrument } from '../../entities/deposit-instrument.js';
import type { Work } from '../../platform/work.js';
import { yuan } from '../../values/money.js';
import type { PlainDate } from '../../values/plain-date.js';
import { next } from '../../values/workflow.js';
import { balanceOf, post } from '../escrow/index.js';
import { accountOf, bookOf, coverageOf, lockDeposit } from './cover.js';
import { depositFlow } from './states.js';

/** Ends a guarantee: what of it is still callable and not held for a draw leaves the ledger. */
export async function endInstrument(work: Work, deposit: Deposit, instrument: DepositInstrument, on: PlainDate, reason: string): Promise<void> {
  await work.db.update(DepositInstrument, { id: instrument.id }, { endedOn: on, endedReason: reason });
  const account = accountOf(deposit, 'guarantee', instrument.issuerId);
  const projectId = deposit.projectId ?? undefined;
  const { balanceFen, heldFen } = await balanceOf(work, account);
  const free = balanceFen - heldFen;
  const amountFen = free < instrument.amountFen ? free : instrument.amountFen;
  if (amountFen > 0n) {
    await post(work, {
      kind: 'guarantee-ended',
      projectId,
      occurredOn: on,
      idempotencyKey: `instrument-ended:${instrument.id}`,
      memo: `${instrument.number} ${reason}`,
      postings: [{ from: account, to: { kind: 'guarantor', ...bookOf(deposit), partyId: instrument.issuerId }, amountFen }],
    });
  }
  await work.record({ action: 'deposit.instrument-ended', subject: ['deposit-instrument', instrument.id], projectId, reason, detail: { on, uncalled: yuan(amountFen) } });
}

/**
 * Ends the guarantees of a project whose last day lies before `asOf`; the deposit is due again where nothing else covers it.
 * @returns how many ended; a second run finds none
 */
export async function lapseInstruments(work: Work, projectId: string, asOf: PlainDate = work.today): Promise<number> {
  const deposit = await lockDeposit(work, projectId);
  const lapsed = await work.db.createQueryBuilder(DepositInstrument, 'i').where('i.depositId = :id AND i.endedOn IS NULL AND i.validTo < :asOf', { id: deposit.id, asOf }).orderBy('i.id').getMany();
  if (lapsed.length === 0) return 0;
  for (const instrument of lapsed) await endInstrument(work, deposit, instrument, instrument.validTo!, '已过有效期');
  const covered = await coverageOf(work, deposit);
  const enough = covered.suffices(deposit.dueFen);
  const to = next(depositFlow, deposit.state, 'lapse', work.actor.role, deposit.state === 'held' && !enough ? 'due' : deposit.state);
  if (to !== deposit.state) await work.db.update(Deposit, { id: deposit.id }, { state: to });
  await work.record({ action: 'deposit.lapsed', subject: ['deposit', deposit.id], projectId, from: deposit.state, to, detail: { instruments: lapsed.length } });
  return lapsed.length;
}

/** Projects with a guarantee whose last day lies before `asOf` and that is not ended yet; of a firm's deposit one of its projects. */
export async function projectsWithLapsed(work: Work, asOf: PlainDate): Promise<string[]> {
  const rows = await work.db.query<{ projectId: string }[]>(
    'SELECT min(c.project_id::text) AS "projectId" FROM deposit_instrument i JOIN deposit_cover c ON c.deposit_id = i.deposit_id WHERE i.ended_on IS NULL AND i.valid_to < $1 GROUP BY i.deposit_id ORDER BY 1',
    [asOf],
  );
  return rows.map((r) => r.projectId);
}
