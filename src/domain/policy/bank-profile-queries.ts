import type { BankProfileState } from '../../entities/bank-profile.js';
import type { BankSampleKind, BankSampleState } from '../../entities/bank-profile-sample.js';
import type { BankProfile } from '../../formats/bank-profiles.js';
import type { Work } from '../../platform/work.js';
import { Refusal } from '../../values/refusal.js';

export interface BankProfileRow {
  readonly id: string;
  readonly name: string;
  readonly bank: string | null;
  readonly state: BankProfileState;
  readonly version: number;
  readonly samples: number;
  /** A change waits for a second person. */
  readonly waiting: boolean;
  readonly definition: BankProfile;
}

const row = `p.id, p.name, b.name AS bank, p.state, p.version, p.definition,
  (SELECT count(*)::int FROM bank_profile_sample s WHERE s.profile_id = p.id AND s.state = 'kept') AS samples,
  EXISTS (SELECT FROM bank_profile_change c WHERE c.profile_id = p.id AND c.decision IS NULL) AS waiting`;

/** Every profile, also drafts and retired ones. */
export function listBankProfiles(work: Work): Promise<BankProfileRow[]> {
  return work.db.query(`SELECT ${row} FROM bank_profile p LEFT JOIN party b ON b.id = p.bank_id ORDER BY p.state = 'retired', p.name`);
}

export interface BankProfileChangeRow {
  readonly id: string;
  readonly name: string;
  readonly bank: string | null;
  readonly state: 'active' | 'retired';
  readonly definition: BankProfile;
  readonly reason: string;
  readonly proposedBy: string;
  readonly proposedAt: Date;
  readonly own: boolean;
  readonly decision: 'approved' | 'rejected' | null;
  readonly decidedBy: string | null;
}

export interface BankProfileDetail extends BankProfileRow {
  readonly bankId: string | null;
  readonly changes: readonly BankProfileChangeRow[];
  readonly tried: readonly { readonly id: string; readonly kind: BankSampleKind; readonly state: BankSampleState; readonly fileName: string; readonly triedBy: string; readonly triedAt: Date; readonly dropReason: string | null }[];
}

/** A profile with its changes and samples, the newest first. @throws Refusal `not-found` */
export async function getBankProfile(work: Work, profileId: string): Promise<BankProfileDetail> {
  const [profile] = await work.db.query<(BankProfileRow & { bankId: string | null })[]>(`SELECT ${row}, p.bank_id AS "bankId" FROM bank_profile p LEFT JOIN party b ON b.id = p.bank_id WHERE p.id = $1`, [profileId]);
  if (!profile) throw new Refusal('not-found', '没有这种银行文件格式');
  const changes = await work.db.query<BankProfileChangeRow[]>(
    `SELECT c.id, c.name, b.name AS bank, c.state, c.definition, c.reason, u.name AS "proposedBy", c.proposed_at AS "proposedAt", u.person_id = $2 AS own, c.decision, d.name AS "decidedBy"
       FROM bank_profile_change c JOIN user_account u ON u.id = c.proposed_by LEFT JOIN user_account d ON d.id = c.decided_by LEFT JOIN party b ON b.id = c.bank_id
      WHERE c.profile_id = $1 ORDER BY c.proposed_at DESC, c.id DESC LIMIT 50`,
    [profileId, work.actor.personId],
  );
  const tried = await work.db.query<BankProfileDetail['tried'][number][]>(
    `SELECT s.id, s.kind, s.state, f.name AS "fileName", u.name AS "triedBy", s.tried_at AS "triedAt", s.drop_reason AS "dropReason"
       FROM bank_profile_sample s JOIN stored_file f ON f.id = s.file_id JOIN user_account u ON u.id = s.tried_by
      WHERE s.profile_id = $1 ORDER BY s.state = 'kept' DESC, s.tried_at DESC, s.id DESC LIMIT 50`,
    [profileId],
  );
  return { ...profile, changes, tried };
}
