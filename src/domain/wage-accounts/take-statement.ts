import { Statement } from '../../entities/statement.js';
import type { WageAccount } from '../../entities/wage-account.js';
import { bookingOf, type StatementFile, type StatementFileLine } from '../../formats/bank-statement.js';
import { fileHash, storeFile, type KeptFile } from '../../platform/files.js';
import type { Work } from '../../platform/work.js';
import { formatYuan, type Fen } from '../../values/money.js';
import { addDays, type PlainDate } from '../../values/plain-date.js';
import { Invalid, Refusal, type Issue } from '../../values/refusal.js';
import { getProject } from '../projects/index.js';
import { lockAnyWageAccount } from '../escrow/index.js';
import { matchLines } from './match-lines.js';
import { reckonAccount } from './reconciliation.js';

export interface StatementTaken {
  readonly statementId: string;
  /** The same file was taken before: this is the first answer, and nothing has changed. */
  readonly repeated: boolean;
  readonly lines: number;
  /** Lines that no earlier file had told. */
  readonly fresh: number;
  /** Of all lines of the account, those that found their match now. */
  readonly matched: number;
  /** Of the account, those that wait for a person. */
  readonly open: number;
  readonly warnings: readonly string[];
}

/**
 * Takes in a statement of the project's dedicated account: whole or, where the file is not sound or not of this account, not at all. Every
 * line is kept once, by the bank's own key, whatever files tell it; what is certain is matched and posted, the rest waits with its reason.
 * @throws Invalid with every problem of the file; Refusal `not-found`, `not-allowed` (another bank), `wrong-state` (no account)
 */
export async function takeStatement(work: Work, projectId: string, { file, reading }: { readonly file: KeptFile; readonly reading: StatementFile }): Promise<StatementTaken> {
  const project = await getProject(work, projectId);
  const account = await lockAnyWageAccount(work, projectId);
  if (work.actor.role === 'bank-operator' && account.bankId !== work.actor.partyId) throw new Refusal('not-allowed', '这个专户不在您所在的银行');
  const sha256 = fileHash(file.bytes);
  const before = await work.db.findOneBy(Statement, { wageAccountId: account.id, sha256 });
  if (before) return { statementId: before.id, repeated: true, lines: before.lines, fresh: before.fresh, matched: 0, open: await countOpen(work, account.id), warnings: before.warnings };
  const fresh = await checkStatement(work, account, reading);
  const from = reading.from ?? reading.lines.map((l) => l.bookedOn).toSorted()[0] ?? null;
  const to = reading.to ?? reading.lines.map((l) => l.bookedOn).toSorted().at(-1) ?? null;
  const warnings = [...(reading.account === undefined ? ['文件没有写账号，请确认是本专户的流水'] : []), ...(await gaps(work, account.id, { from, to, openingFen: reading.openingFen, closingFen: reading.closingFen }))];
  const statementId = work.newId();
  await work.db.insert(Statement, {
    id: statementId,
    wageAccountId: account.id,
    fileId: await storeFile(work, file),
    sha256,
    fromOn: from,
    toOn: to,
    openingFen: reading.openingFen ?? null,
    closingFen: reading.closingFen ?? null,
    lines: reading.lines.length,
    fresh: fresh.length,
    warnings,
    ledgerFen: null,
    differenceFen: null,
    takenBy: work.actor.id!,
    takenAt: work.now,
  });
  await keepLines(work, account.id, statementId, fresh);
  const matched = await matchLines(work, account, project);
  if (to !== null && reading.closingFen !== undefined) {
    const { ledgerFen, differenceFen } = await reckonAccount(work, account, { on: to, bankFen: reading.closingFen });
    await work.db.update(Statement, { id: statementId }, { ledgerFen, differenceFen });
  }
  const open = await countOpen(work, account.id);
  await work.record({ action: 'statement.taken', subject: ['statement', statementId], projectId, detail: { from, to, lines: reading.lines.length, fresh: fresh.length, matched, open } });
  return { statementId, repeated: false, lines: reading.lines.length, fresh: fresh.length, matched, open, warnings };
}

/** Judges the lines again that are still open, after an answer of the bank or a roster came in. */
export async function rematchStatement(work: Work, projectId: string): Promise<{ readonly matched: number; readonly open: number }> {
  const project = await getProject(work, projectId);
  const account = await lockAnyWageAccount(work, projectId);
  const matched = await matchLines(work, account, project);
  await work.record({ action: 'statement.rematched', subject: ['wage-account', account.id], projectId, detail: { matched } });
  return { matched, open: await countOpen(work, account.id) };
}

/** Refuses a file that is unsound, of another account, or that tells a known line otherwise; else the lines that are new. */
async function checkStatement(work: Work, account: WageAccount, reading: StatementFile): Promise<StatementFileLine[]> {
  const issues: Issue[] = reading.problems.filter((p) => p.severity === 'error').map((p) => ({ path: 'file', message: `第 ${p.row} 行${p.column && `“${p.column}”`}：${p.message}` }));
  if (reading.account !== undefined && !work.vault.index('account', reading.account.replaceAll(/[\s-]/gu, '')).equals(account.numberIndex)) {
    issues.unshift({ path: 'file', message: `文件是另一个账户（尾号 ${reading.account.slice(-4)}）的流水，本专户尾号 ${account.numberLast4}` });
  }
  const sum = reading.lines.reduce((total, l) => (l.direction === 'in' ? total + l.amountFen : total - l.amountFen), 0n);
  if (issues.length === 0 && reading.openingFen !== undefined && reading.closingFen !== undefined && reading.openingFen + sum !== reading.closingFen) {
    issues.push({ path: 'file', message: `期初 ${formatYuan(reading.openingFen)} 元加各笔流水应为 ${formatYuan(reading.openingFen + sum)} 元，文件的期末是 ${formatYuan(reading.closingFen)} 元，文件不完整` });
  }
  const known = await knownLines(work, account.id, reading.lines);
  const seen = new Set<string>();
  for (const line of reading.lines) {
    const at = `第 ${line.row} 行：`;
    if (seen.has(line.lineKey)) issues.push({ path: 'file', message: `${at}流水号 ${line.lineKey} 在文件中重复` });
    seen.add(line.lineKey);
    if (line.bookedOn > work.today) issues.push({ path: 'file', message: `${at}记账日期 ${line.bookedOn} 晚于今天` });
    if (line.bookedOn < account.openedOn) issues.push({ path: 'file', message: `${at}记账日期 ${line.bookedOn} 早于开户日期 ${account.openedOn}` });
    const before = known.get(line.lineKey);
    if (before && (before.bookedOn !== line.bookedOn || before.direction !== line.direction || before.amountFen !== line.amountFen)) {
      issues.push({ path: 'file', message: `${at}流水号 ${line.lineKey} 此前是 ${before.bookedOn} 的 ${formatYuan(before.amountFen)} 元，与本文件不同` });
    }
  }
  if (issues.length > 0) throw new Invalid(issues);
  return freshLines(reading.lines, known);
}

/**
 * The lines that no file has told: not by their own key, and not the other way round either, a batch as a whole where its payments were told
 * one by one or the reverse. Both are one booking, and the first telling stands.
 */
function freshLines(lines: readonly StatementFileLine[], known: ReadonlyMap<string, KnownLine>): StatementFileLine[] {
  const told = new Map([...known.keys()].flatMap((key) => (bookingOf(key) === undefined ? [] : [[`${bookingOf(key)!} ${directionOf(key)}`, isPart(key)]])));
  return lines.filter((l) => {
    if (known.has(l.lineKey)) return false;
    const booking = bookingOf(l.lineKey);
    if (booking === undefined) return true;
    const asPart = told.get(`${booking} ${l.direction}`);
    if (asPart === undefined) told.set(`${booking} ${l.direction}`, isPart(l.lineKey));
    return asPart === undefined || asPart === isPart(l.lineKey);
  });
}

const isPart = (lineKey: string): boolean => lineKey.split('|')[0]!.includes('#');
const directionOf = (lineKey: string): string => lineKey.split('|')[1] ?? '';

interface KnownLine {
  readonly lineKey: string;
  readonly bookedOn: PlainDate;
  readonly direction: 'in' | 'out';
  readonly amountFen: Fen;
}

async function knownLines(work: Work, accountId: string, lines: readonly StatementFileLine[]): Promise<Map<string, KnownLine>> {
  const rows = await work.db.query<KnownLine[]>(
    `SELECT line_key AS "lineKey", booked_on AS "bookedOn", direction, amount_fen AS "amountFen" FROM statement_line WHERE wage_account_id = $1 AND statement_id IS NOT NULL
        AND (line_key = ANY ($2) OR split_part(split_part(line_key, '|', 1), '#', 1) = ANY ($3))`,
    [accountId, lines.map((l) => l.lineKey), [...new Set(lines.flatMap((l) => bookingOf(l.lineKey) ?? []))]],
  );
  return new Map(rows.map((r) => [r.lineKey, r]));
}

interface Span {
  readonly from: PlainDate | null;
  readonly to: PlainDate | null;
  readonly openingFen: Fen | undefined;
  readonly closingFen: Fen | undefined;
}

/** Where this statement does not go on from the one before it, or the one after it does not go on from this. */
async function gaps(work: Work, accountId: string, { from, to, openingFen, closingFen }: Span): Promise<string[]> {
  if (from === null || to === null) return [];
  const one = (where: string, day: PlainDate): Promise<Statement | null> =>
    work.db.createQueryBuilder(Statement, 's').where('s.wageAccountId = :accountId', { accountId }).andWhere(where, { day }).orderBy('s.toOn', where.includes('<') ? 'DESC' : 'ASC').addOrderBy('s.takenAt', 'DESC').limit(1).getOne();
  const told: string[] = [];
  const earlier = await one('s.toOn < :day', from);
  const later = await one('s.fromOn > :day', to);
  if (earlier?.toOn && addDays(earlier.toOn, 1) < from) told.push(`缺少 ${addDays(earlier.toOn, 1)} 至 ${addDays(from, -1)} 的流水`);
  if (earlier?.closingFen != null && openingFen !== undefined && earlier.closingFen !== openingFen) told.push(`期初 ${formatYuan(openingFen)} 元与上一份（至 ${earlier.toOn}）的期末 ${formatYuan(earlier.closingFen)} 元不符`);
  if (later?.openingFen != null && closingFen !== undefined && later.openingFen !== closingFen) told.push(`期末 ${formatYuan(closingFen)} 元与下一份（自 ${later.fromOn}）的期初 ${formatYuan(later.openingFen)} 元不符`);
  return told;
}

async function keepLines(work: Work, accountId: string, statementId: string, lines: readonly StatementFileLine[]): Promise<void> {
  if (lines.length === 0) return;
  const digits = lines.map((l) => l.counterpartyAccount?.replaceAll(/[\s-]/gu, '') || undefined);
  await work.db.query(
    `INSERT INTO statement_line (id, wage_account_id, statement_id, line_no, line_key, booked_on, direction, amount_fen, counterparty, counterparty_index, counterparty_last4, purpose, end_to_end_id, batch_number,
                                 reversal, return_code, return_text, balance_fen, kind, why, recorded_by, recorded_at)
     SELECT t.id, $1, $2, t.line_no, t.line_key, t.booked_on, t.direction, t.amount_fen, t.counterparty, t.counterparty_index, t.counterparty_last4, t.purpose, t.end_to_end_id, t.batch_number,
            t.reversal, t.return_code, t.return_text, t.balance_fen, 'unmatched', '', $3, $4
       FROM unnest($5::uuid[], $6::int[], $7::text[], $8::date[], $9::text[], $10::bigint[], $11::text[], $12::bytea[], $13::text[], $14::text[], $15::text[], $16::text[], $17::boolean[], $18::text[], $19::text[], $20::bigint[])
         AS t (id, line_no, line_key, booked_on, direction, amount_fen, counterparty, counterparty_index, counterparty_last4, purpose, end_to_end_id, batch_number, reversal, return_code, return_text, balance_fen)`,
    [
      accountId,
      statementId,
      work.actor.id,
      work.now,
      lines.map(() => work.newId()),
      lines.map((l) => l.row),
      lines.map((l) => l.lineKey),
      lines.map((l) => l.bookedOn),
      lines.map((l) => l.direction),
      lines.map((l) => String(l.amountFen)),
      lines.map((l) => l.counterparty),
      // A worker's card and a firm's account are told apart by the keyed hash that the roster has of its cards.
      digits.map((d) => (d ? work.vault.index('card', d) : null)),
      digits.map((d) => d?.slice(-4) ?? null),
      lines.map((l) => l.purpose),
      lines.map((l) => l.endToEndId ?? null),
      lines.map((l) => l.batchNumber ?? null),
      lines.map((l) => l.reversal),
      lines.map((l) => l.returned?.code ?? (l.returned ? '' : null)),
      lines.map((l) => l.returned?.text ?? null),
      lines.map((l) => (l.balanceFen === undefined ? null : String(l.balanceFen))),
    ],
  );
}

async function countOpen(work: Work, accountId: string): Promise<number> {
  const [row] = await work.db.query<[{ n: number }]>(`SELECT count(*)::int AS n FROM statement_line WHERE wage_account_id = $1 AND kind IN ('unmatched', 'illegal') AND resolved_by IS NULL`, [accountId]);
  return row.n;
}
