import type { Release } from '../../entities/release.js';
import { violated, type Work } from '../../platform/work.js';
import { Refusal } from '../../values/refusal.js';
import { settleLines, type LineResult } from '../payroll/index.js';
import type { LineToPay } from './gather-lines.js';

/** Where the card of an instruction is sealed. */
export const cardPlace = (instructionId: string): string => `payment_instruction.card.${instructionId}`;

/**
 * Takes lines into a release: one draft instruction each, linked to the one that failed or was given up before, and the lines of the
 * sheets marked, so that no other release and no new version of a sheet takes them. Two statements, and one call a sheet.
 */
export async function takeLines(work: Work, release: Pick<Release, 'id' | 'projectId'>, lines: readonly LineToPay[]): Promise<void> {
  const replaced = await latestOf(work, lines);
  const rows = lines.map((line) => ({ ...line, id: work.newId(), replacesId: replaced.get(nameOf(line)) ?? null }));
  const column = <K extends keyof (typeof rows)[number]>(key: K): (typeof rows)[number][K][] => rows.map((r) => r[key]);
  try {
    await work.db.query(
      `INSERT INTO payment_instruction (id, release_id, project_id, worker_id, period, sheet_id, line_no, claim_id, replaces_id, amount_fen, payee, card_sealed, card_index, card_last4, bank_name, state, created_at)
       SELECT t.id, $1, $2, t.worker_id, t.period, t.sheet_id, t.line_no, t.claim_id, t.replaces_id, t.amount_fen, t.payee, t.card_sealed, t.card_index, t.card_last4, t.bank_name, 'draft', $3
         FROM unnest($4::uuid[], $5::uuid[], $6::text[], $7::uuid[], $8::int[], $9::uuid[], $10::uuid[], $11::bigint[], $12::text[], $13::bytea[], $14::bytea[], $15::text[], $16::text[])
           AS t (id, worker_id, period, sheet_id, line_no, claim_id, replaces_id, amount_fen, payee, card_sealed, card_index, card_last4, bank_name)`,
      [
        release.id,
        release.projectId,
        work.now,
        column('id'),
        column('workerId'),
        column('period'),
        column('sheetId'),
        column('lineNo'),
        column('claimId'),
        column('replacesId'),
        column('amountFen').map(String),
        column('name'),
        rows.map((r) => work.vault.seal(r.card, cardPlace(r.id))),
        rows.map((r) => work.vault.index('card', r.card)),
        rows.map((r) => r.card.slice(-4)),
        column('bankName'),
      ],
    );
  } catch (error) {
    if (['payment_instruction_line', 'payment_instruction_claim', 'payment_instruction_replaces_id_key'].includes(violated(error))) throw new Refusal('changed-meanwhile', '其中有的工资刚刚进入另一次支付，请刷新后重试');
    throw error;
  }
  await settle(work, lines.map((l) => ({ ...l, outcome: 'in-transit' })));
}

/** A worker-month as one text: its line of a sheet, else its claim. */
const nameOf = ({ sheetId, lineNo, claimId }: Pick<LineToPay, 'sheetId' | 'lineNo' | 'claimId'>): string => (sheetId === null ? claimId! : `${sheetId}/${lineNo}`);

/** The last instruction of each of these worker-months that has one. */
async function latestOf(work: Work, lines: readonly LineToPay[]): Promise<Map<string, string>> {
  const rows = await work.db.query<(Pick<LineToPay, 'sheetId' | 'lineNo' | 'claimId'> & { id: string })[]>(
    `SELECT i.id, i.sheet_id AS "sheetId", i.line_no AS "lineNo", i.claim_id AS "claimId" FROM payment_instruction i
      WHERE (i.worker_id, i.period) IN (SELECT * FROM unnest($1::uuid[], $2::text[])) AND NOT EXISTS (SELECT FROM payment_instruction n WHERE n.replaces_id = i.id)`,
    [lines.map((l) => l.workerId), lines.map((l) => l.period)],
  );
  return new Map(rows.map((r) => [nameOf(r), r.id]));
}

/** Lets the lines of a release go that the bank never had: unpaid as before, or still returned where the bank had sent them back before. */
export async function letLinesGo(work: Work, releaseId: string): Promise<void> {
  const [gone] = await work.db.query<[{ sheetId: string | null; lineNo: number | null; failedBefore: boolean }[], number]>(
    `UPDATE payment_instruction i SET state = 'withdrawn' WHERE i.release_id = $1 AND i.state IN ('draft', 'approved')
     RETURNING i.sheet_id AS "sheetId", i.line_no AS "lineNo",
               EXISTS (SELECT FROM payment_instruction f WHERE f.worker_id = i.worker_id AND f.period = i.period AND f.sheet_id = i.sheet_id AND f.line_no = i.line_no AND f.state IN ('rejected', 'returned')) AS "failedBefore"`,
    [releaseId],
  );
  await settle(work, gone.map((g) => ({ ...g, outcome: g.failedBefore ? 'returned' : 'unpaid' })));
}

/** Tells the payroll what came of its lines, sheet by sheet in the order of their ids. Lines that no sheet knows of are passed over. */
export async function settle(work: Work, lines: readonly { readonly sheetId: string | null; readonly lineNo: number | null; readonly outcome: LineResult['outcome'] }[]): Promise<void> {
  const bySheet = new Map<string, LineResult[]>();
  for (const { sheetId, lineNo, outcome } of lines) {
    if (sheetId === null) continue;
    const result = { lineNo: lineNo!, outcome, on: work.today };
    const known = bySheet.get(sheetId);
    if (known) known.push(result);
    else bySheet.set(sheetId, [result]);
  }
  for (const sheetId of [...bySheet.keys()].sort()) await settleLines(work, sheetId, bySheet.get(sheetId)!);
}
