import type { TypeOf } from '../../platform/parse.js';
import type { Work } from '../../platform/work.js';
import { Invalid } from '../../values/refusal.js';
import { projectScope } from '../projects/index.js';
import type { nameCorrection, PersonalField, revealing, RevealPurpose } from './inputs.js';
import { checkWorker, employerScope } from './scope.js';

/** So long after a purpose was given, the person who gave it may read the field. */
const openMinutes = 5;

/**
 * Declares why someone needs a worker's whole number, which opens it to them for five minutes (`openedTo`). The value itself
 * goes neither into the address nor into the answer of this command, so it rests in no log and no session.
 */
export async function revealPersonalData(work: Work, workerId: string, { field, purpose, note }: TypeOf<typeof revealing>): Promise<{ readonly openUntil: Date }> {
  await checkWorker(work, workerId);
  if (purpose === 'other' && !note) throw new Invalid([{ path: 'note', message: '用途为“其他”时须写明' }]);
  await work.record({ action: 'personal-data.revealed', subject: ['worker', workerId], detail: { field, purpose, note: note ?? '' } });
  return { openUntil: new Date(work.now.getTime() + openMinutes * 60_000) };
}

/** A worker's whole numbers, as far as they are open. */
export interface OpenedData {
  readonly idNumber?: string;
  /** Null where none is on record. */
  readonly phone?: string | null;
  readonly cards?: readonly { readonly engagementId: string; readonly project: string; readonly card: string; readonly bank: string }[];
}

/** What this person has given a purpose for within the last five minutes. */
export async function openedTo(work: Work, workerId: string): Promise<OpenedData> {
  await checkWorker(work, workerId);
  const declared = await work.db.query<{ field: PersonalField }[]>(
    `SELECT DISTINCT detail ->> 'field' AS field FROM audit_event
      WHERE subject_type = 'worker' AND subject_id = $1 AND action = 'personal-data.revealed' AND actor_id = $2 AND at > $3`,
    [workerId, work.actor.id, new Date(work.now.getTime() - openMinutes * 60_000)],
  );
  const open = new Set(declared.map((d) => d.field));
  if (open.size === 0) return {};
  const [worker] = await work.db.query<[{ idSealed: Buffer; phoneSealed: Buffer | null }]>('SELECT id_sealed AS "idSealed", phone_sealed AS "phoneSealed" FROM worker WHERE id = $1', [workerId]);
  return {
    ...(open.has('id-number') ? { idNumber: work.vault.open(worker!.idSealed, `worker.id_sealed.${workerId}`) } : {}),
    ...(open.has('phone') ? { phone: worker!.phoneSealed && work.vault.open(worker!.phoneSealed, `worker.phone_sealed.${workerId}`) } : {}),
    ...(open.has('card') ? { cards: await openCards(work, workerId) } : {}),
  };
}

async function openCards(work: Work, workerId: string): Promise<NonNullable<OpenedData['cards']>> {
  const values: unknown[] = [workerId];
  const rows = await work.db.query<{ engagementId: string; project: string; bank: string; sealed: Buffer }[]>(
    `SELECT e.id AS "engagementId", p.name AS project, e.bank_name AS bank, e.card_sealed AS sealed FROM engagement e JOIN project p ON p.id = e.project_id
      WHERE e.worker_id = $1 AND e.card_sealed IS NOT NULL AND ${projectScope(work.actor, 'p', values)} AND ${employerScope(work.actor, 'e', values)} ORDER BY e.entered_on DESC`,
    values,
  );
  return rows.map(({ sealed, ...row }) => ({ ...row, card: work.vault.open(sealed, `engagement.card_sealed.${row.engagementId}`) }));
}

export interface Reading {
  readonly at: Date;
  readonly by: string;
  readonly role: string;
  readonly field: PersonalField;
  readonly purpose: RevealPurpose;
  readonly note: string;
}

/** Who has read this worker's whole numbers and why, newest first. */
export function listReadings(work: Work, workerId: string): Promise<Reading[]> {
  return work.db.query(
    `SELECT at, actor_name AS by, actor_role AS role, detail ->> 'field' AS field, detail ->> 'purpose' AS purpose, coalesce(detail ->> 'note', '') AS note
       FROM audit_event WHERE subject_type = 'worker' AND subject_id = $1 AND action = 'personal-data.revealed' ORDER BY id DESC LIMIT 100`,
    [workerId],
  );
}

/** Corrects the name that belongs to an ID number, for all firms; a firm cannot do it alone. The old name stays in the audit trail. */
export async function correctName(work: Work, workerId: string, { name, reason }: TypeOf<typeof nameCorrection>): Promise<void> {
  await checkWorker(work, workerId);
  const [worker] = await work.db.query<[{ name: string }]>('SELECT name FROM worker WHERE id = $1 FOR UPDATE', [workerId]);
  if (worker!.name === name) throw new Invalid([{ path: 'name', message: '与现在登记的姓名相同' }]);
  await work.db.query('UPDATE worker SET name = $2 WHERE id = $1', [workerId, name]);
  await work.record({ action: 'worker.name-corrected', subject: ['worker', workerId], reason, detail: { from: worker!.name, to: name } });
}
