import { PayrollSheet } from '../../entities/payroll-sheet.js';
import type { TypeOf } from '../../platform/parse.js';
import type { Work } from '../../platform/work.js';
import { yuan, type Fen } from '../../values/money.js';
import { Invalid, Refusal } from '../../values/refusal.js';
import { next } from '../../values/workflow.js';
import { post } from '../escrow/index.js';
import type { certification, returning } from './inputs.js';
import { moveMonth, tallyLines, untouched } from './month-tally.js';
import { lockOwnSheet } from './scope.js';
import { sheetFlow } from './states.js';

/**
 * The general contractor certifies a sheet (条例724 Art. 31: 总包 pays out after its own audit); from now on the claims stand on the
 * books. Whoever sent it in cannot certify it, whichever account is used.
 * @throws Refusal `not-found`, `wrong-state`, `not-allowed`, `same-person`; Invalid without the declaration
 */
export async function approveSheet(work: Work, sheetId: string, { certified, opinion }: TypeOf<typeof certification>): Promise<void> {
  const sheet = await lockOwnSheet(work, sheetId);
  next(sheetFlow, sheet.state, 'approve', work.actor.role, 'approved');
  const [submitter] = await work.db.query<[{ personId: string }]>('SELECT person_id AS "personId" FROM user_account WHERE id = $1', [sheet.submittedBy]);
  if (submitter.personId === work.actor.personId) throw new Refusal('same-person', '报送和审核须由两个人办理，请本单位另一人审核');
  if (!certified) throw new Invalid([{ path: 'certified', message: '请确认已核对人员、出勤和金额' }]);
  await postClaims(work, sheet);
  // Of a line without anything to pay there is nothing to wait for.
  await work.db.query(`UPDATE payroll_line SET state = 'paid', paid_on = $3 WHERE period = $1 AND sheet_id = $2 AND net_fen = 0`, [sheet.period, sheetId, work.today]);
  const tally = await tallyLines(work, sheet);
  const to = next(sheetFlow, sheet.state, 'approve', work.actor.role, tally.paid === sheet.lines ? 'paid' : 'approved');
  await work.db.update(PayrollSheet, { id: sheetId }, { state: to, approvedBy: work.actor.id!, approvedAt: work.now });
  await moveMonth(work, { sheet, tally: untouched }, { sheet: { ...sheet, state: to }, tally });
  await work.record({ action: 'payroll.approved', subject: ['payroll-sheet', sheetId], projectId: sheet.projectId, from: sheet.state, to, reason: opinion, detail: { lines: sheet.lines, net: yuan(sheet.netFen) } });
}

/** Book of claims: what the employer owes each worker of the sheet. */
async function postClaims(work: Work, { id, projectId, partyId, period }: PayrollSheet): Promise<void> {
  const lines = await work.db.query<{ workerId: string; netFen: Fen }[]>('SELECT worker_id AS "workerId", net_fen AS "netFen" FROM payroll_line WHERE period = $1 AND sheet_id = $2 AND net_fen > 0 ORDER BY line_no', [period, id]);
  if (lines.length === 0) return;
  await post(work, {
    kind: 'wages-due',
    projectId,
    occurredOn: work.today,
    idempotencyKey: `sheet:${id}`,
    memo: period,
    postings: lines.map((l) => ({ from: { kind: 'wage-liability', projectId, partyId }, to: { kind: 'wages-owed', projectId, workerId: l.workerId }, amountFen: l.netFen })),
  });
}

/** Sends a sheet back to who sent it in, with the reason; it counts for nothing until a corrected one arrives. */
export async function returnSheet(work: Work, sheetId: string, { opinion }: Pick<TypeOf<typeof returning>, 'opinion'>): Promise<void> {
  const sheet = await lockOwnSheet(work, sheetId);
  const to = next(sheetFlow, sheet.state, 'return', work.actor.role);
  await work.db.update(PayrollSheet, { id: sheetId }, { state: to });
  await moveMonth(work, { sheet, tally: untouched }, { sheet: { ...sheet, state: to }, tally: untouched });
  await work.record({ action: 'payroll.returned', subject: ['payroll-sheet', sheetId], projectId: sheet.projectId, from: sheet.state, to, reason: opinion });
}
