import type { Work } from '../../platform/work.js';
import type { PlainDate } from '../../values/plain-date.js';
import { Invalid, type Issue } from '../../values/refusal.js';
import { applyRoster, type RosterApplied } from './apply-roster.js';
import { planRoster, type EntryMistake, type RosterEntry } from './roster-plan.js';
import { lockEmployer } from './scope.js';

export interface RosterInput {
  readonly projectId: string;
  readonly partyId: string;
  /** Rows of `formats/roster-sheet`, or entries from elsewhere. */
  readonly rows: readonly RosterEntry[];
  /** The day of entry of those whose row names none; today unless given. */
  readonly enteredOn?: PlainDate | undefined;
}

export interface RosterImported extends Pick<RosterApplied, 'engaged' | 'updated' | 'underAge' | 'engagementIds'> {
  readonly rows: number;
  readonly warnings: readonly EntryMistake[];
}

/**
 * Takes in a firm's roster: new people are registered and engaged, known ones brought up to date, those with a day of exit leave.
 * All or nothing; the same roster again changes nothing. What the rows do not name stays as it is.
 * @throws Invalid with every mistake, path `rows.N.field`; Refusal `not-found`
 */
export async function importRoster(work: Work, input: RosterInput): Promise<RosterImported> {
  const outcome = await tryRoster(work, input);
  if (!outcome.imported) throw new Invalid(errorsOf(outcome.mistakes).map((m): Issue => ({ path: `rows.${m.entry}.${m.field}`, message: m.message })));
  return outcome.imported;
}

export const errorsOf = (mistakes: readonly EntryMistake[]): EntryMistake[] => mistakes.filter((m) => m.severity === 'error');

/** The same, but mistakes are an answer: the caller keeps them on record. Nothing has changed where `imported` is undefined, as when only to check. */
export async function tryRoster(
  work: Work,
  { projectId, partyId, rows, enteredOn = work.today }: RosterInput,
  { apply = true }: { readonly apply?: boolean } = {},
): Promise<{ readonly mistakes: readonly EntryMistake[]; readonly imported: RosterImported | undefined }> {
  const project = await lockEmployer(work, projectId, partyId);
  const { planned, mistakes } = await planRoster(work, project, partyId, rows, enteredOn);
  if (!apply || errorsOf(mistakes).length > 0) return { mistakes, imported: undefined };
  const { trace, ...applied } = await applyRoster(work, projectId, partyId, planned);
  await work.record({
    action: 'roster.imported',
    subject: ['project', projectId],
    projectId,
    detail: { partyId, rows: rows.length, engaged: applied.engaged, updated: applied.updated, underAge: applied.underAge.map((w) => w.workerId), ...trace },
  });
  return { mistakes, imported: { ...applied, rows: rows.length, warnings: mistakes } };
}
