import type { BankProfileState } from '../../entities/bank-profile.js';
import type { BankProfile } from '../../formats/bank-profiles.js';
import { violated, type Work } from '../../platform/work.js';
import { Invalid, Refusal } from '../../values/refusal.js';
import { checkSamples, type SampleCheck } from './bank-samples.js';

/** Asks for a party as its bank: what it may choose is its own and the general ones. */
interface OfBank {
  readonly bankId: string;
}

export interface ProfileChoice {
  readonly id: string;
  readonly name: string;
}

/** The profiles in use that a bank may choose from: its own first, then the general ones. */
export function listProfileChoices(work: Work, { bankId }: OfBank): Promise<ProfileChoice[]> {
  return work.db.query(`SELECT id, name FROM bank_profile WHERE state = 'active' AND (bank_id IS NULL OR bank_id = $1) ORDER BY bank_id IS NULL, id = 'general-csv' DESC, name`, [bankId]);
}

/** Every profile in use, whosever it is. */
export function listActiveProfiles(work: Work): Promise<ProfileChoice[]> {
  return work.db.query(`SELECT id, name FROM bank_profile WHERE state = 'active' ORDER BY bank_id IS NOT NULL, id = 'general-csv' DESC, name`);
}

/** A profile in use that this bank may choose. @throws Invalid at `profile` */
export async function chosenProfile(work: Work, profileId: string, { bankId }: OfBank): Promise<BankProfile> {
  const [row] = await work.db.query<{ definition: BankProfile }[]>(`SELECT definition FROM bank_profile WHERE id = $1 AND state = 'active' AND (bank_id IS NULL OR bank_id = $2)`, [profileId, bankId]);
  if (!row) throw new Invalid([{ path: 'profile', message: '没有这种文件格式，或者它已经停用' }]);
  return row.definition;
}

/** A profile to read this bank's files by: also a retired one, for what went out while it was in use. @throws Invalid at `profile` */
export async function profileToRead(work: Work, profileId: string, { bankId }: OfBank): Promise<BankProfile> {
  const [row] = await work.db.query<{ definition: BankProfile }[]>(`SELECT definition FROM bank_profile WHERE id = $1 AND state <> 'draft' AND (bank_id IS NULL OR bank_id = $2)`, [profileId, bankId]);
  if (!row) throw new Invalid([{ path: 'profile', message: '没有这种文件格式' }]);
  return row.definition;
}

interface LockedProfile {
  readonly id: string;
  readonly version: number;
  readonly state: BankProfileState;
}

async function lockProfile(work: Work, profileId: string): Promise<LockedProfile> {
  const [row] = await work.db.query<LockedProfile[]>('SELECT id, version, state FROM bank_profile WHERE id = $1 FOR UPDATE', [profileId]);
  if (!row) throw new Refusal('not-found', '没有这种银行文件格式');
  return row;
}

/** A new profile, made from another; nobody may choose it before a change of it has been approved. @throws Invalid */
export async function draftProfile(work: Work, input: { readonly id: string; readonly name: string; readonly from: string }): Promise<{ readonly profileId: string }> {
  if (!/^[a-z0-9][a-z0-9-]{1,39}$/u.test(input.id)) throw new Invalid([{ path: 'id', message: '标识应为 2 至 40 个小写字母、数字或连字符' }]);
  const [from] = await work.db.query<unknown[]>('SELECT FROM bank_profile WHERE id = $1', [input.from]);
  if (!from) throw new Invalid([{ path: 'from', message: '没有这种格式' }]);
  try {
    await work.db.query(`INSERT INTO bank_profile (id, name, definition, version, state) SELECT $1, $2, definition, 0, 'draft' FROM bank_profile WHERE id = $3`, [input.id, input.name, input.from]);
  } catch (error) {
    if (violated(error) === 'bank_profile_pkey') throw new Invalid([{ path: 'id', message: '这个标识已经使用' }]);
    if (violated(error) === 'bank_profile_name') throw new Invalid([{ path: 'name', message: '这个名称已经使用' }]);
    throw error;
  }
  await work.record({ action: 'bank-profile.drafted', subject: ['bank-profile', input.id], detail: { from: input.from } });
  return { profileId: input.id };
}

export interface ProfileChange {
  readonly name: string;
  /** The bank whose own it is to be; undefined: for all. */
  readonly bankId: string | undefined;
  readonly definition: BankProfile;
  readonly state: 'active' | 'retired';
  readonly reason: string;
}

/**
 * Proposes a change; it counts only once another person has approved it. `checked`: how the kept samples read by the new definition.
 * @throws Invalid where a kept sample reads differently, with the differences; Refusal `already-exists` where a change waits already
 */
export async function proposeProfile(work: Work, profileId: string, change: ProfileChange, checked: readonly SampleCheck[]): Promise<{ readonly changeId: string }> {
  const profile = await lockProfile(work, profileId);
  await checkSamples(work, profileId, checked);
  if (change.bankId) {
    const [bank] = await work.db.query<unknown[]>(`SELECT FROM party WHERE id = $1 AND kind = 'bank'`, [change.bankId]);
    if (!bank) throw new Invalid([{ path: 'bankId', message: '没有这家银行' }]);
  }
  const changeId = work.newId();
  try {
    await work.db.query(
      `INSERT INTO bank_profile_change (id, profile_id, base_version, name, bank_id, definition, state, reason, proposed_by, proposed_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
      [changeId, profileId, profile.version, change.name, change.bankId ?? null, JSON.stringify(change.definition), change.state, change.reason, work.actor.id, work.now],
    );
  } catch (error) {
    if (violated(error) === 'bank_profile_change_open') throw new Refusal('already-exists', '这种格式已有一项修改等待复核，请先办理那一项');
    throw error;
  }
  await work.record({ action: 'bank-profile.proposed', subject: ['bank-profile', profileId], reason: change.reason, detail: { change: changeId, version: profile.version + 1 } });
  return { changeId };
}

interface OpenChange {
  readonly profileId: string;
  readonly baseVersion: number;
  readonly person: string;
}

async function lockChange(work: Work, changeId: string): Promise<OpenChange> {
  const [of] = await work.db.query<{ profileId: string }[]>('SELECT profile_id AS "profileId" FROM bank_profile_change WHERE id = $1', [changeId]);
  if (!of) throw new Refusal('not-found', '没有这项修改');
  const profile = await lockProfile(work, of.profileId);
  const [change] = await work.db.query<(OpenChange & { decision: string | null })[]>(
    'SELECT c.profile_id AS "profileId", c.base_version AS "baseVersion", c.decision, u.person_id AS person FROM bank_profile_change c JOIN user_account u ON u.id = c.proposed_by WHERE c.id = $1',
    [changeId],
  );
  if (change!.decision) throw new Refusal('wrong-state', '这项修改已经办理');
  if (change!.baseVersion !== profile.version) throw new Refusal('changed-meanwhile', '这种格式在此期间已经修改，请重新提出');
  return change!;
}

/**
 * A second person puts a change in force. @throws Invalid where a kept sample reads differently; Refusal `same-person`, `wrong-state`,
 * `changed-meanwhile`, `already-exists` (the name)
 */
export async function approveProfile(work: Work, changeId: string, checked: readonly SampleCheck[]): Promise<{ readonly profileId: string }> {
  const { profileId, person } = await lockChange(work, changeId);
  if (person === work.actor.personId) throw new Refusal('same-person', '提出和复核须由两个人办理');
  await checkSamples(work, profileId, checked);
  try {
    await work.db.query(
      `UPDATE bank_profile p SET name = c.name, bank_id = c.bank_id, definition = c.definition, state = c.state, version = p.version + 1 FROM bank_profile_change c WHERE c.id = $1 AND p.id = c.profile_id`,
      [changeId],
    );
  } catch (error) {
    if (violated(error) === 'bank_profile_name') throw new Refusal('already-exists', '这个名称已经使用');
    throw error;
  }
  await decide(work, changeId, profileId, 'approved');
  return { profileId };
}

/** A change is not wanted, also by whoever proposed it. */
export async function rejectProfile(work: Work, changeId: string): Promise<{ readonly profileId: string }> {
  const { profileId } = await lockChange(work, changeId);
  await decide(work, changeId, profileId, 'rejected');
  return { profileId };
}

async function decide(work: Work, changeId: string, profileId: string, decision: 'approved' | 'rejected'): Promise<void> {
  await work.db.query('UPDATE bank_profile_change SET decision = $2, decided_by = $3, decided_at = $4 WHERE id = $1', [changeId, decision, work.actor.id, work.now]);
  await work.record({ action: decision === 'approved' ? 'bank-profile.approved' : 'bank-profile.rejected', subject: ['bank-profile', profileId], detail: { change: changeId } });
}
