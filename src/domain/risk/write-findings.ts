import type { UsedParameter } from '../../law/index.js';
import type { Work } from '../../platform/work.js';
import { canonicalJson } from '../../values/canonical-json.js';
import type { PlainDate } from '../../values/plain-date.js';
import type { Found } from './scan.js';

/** How many findings came, came back, changed, stayed and went. */
export interface Written {
  readonly opened: number;
  readonly reopened: number;
  readonly changed: number;
  readonly still: number;
  readonly cleared: number;
}

/** What a finding keeps as its `parameters`. */
export interface FindingParameters {
  readonly used: readonly UsedParameter[];
  /** The internal term to respond; null where the finding is grey. */
  readonly response: { readonly because: string; readonly provisional: boolean } | null;
}

interface OpenFinding extends Pick<Found, 'rule' | 'projectId' | 'subjectType' | 'subjectId' | 'period' | 'severity' | 'sentence' | 'basis' | 'evidence'> {
  readonly id: string;
  readonly parameters: FindingParameters;
  readonly dueOn: PlainDate | null;
}

/**
 * Brings the open findings of the rules that were judged in line with what was found: a comparison in memory, then one statement for
 * each kind of change. Findings of rules that were not judged (or failed) are left alone.
 */
export async function writeFindings(work: Work, { asOf, found, judged }: { readonly asOf: PlainDate; readonly found: readonly Found[]; readonly judged: readonly { readonly projectId: string; readonly rule: string }[] }): Promise<Written> {
  const open = new Map((await readOpen(work, judged)).map((f) => [identity(f), f]));
  const fresh: Found[] = [];
  const changed: ReturnType<typeof rowOf>[] = [];
  const still: string[] = [];
  for (const f of found) {
    const before = open.get(identity(f));
    open.delete(identity(f));
    if (!before) fresh.push(f);
    else if (content(f, f.used) === content(before, before.parameters.used)) still.push(before.id);
    // The clock of a finding starts anew only where its severity is another.
    else changed.push({ ...rowOf(f, before.id), ...(before.severity === f.severity ? { due_on: before.dueOn, parameters: { used: f.used, response: before.parameters.response } } : {}) });
  }
  const gone = [...open.values()].map((f) => f.id);
  const episodes = fresh.length === 0 ? [] : await insert(work, fresh.map((f) => rowOf(f, work.newId())), asOf);
  if (changed.length > 0) await update(work, changed, asOf);
  if (still.length > 0) await work.db.query('UPDATE finding SET last_seen_on = $2 WHERE id = ANY ($1::uuid[]) AND last_seen_on < $2', [still, asOf]);
  if (gone.length > 0) await work.db.query('UPDATE finding SET cleared_on = $2 WHERE id = ANY ($1::uuid[])', [gone, asOf]);
  const reopened = episodes.filter((e) => e.episode > 1).length;
  return { opened: episodes.length - reopened, reopened, changed: changed.length, still: still.length, cleared: gone.length };
}

const identity = (f: Pick<Found, 'rule' | 'projectId' | 'subjectType' | 'subjectId' | 'period'>): string => [f.rule, f.projectId, f.subjectType, f.subjectId, f.period ?? ''].join(' ');

const content = (f: Pick<Found, 'severity' | 'sentence' | 'basis' | 'evidence'>, used: readonly UsedParameter[]): string => canonicalJson([f.severity, f.sentence, f.basis, f.evidence, used]);

const rowOf = (f: Found, id: string) => ({
  id,
  rule: f.rule,
  project_id: f.projectId,
  subject_type: f.subjectType,
  subject_id: f.subjectId,
  period: f.period,
  severity: f.severity,
  sentence: f.sentence,
  basis: f.basis,
  parameters: { used: f.used, response: f.response && { because: f.response.because, provisional: f.response.provisional } } satisfies FindingParameters,
  evidence: f.evidence,
  due_on: f.response?.on ?? null,
});

function readOpen(work: Work, judged: readonly { readonly projectId: string; readonly rule: string }[]): Promise<OpenFinding[]> {
  return work.db.query(
    `SELECT f.id, f.rule, f.project_id AS "projectId", f.subject_type AS "subjectType", f.subject_id AS "subjectId", f.period, f.severity, f.sentence, f.basis, f.parameters, f.evidence, f.due_on AS "dueOn"
       FROM unnest($1::uuid[], $2::text[]) AS j (project_id, rule) JOIN finding f ON f.project_id = j.project_id AND f.rule = j.rule WHERE f.cleared_on IS NULL`,
    [judged.map((j) => j.projectId), judged.map((j) => j.rule)],
  );
}

function insert(work: Work, rows: readonly ReturnType<typeof rowOf>[], asOf: PlainDate): Promise<{ episode: number }[]> {
  return work.db.query(
    `INSERT INTO finding (id, rule, project_id, subject_type, subject_id, period, episode, severity, sentence, basis, parameters, evidence, due_on, first_seen_on, last_seen_on)
     SELECT s.id, s.rule, s.project_id, s.subject_type, s.subject_id, s.period,
            coalesce((SELECT max(b.episode) FROM finding b WHERE b.rule = s.rule AND b.project_id = s.project_id AND b.subject_type = s.subject_type AND b.subject_id = s.subject_id
                         AND b.period IS NOT DISTINCT FROM s.period), 0) + 1,
            s.severity, s.sentence, s.basis, s.parameters, s.evidence, s.due_on, $2, $2
       FROM jsonb_to_recordset($1::jsonb) AS s (id uuid, rule text, project_id uuid, subject_type text, subject_id text, period text, severity text, sentence text, basis jsonb, parameters jsonb, evidence jsonb, due_on date)
     RETURNING episode`,
    [JSON.stringify(rows), asOf],
  );
}

async function update(work: Work, rows: readonly ReturnType<typeof rowOf>[], asOf: PlainDate): Promise<void> {
  await work.db.query(
    `UPDATE finding f SET severity = s.severity, sentence = s.sentence, basis = s.basis, parameters = s.parameters, evidence = s.evidence, due_on = s.due_on, last_seen_on = $2
       FROM jsonb_to_recordset($1::jsonb) AS s (id uuid, severity text, sentence text, basis jsonb, parameters jsonb, evidence jsonb, due_on date) WHERE f.id = s.id`,
    [JSON.stringify(rows), asOf],
  );
}
