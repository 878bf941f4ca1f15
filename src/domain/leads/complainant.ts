import type { TypeOf } from '../../platform/parse.js';
import type { Work } from '../../platform/work.js';
import { maskName, maskPhone } from '../../values/mask.js';
import { Invalid } from '../../values/refusal.js';
import type { complainantRevealing } from './inputs.js';
import { checkLead } from './scope.js';

const openMinutes = 5;

/** Who complained; null where it is not known. */
export interface Complainant {
  readonly name: string | null;
  readonly phone: string | null;
  /** Whole, since this person gave a purpose within the last five minutes; otherwise masked. */
  readonly open: boolean;
}

/**
 * Declares why someone must know who complained, which opens it to them for five minutes. The identity of those who report is secret
 * (监察423 Art. 9), so each reading is on record.
 */
export async function revealComplainant(work: Work, leadId: string, { purpose, note }: TypeOf<typeof complainantRevealing>): Promise<void> {
  await checkLead(work, leadId);
  if (purpose === 'other' && !note) throw new Invalid([{ path: 'note', message: '用途为“其他”时须写明' }]);
  await work.record({ action: 'personal-data.revealed', subject: ['lead', leadId], detail: { field: 'complainant', purpose, note: note ?? '' } });
}

/** The complainant of a lead, masked unless this person has just given a purpose. */
export async function complainantOf(work: Work, leadId: string): Promise<Complainant> {
  const [lead] = await work.db.query<[{ name: Buffer | null; phone: Buffer | null; open: boolean }]>(
    `SELECT l.complainant_sealed AS name, l.phone_sealed AS phone,
            EXISTS (SELECT FROM audit_event e WHERE e.subject_type = 'lead' AND e.subject_id = l.id::text AND e.action = 'personal-data.revealed' AND e.actor_id = $2 AND e.at > $3) AS open
       FROM lead l WHERE l.id = $1`,
    [leadId, work.actor.id, new Date(work.now.getTime() - openMinutes * 60_000)],
  );
  const name = lead.name && work.vault.open(lead.name, `lead.complainant_sealed.${leadId}`);
  const phone = lead.phone && work.vault.open(lead.phone, `lead.phone_sealed.${leadId}`);
  return lead.open ? { name, phone, open: true } : { name: name && maskName(name), phone: phone && maskPhone(phone), open: false };
}
