import type { Work } from '../../platform/work.js';
import { Invalid } from '../../values/refusal.js';

/** Someone who may act on a case: an inspector or a supervisor. */
export interface Inspector {
  readonly id: string;
  readonly personId: string;
  readonly name: string;
  /** 执法证件号. */
  readonly badgeNo: string;
}

const columns = 'id, person_id AS "personId", name, badge_no AS "badgeNo"';

/** The inspectors of the actor's organ who can act today, by name. */
export function listInspectors(work: Work): Promise<Inspector[]> {
  return work.db.query(`SELECT ${columns} FROM user_account WHERE organ_id = $1 AND role IN ('inspector', 'supervisor') AND disabled_at IS NULL ORDER BY role, name`, [work.actor.organId]);
}

/** The accounts of these ids, also those that are closed by now: who acted once is named as he was. */
export async function inspectorsOf(work: Work, ids: readonly string[]): Promise<Inspector[]> {
  const rows = await work.db.query<Inspector[]>(`SELECT ${columns} FROM user_account WHERE id = ANY ($1::uuid[])`, [ids]);
  return ids.map((id) => rows.find((r) => r.id === id)!);
}

/**
 * The colleague who acts beside the actor: two inspectors at least, and two persons (劳动保障监察条例 Art. 16).
 * @param path of the field that names the colleague
 */
export async function colleagueOf(work: Work, id: string, path: string): Promise<Inspector> {
  const found = (await listInspectors(work)).find((i) => i.id === id);
  if (!found) throw new Invalid([{ path, message: '请选择本机关在岗的监察员' }]);
  if (found.personId === work.actor.personId) throw new Invalid([{ path, message: '须有两名监察员共同办理，请选择另一人' }]);
  return found;
}
