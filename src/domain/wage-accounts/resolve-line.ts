import type { StatementLine, StatementLineKind } from '../../entities/statement-line.js';
import { StatementLine as Line } from '../../entities/statement-line.js';
import type { TypeOf } from '../../platform/parse.js';
import type { Work } from '../../platform/work.js';
import { yuan } from '../../values/money.js';
import { Invalid, Refusal } from '../../values/refusal.js';
import { lockAnyWageAccount, reverse } from '../escrow/index.js';
import { addToMonth, getProject } from '../projects/index.js';
import type { LineDecision, lineResolved } from './inputs.js';
import { matchLines } from './match-lines.js';
import { postLine } from './post-line.js';

const labour: readonly string[] = ['inspector', 'supervisor', 'system'];

/** Into which way of the account's money a decision fits; a line of the other way cannot be that. */
const directionOf: Readonly<Partial<Record<LineDecision, 'in' | 'out'>>> = { recorded: 'in', interest: 'in', returned: 'in', wages: 'out' };

/** What may be said of a line, by its direction and the reader's role: what leaves the account is judged by the labour department alone. */
export function allowedDecisions(line: { readonly direction: 'in' | 'out'; readonly resolved: boolean; readonly kind: StatementLineKind }, role: string): LineDecision[] {
  const mine = labour.includes(role);
  if (!mine && role !== 'general-contractor') return [];
  const all: readonly LineDecision[] = mine ? ['labour-cost', 'recorded', 'interest', 'wages', 'returned', 'illegal', 'deducted', 'moved', 'inquiry', 'undo'] : line.direction === 'in' ? ['labour-cost', 'recorded', 'interest', 'returned', 'moved', 'inquiry', 'undo'] : [];
  return all.filter((d) => (directionOf[d] ?? line.direction) === line.direction && (d !== 'undo' || line.resolved));
}

/**
 * A person decides what a line of the bank is, with a reason. What the line had posted before is undone by an opposite journal first, which
 * the ledger refuses where that money has gone on. 待查 leaves it open under the person's name; 撤销 gives it back to the matching.
 * @throws Refusal `not-found`, `not-allowed`, `wrong-state`, `insufficient-balance`; Invalid where the decision does not fit the line
 */
export async function resolveLine(work: Work, projectId: string, lineId: string, { as, reason }: TypeOf<typeof lineResolved>): Promise<void> {
  const project = await getProject(work, projectId);
  const account = await lockAnyWageAccount(work, projectId);
  const line = await work.db.findOne(Line, { where: { id: lineId }, lock: { mode: 'pessimistic_write' } });
  const [owner] = await work.db.query<{ projectId: string }[]>('SELECT project_id AS "projectId" FROM wage_account WHERE id = $1', [line?.wageAccountId ?? null]);
  if (!line || line.statementId === null || owner?.projectId !== projectId) throw new Refusal('not-found', '没有找到这笔流水');
  const may = allowedDecisions({ direction: line.direction, resolved: line.resolvedBy !== null, kind: line.kind }, work.actor.role);
  if (may.length === 0) throw new Refusal('not-allowed', '专户的支出由劳动保障监察机构认定');
  if (!may.includes(as)) throw new Invalid([{ path: 'as', message: `这笔流水是${line.direction === 'in' ? '收入' : '支出'}，不能这样处理` }]);
  const of = { id: line.wageAccountId, projectId };
  await undoPosting(work, projectId, line);
  const twin = as === 'recorded' ? await twinOf(work, line) : undefined;
  const kind: StatementLineKind = as === 'recorded' ? 'labour-cost' : as === 'inquiry' || as === 'undo' ? 'unmatched' : as;
  const resolutions = line.resolutions + 1;
  await work.db.update(Line, { id: lineId }, {
    kind,
    resolutions,
    why: as === 'undo' ? '' : line.why,
    journalId: twin?.journalId ?? null,
    period: twin?.period ?? null,
    sameAsId: twin?.id ?? null,
    instructionId: null,
    batchId: null,
    ...(as === 'undo' ? { resolvedBy: null, resolvedAt: null, reason: null } : { resolvedBy: work.actor.id!, resolvedAt: work.now, reason }),
  });
  if (as === 'undo') await matchLines(work, of, project);
  else if (!twin && kind !== 'unmatched') await postLine(work, of, project, { ...line, kind, resolutions });
  await work.record({ action: 'statement.line-resolved', subject: ['statement-line', lineId], projectId, from: line.kind, to: as, reason, detail: { amount: yuan(line.amountFen), bookedOn: line.bookedOn, direction: line.direction, account: account.id } });
}

/** Takes back what the line itself has posted; what a clerk's own record has posted stays. */
async function undoPosting(work: Work, projectId: string, line: StatementLine): Promise<void> {
  if (line.journalId === null || line.sameAsId !== null) return;
  await reverse(work, line.journalId, `statement-undo:${line.id}:${line.resolutions}`, line.purpose);
  if (line.kind === 'labour-cost' && line.period !== null) await addToMonth(work, projectId, line.period, { creditedFen: line.direction === 'in' ? -line.amountFen : line.amountFen });
}

/** The credit by hand that this line tells again: of the same day and amount, not yet confirmed by another line. */
async function twinOf(work: Work, line: StatementLine): Promise<Pick<StatementLine, 'id' | 'journalId' | 'period'>> {
  const [twin] = await work.db.query<Pick<StatementLine, 'id' | 'journalId' | 'period'>[]>(
    `SELECT h.id, h.journal_id AS "journalId", h.period FROM statement_line h
      WHERE h.wage_account_id = $1 AND h.statement_id IS NULL AND h.booked_on = $2 AND h.amount_fen = $3 AND NOT EXISTS (SELECT FROM statement_line t WHERE t.same_as_id = h.id AND t.id <> $4)
        AND NOT EXISTS (SELECT FROM journal r WHERE r.reverses_id = h.journal_id) ORDER BY h.id LIMIT 1`,
    [line.wageAccountId, line.bookedOn, String(line.amountFen), line.id],
  );
  if (!twin) throw new Invalid([{ path: 'as', message: '没有同日同额、尚未核对的人工登记' }]);
  return twin;
}
