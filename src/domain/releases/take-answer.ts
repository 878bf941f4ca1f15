import { BankAnswer } from '../../entities/bank-answer.js';
import type { BankAnswerStatus } from '../../entities/bank-answer-line.js';
import type { Release } from '../../entities/release.js';
import type { ReturnFile, ReturnLine } from '../../formats/bank-return-file.js';
import { fileHash, storeFile, type KeptFile } from '../../platform/files.js';
import type { Work } from '../../platform/work.js';
import { yuan, type Fen } from '../../values/money.js';
import { Invalid, Refusal } from '../../values/refusal.js';
import { next } from '../../values/workflow.js';
import { follow } from './follow-release.js';
import { settle } from './hold-lines.js';
import { judge, type Asked } from './judge-answer.js';
import { postAnswer } from './post-answer.js';
import { lockRelease } from './scope.js';
import { releaseFlow, type InstructionState } from './states.js';

/** A line of the bank's file that was not posted, and why. */
export interface SetAside {
  readonly row: number;
  readonly endToEndId: string;
  /** In yuan. */
  readonly amount: string;
  readonly status: string;
  readonly why: string;
}

export interface AnswerTaken {
  readonly answerId: string;
  /** The same file was taken before: this is the first answer, and nothing has changed. */
  readonly repeated: boolean;
  readonly lines: number;
  readonly applied: number;
  readonly setAside: readonly SetAside[];
}

/** What changes: the payment, and what it becomes. */
export interface Outcome {
  readonly reasonCode?: string | undefined;
  readonly reasonText?: string | undefined;
  readonly instructionId: string;
  readonly workerId: string;
  readonly sheetId: string | null;
  readonly lineNo: number | null;
  /** The employer of the line's sheet, else whom the case is against. */
  readonly employerId: string;
  readonly amountFen: Fen;
  readonly from: InstructionState;
  readonly to: BankAnswerStatus;
}

/**
 * Takes the bank's answer to a batch: whole or, where the file itself is not sound, not at all. Of a sound file every line is posted, or known
 * already, or set aside with its reason. The same file again gives the first answer.
 * @throws Invalid with every problem of the file; Refusal `not-found`, `not-allowed`, `wrong-state`, `already-exists` (taken for another batch)
 */
export async function takeAnswer(work: Work, input: { readonly releaseId: string; readonly batchId: string; readonly file: KeptFile; readonly reading: ReturnFile }): Promise<AnswerTaken> {
  const { releaseId, batchId, reading } = input;
  const release = await lockRelease(work, releaseId);
  const [batch] = await work.db.query<SentBatch[]>('SELECT id, number, lines, control_fen AS "controlFen" FROM payment_batch WHERE id = $1 AND release_id = $2', [batchId, releaseId]);
  if (!batch) throw new Refusal('not-found', '没有找到这个批次');
  next(releaseFlow, release.state, 'settle', work.actor.role, release.state);
  const sha256 = fileHash(input.file.bytes);
  const before = await answerOf(work, sha256, batchId);
  if (before) return before;
  checkFile(reading, batch);

  const lines = [...reading.lines, ...(await linesOfWhole(work, batch, reading))];
  const asked = await askedOf(work, release, lines);
  const known = await knownKeys(work, lines);
  const outcomes: Told[] = [];
  const same: Told[] = [];
  const setAside: SetAside[] = [];
  for (const line of lines) {
    if (known.has(line.lineKey)) continue;
    const one = asked.get(line.endToEndId);
    const verdict = judge(line, one, batchId);
    if (verdict.kind === 'set-aside') setAside.push({ row: line.row, endToEndId: line.endToEndId, amount: yuan(line.amountFen), status: line.status, why: verdict.why });
    else if (verdict.kind === 'apply') outcomes.push(told(line, one!, verdict.status));
    else same.push(told(line, one!, one!.state as BankAnswerStatus));
  }

  const answerId = work.newId();
  const fileId = await storeFile(work, input.file);
  await work.db.insert(BankAnswer, { id: answerId, batchId, fileId, sha256, lines: lines.length, applied: outcomes.length, setAside, takenBy: work.actor.id, takenAt: work.now });
  await keepLines(work, answerId, [...outcomes, ...same]);
  await applyOutcomes(work, release, `answer:${sha256}`, outcomes);
  await follow(work, release, 'settle', { action: 'release.answered', detail: { batch: batch.number, lines: lines.length, applied: outcomes.length, setAside: setAside.length } });
  return { answerId, repeated: false, lines: lines.length, applied: outcomes.length, setAside };
}

/** Carries outcomes through payments, ledger and payroll. @param key of the journals: the same outcomes under it post once */
export async function applyOutcomes(work: Work, release: Release, key: string, outcomes: readonly Outcome[]): Promise<void> {
  await changeInstructions(work, outcomes);
  await postAnswer(work, release, key, outcomes);
  await settle(work, outcomes);
}

async function answerOf(work: Work, sha256: string, batchId: string): Promise<AnswerTaken | undefined> {
  const [before] = await work.db.query<(Omit<AnswerTaken, 'repeated'> & { batchId: string })[]>(
    'SELECT id AS "answerId", lines, applied, set_aside AS "setAside", batch_id AS "batchId" FROM bank_answer WHERE sha256 = $1',
    [sha256],
  );
  if (!before) return undefined;
  const { batchId: ofBatch, ...answer } = before;
  if (ofBatch !== batchId) throw new Refusal('already-exists', '这份文件已经作为另一个批次的回盘导入');
  return { ...answer, repeated: true };
}

interface SentBatch {
  readonly id: string;
  readonly number: string;
  readonly lines: number;
  readonly controlFen: Fen;
}

/** A file that cannot be trusted as a whole: nothing of it is posted. */
function checkFile({ problems, batchId, whole, control }: ReturnFile, batch: SentBatch): void {
  const issues = problems.filter((p) => p.severity === 'error').map((p) => ({ path: 'file', message: `${p.row > 0 ? `第 ${p.row} 行` : ''}${p.column && `“${p.column}”`}：${p.message}` }));
  if (batchId !== undefined && batchId !== batch.number) issues.unshift({ path: 'file', message: `文件是批次 ${batchId} 的回盘，不是批次 ${batch.number} 的` });
  if (whole && control && (control.count !== batch.lines || control.sumFen !== batch.controlFen)) issues.unshift({ path: 'file', message: `银行所说的批次为 ${control.count} 笔 ${yuan(control.sumFen)} 元，发出的是 ${batch.lines} 笔 ${yuan(batch.controlFen)} 元` });
  if (issues.length > 0) throw new Invalid(issues);
}

/** Where the bank has settled or refused the batch as a whole: a line for each of its payments that the file does not name. */
async function linesOfWhole(work: Work, batch: SentBatch, { whole, lines }: ReturnFile): Promise<ReturnLine[]> {
  if (!whole) return [];
  const rest = await work.db.query<{ endToEndId: string; amountFen: Fen }[]>(
    'SELECT end_to_end_id AS "endToEndId", amount_fen AS "amountFen" FROM payment_instruction WHERE batch_id = $1 AND end_to_end_id <> ALL ($2) ORDER BY end_to_end_id',
    [batch.id, lines.map((l) => l.endToEndId)],
  );
  return rest.map((payment) => ({ row: 0, ...payment, ...whole, lineKey: [payment.endToEndId, whole.status, whole.reasonText ?? whole.reasonCode ?? ''].join('|'), payeeName: undefined, card: undefined, cardLast4: undefined }));
}

type Told = Outcome & { readonly lineKey: string };

/** Member by member: a spread of as many objects is among the dearest things that an answer costs here. */
const told = ({ lineKey, reasonCode, reasonText }: ReturnLine, one: AskedRow, to: BankAnswerStatus): Told => ({
  lineKey,
  reasonCode,
  reasonText,
  instructionId: one.instructionId,
  workerId: one.workerId,
  sheetId: one.sheetId,
  lineNo: one.lineNo,
  employerId: one.employerId,
  amountFen: one.amountFen,
  from: one.state,
  to,
});

type AskedRow = Omit<Outcome, 'reasonCode' | 'reasonText' | 'from' | 'to'> & Asked & { readonly endToEndId: string };

/** The payments of these ids that this bank has ever had from us. */
async function askedOf(work: Work, { payerBankId }: Release, lines: readonly ReturnLine[]): Promise<Map<string, AskedRow>> {
  const rows = await work.db.query<(Omit<AskedRow, 'isCard'> & { readonly cardIndex: Buffer })[]>(
    `SELECT i.id AS "instructionId", i.end_to_end_id AS "endToEndId", i.batch_id AS "batchId", i.worker_id AS "workerId", i.sheet_id AS "sheetId", i.line_no AS "lineNo",
            coalesce(s.party_id, c.party_id) AS "employerId", i.amount_fen AS "amountFen", i.card_index AS "cardIndex", i.card_last4 AS "cardLast4", i.state,
            EXISTS (SELECT FROM payment_decision d WHERE d.id = i.decision_id AND d.state = 'confirmed') AS decided
       FROM payment_instruction i JOIN payment_batch b ON b.id = i.batch_id JOIN release r ON r.id = i.release_id
       LEFT JOIN payroll_sheet s ON s.id = i.sheet_id LEFT JOIN case_file c ON c.id = r.case_id
      WHERE i.end_to_end_id = ANY ($1) AND b.bank_id = $2`,
    [lines.map((l) => l.endToEndId), payerBankId],
  );
  return new Map(rows.map((r) => [r.endToEndId, Object.assign(r, { isCard: (card: string) => work.vault.index('card', card).equals(r.cardIndex) })]));
}

/** Of these lines those that an earlier file has told already. */
async function knownKeys(work: Work, lines: readonly ReturnLine[]): Promise<Set<string>> {
  const rows = await work.db.query<{ key: string }[]>('SELECT line_key AS key FROM bank_answer_line WHERE line_key = ANY ($1)', [lines.map((l) => l.lineKey)]);
  return new Set(rows.map((r) => r.key));
}

async function keepLines(work: Work, answerId: string, outcomes: readonly Told[]): Promise<void> {
  await work.db.query(
    `INSERT INTO bank_answer_line (line_key, answer_id, instruction_id, status, reason_code, reason, booked_on)
     SELECT t.key, $1, t.instruction_id, t.status, t.code, t.reason, $2 FROM unnest($3::text[], $4::uuid[], $5::text[], $6::text[], $7::text[]) AS t (key, instruction_id, status, code, reason)`,
    [answerId, work.today, outcomes.map((o) => o.lineKey), outcomes.map((o) => o.instructionId), outcomes.map((o) => o.to), outcomes.map((o) => o.reasonCode ?? null), outcomes.map((o) => o.reasonText ?? null)],
  );
}

async function changeInstructions(work: Work, outcomes: readonly Outcome[]): Promise<void> {
  await work.db.query(
    `UPDATE payment_instruction i SET state = t.state, reason_code = t.code, reason = t.reason, settled_on = CASE WHEN t.state = 'unknown' THEN NULL ELSE $1::date END
       FROM unnest($2::uuid[], $3::text[], $4::text[], $5::text[]) AS t (id, state, code, reason) WHERE i.id = t.id`,
    [work.today, outcomes.map((o) => o.instructionId), outcomes.map((o) => o.to), outcomes.map((o) => o.reasonCode ?? null), outcomes.map((o) => (o.to === 'paid' ? null : (o.reasonText ?? null)))],
  );
}
