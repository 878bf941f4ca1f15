import type { BankSampleKind, BankSampleState } from '../../entities/bank-profile-sample.js';
import type { BankProfile } from '../../formats/bank-profiles.js';
import { readingDifferences, type BankReading } from '../../formats/bank-reading.js';
import { openFile, storeFile, type KeptFile } from '../../platform/files.js';
import type { Work } from '../../platform/work.js';
import { Invalid, Refusal } from '../../values/refusal.js';

/** A kept sample: the bank's file, and how it must be read. */
export interface KeptSample {
  readonly sampleId: string;
  readonly kind: BankSampleKind;
  readonly file: KeptFile;
  readonly reading: BankReading;
}

/** How a kept sample reads by another definition. */
export interface SampleCheck {
  readonly sampleId: string;
  readonly fileName: string;
  readonly differences: readonly string[];
}

/** The kept samples of a profile, opened. */
export async function keptSamples(work: Work, profileId: string): Promise<KeptSample[]> {
  const rows = await work.db.query<{ sampleId: string; kind: BankSampleKind; fileId: string; readingId: string }[]>(
    `SELECT id AS "sampleId", kind, file_id AS "fileId", reading_id AS "readingId" FROM bank_profile_sample WHERE profile_id = $1 AND state = 'kept' ORDER BY tried_at, id`,
    [profileId],
  );
  const samples: KeptSample[] = [];
  for (const { fileId, readingId, ...row } of rows) samples.push({ ...row, file: await openFile(work, fileId), reading: await openReading(work, readingId) });
  return samples;
}

/** Holds kept samples against their new readings. */
export const sampleCheck = ({ sampleId, file, reading }: KeptSample, after: BankReading): SampleCheck => ({ sampleId, fileName: file.name, differences: readingDifferences(reading, after) });

/** @throws Invalid with the differences; Refusal `changed-meanwhile` where the samples are no longer those that were checked */
export async function checkSamples(work: Work, profileId: string, checked: readonly SampleCheck[]): Promise<void> {
  const kept = await work.db.query<{ id: string }[]>(`SELECT id FROM bank_profile_sample WHERE profile_id = $1 AND state = 'kept'`, [profileId]);
  if (kept.length !== checked.length || kept.some((k) => !checked.some((c) => c.sampleId === k.id))) throw new Refusal('changed-meanwhile', '样本在此期间有变化，请再试一次');
  const issues = checked.flatMap(({ fileName, differences }) =>
    differences.length === 0 ? [] : [...differences.slice(0, 20), ...(differences.length > 20 ? [`另有 ${differences.length - 20} 处不同`] : [])].map((d) => ({ path: 'definition', message: `样本“${fileName}”读法改变：${d}` })),
  );
  if (issues.length > 0) throw new Invalid(issues);
}

/** The definition to try a file by: that in force (or the draft), or that of the change that waits. @throws Refusal `not-found` */
export async function definitionToTry(work: Work, profileId: string, proposed: boolean): Promise<{ readonly definition: BankProfile; readonly changeId: string | undefined }> {
  const [row] = await work.db.query<{ definition: BankProfile; changeId: string | null }[]>(
    proposed
      ? 'SELECT definition, id AS "changeId" FROM bank_profile_change WHERE profile_id = $1 AND decision IS NULL'
      : 'SELECT definition, NULL AS "changeId" FROM bank_profile WHERE id = $1',
    [profileId],
  );
  if (!row) throw new Refusal('not-found', proposed ? '没有等待复核的修改' : '没有这种银行文件格式');
  return { definition: row.definition, changeId: row.changeId ?? undefined };
}

/** The definition that a change proposes, and the profile that it is of. @throws Refusal `not-found` */
export async function proposedDefinition(work: Work, changeId: string): Promise<{ readonly profileId: string; readonly definition: BankProfile }> {
  const [row] = await work.db.query<{ profileId: string; definition: BankProfile }[]>('SELECT profile_id AS "profileId", definition FROM bank_profile_change WHERE id = $1', [changeId]);
  if (!row) throw new Refusal('not-found', '没有这项修改');
  return row;
}

/** Remembers a file that was tried, sealed, with its reading. */
export async function trySample(work: Work, input: { readonly profileId: string; readonly changeId: string | undefined; readonly kind: BankSampleKind; readonly file: KeptFile; readonly reading: BankReading }): Promise<{ readonly sampleId: string }> {
  const sampleId = work.newId();
  const fileId = await storeFile(work, input.file);
  const readingId = await storeFile(work, { name: `${input.file.name}.json`, mediaType: 'application/json', bytes: Buffer.from(JSON.stringify(input.reading)) });
  await work.db.query(`INSERT INTO bank_profile_sample (id, profile_id, change_id, kind, file_id, reading_id, state, tried_by, tried_at) VALUES ($1, $2, $3, $4, $5, $6, 'tried', $7, $8)`, [
    sampleId,
    input.profileId,
    input.changeId ?? null,
    input.kind,
    fileId,
    readingId,
    work.actor.id,
    work.now,
  ]);
  await work.record({ action: 'bank-profile.tried', subject: ['bank-profile', input.profileId], detail: { sample: sampleId, lines: input.reading.rows.length, problems: input.reading.problems.length } });
  return { sampleId };
}

async function lockSample(work: Work, sampleId: string): Promise<{ readonly profileId: string; readonly state: BankSampleState }> {
  const [row] = await work.db.query<{ profileId: string; state: BankSampleState }[]>('SELECT profile_id AS "profileId", state FROM bank_profile_sample WHERE id = $1 FOR UPDATE', [sampleId]);
  if (!row) throw new Refusal('not-found', '没有这个样本');
  return row;
}

/** From now on every change of the profile must read this file as it reads now. @throws Refusal `not-found`, `wrong-state` */
export async function keepSample(work: Work, sampleId: string): Promise<{ readonly profileId: string }> {
  const { profileId, state } = await lockSample(work, sampleId);
  if (state !== 'tried') throw new Refusal('wrong-state', state === 'kept' ? '已经留作样本' : '这个样本已经剔除');
  await work.db.query(`UPDATE bank_profile_sample SET state = 'kept' WHERE id = $1`, [sampleId]);
  await work.record({ action: 'bank-profile.sample-kept', subject: ['bank-profile', profileId], detail: { sample: sampleId } });
  return { profileId };
}

/** The file no longer binds the profile. @throws Refusal `not-found`, `wrong-state` */
export async function dropSample(work: Work, sampleId: string, reason: string): Promise<{ readonly profileId: string }> {
  const { profileId, state } = await lockSample(work, sampleId);
  if (state === 'dropped') throw new Refusal('wrong-state', '这个样本已经剔除');
  await work.db.query(`UPDATE bank_profile_sample SET state = 'dropped', dropped_by = $2, drop_reason = $3 WHERE id = $1`, [sampleId, work.actor.id, reason]);
  await work.record({ action: 'bank-profile.sample-dropped', subject: ['bank-profile', profileId], reason, detail: { sample: sampleId } });
  return { profileId };
}

export interface SampleDetail {
  readonly id: string;
  readonly profileId: string;
  readonly profile: string;
  readonly kind: BankSampleKind;
  readonly state: BankSampleState;
  readonly proposed: boolean;
  readonly fileName: string;
  readonly triedBy: string;
  readonly triedAt: Date;
  readonly dropReason: string | null;
  readonly reading: BankReading;
}

/** A sample with its reading. @throws Refusal `not-found` */
export async function getSample(work: Work, sampleId: string): Promise<SampleDetail> {
  const [row] = await work.db.query<(Omit<SampleDetail, 'reading'> & { readingId: string })[]>(
    `SELECT s.id, s.profile_id AS "profileId", p.name AS profile, s.kind, s.state, s.change_id IS NOT NULL AS proposed, f.name AS "fileName", u.name AS "triedBy", s.tried_at AS "triedAt",
            s.drop_reason AS "dropReason", s.reading_id AS "readingId"
       FROM bank_profile_sample s JOIN bank_profile p ON p.id = s.profile_id JOIN stored_file f ON f.id = s.file_id JOIN user_account u ON u.id = s.tried_by WHERE s.id = $1`,
    [sampleId],
  );
  if (!row) throw new Refusal('not-found', '没有这个样本');
  const { readingId, ...sample } = row;
  return { ...sample, reading: await openReading(work, readingId) };
}

async function openReading(work: Work, readingId: string): Promise<BankReading> {
  return JSON.parse((await openFile(work, readingId)).bytes.toString()) as BankReading;
}
