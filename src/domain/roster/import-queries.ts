import type { ImportKind, ImportState } from '../../entities/import-run.js';
import type { Work } from '../../platform/work.js';
import { openFile, type KeptFile } from '../../platform/files.js';
import { Refusal } from '../../values/refusal.js';
import { projectScope } from '../projects/index.js';
import type { ImportMistake } from './record-import.js';
import { employerScope } from './scope.js';

export interface ImportFilter {
  readonly projectId?: string | undefined;
  readonly kind?: ImportKind | undefined;
  readonly state?: ImportState | undefined;
  readonly page: number;
  readonly size: number;
}

export interface ImportRow {
  readonly id: string;
  readonly kind: ImportKind;
  readonly state: ImportState;
  readonly projectId: string;
  readonly project: string;
  readonly party: string | null;
  readonly file: string;
  readonly rows: number;
  readonly errors: number;
  readonly warnings: number;
  /** Errors, warnings and notes together. */
  readonly told: number;
  readonly by: string;
  readonly at: Date;
}

const columns = `i.id, i.kind, i.state, i.project_id AS "projectId", p.name AS project, c.name AS party, f.name AS file, i.rows,
  (SELECT count(*)::int FROM jsonb_array_elements(i.mistakes) m WHERE m ->> 'severity' = 'error') AS errors,
  (SELECT count(*)::int FROM jsonb_array_elements(i.mistakes) m WHERE m ->> 'severity' = 'warning') AS warnings,
  jsonb_array_length(i.mistakes) AS told, u.name AS by, i.created_at AS at`;
const source = `import_run i JOIN project p ON p.id = i.project_id JOIN stored_file f ON f.id = i.file_id JOIN user_account u ON u.id = i.created_by LEFT JOIN party c ON c.id = i.party_id`;

/** The uploads to projects that this person may see, newest first. */
export async function listImports(work: Work, filter: ImportFilter): Promise<{ readonly rows: ImportRow[]; readonly total: number }> {
  const values: unknown[] = [];
  const bind = (value: unknown): string => `$${values.push(value)}`;
  const where = [projectScope(work.actor, 'p', values), employerScope(work.actor, 'i', values)];
  if (filter.projectId) where.push(`i.project_id = ${bind(filter.projectId)}`);
  if (filter.kind) where.push(`i.kind = ${bind(filter.kind)}`);
  if (filter.state) where.push(`i.state = ${bind(filter.state)}`);
  const rows = await work.db.query<(ImportRow & { total: number })[]>(
    `SELECT ${columns}, (count(*) OVER ())::int AS total FROM ${source} WHERE ${where.join(' AND ')}
      ORDER BY i.created_at DESC, i.id DESC LIMIT ${bind(filter.size)} OFFSET ${bind((filter.page - 1) * filter.size)}`,
    values,
  );
  return { rows: rows.map(({ total: _total, ...row }) => row), total: rows[0]?.total ?? 0 };
}

export interface ImportDetail extends ImportRow {
  readonly partyId: string | null;
  /** What came of it, e.g. the payroll sheet. */
  readonly subjectId: string | null;
  /** One page of the errors, then the warnings, then the notes, each in the order of the file. */
  readonly list: readonly ImportMistake[];
}

/** @throws Refusal `not-found`, also where this person may not know of it */
export async function getImport(work: Work, importId: string, page: number, size: number): Promise<ImportDetail> {
  const values: unknown[] = [importId];
  const [run] = await work.db.query<Omit<ImportDetail, 'list'>[]>(
    `SELECT ${columns}, i.party_id AS "partyId", i.subject_id AS "subjectId" FROM ${source} WHERE i.id = $1 AND ${projectScope(work.actor, 'p', values)} AND ${employerScope(work.actor, 'i', values)}`,
    values,
  );
  if (!run) throw new Refusal('not-found', '没有找到这条导入记录');
  const list = await work.db.query<{ mistake: ImportMistake }[]>(
    `SELECT m.mistake FROM import_run i, jsonb_array_elements(i.mistakes) WITH ORDINALITY AS m (mistake, n)
      WHERE i.id = $1 ORDER BY array_position(ARRAY['error', 'warning', 'note'], m.mistake ->> 'severity'), m.n LIMIT $2 OFFSET $3`,
    [importId, size, (page - 1) * size],
  );
  return { ...run, list: list.map((r) => r.mistake) };
}

/**
 * The uploaded file itself with all its mistakes: whole ID and card numbers stand in it, so it goes to the firms that may upload, on record.
 * @throws Refusal `not-found`, `not-allowed`
 */
export async function importFile(work: Work, importId: string): Promise<{ readonly run: ImportDetail; readonly file: KeptFile }> {
  const run = await getImport(work, importId, 1, 100_000);
  if (work.actor.role !== 'general-contractor' && work.actor.role !== 'subcontractor') throw new Refusal('not-allowed', '原文件内有完整的身份证号码和银行卡号，只发还给报送单位');
  const [row] = await work.db.query<[{ fileId: string }]>('SELECT file_id AS "fileId" FROM import_run WHERE id = $1', [importId]);
  await work.record({ action: 'import.file-fetched', subject: ['import-run', importId], projectId: run.projectId, detail: { file: run.file } });
  return { run, file: await openFile(work, row.fileId) };
}
