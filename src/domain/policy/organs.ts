import { Organ } from '../../entities/organ.js';
import type { Work } from '../../platform/work.js';
import { Refusal } from '../../values/refusal.js';

/** @throws Refusal `not-found` */
export async function getOrgan(work: Work, organId: string): Promise<Organ> {
  const organ = await work.db.findOneBy(Organ, { id: organId });
  if (!organ) throw new Refusal('not-found', '没有这个机关');
  return organ;
}

/** The organ that the actor acts for. @throws Refusal `not-allowed` where there is none */
export async function organOf(work: Work): Promise<Organ> {
  if (!work.actor.organId) throw new Refusal('not-allowed', '只有机关工作人员可以办理');
  return getOrgan(work, work.actor.organId);
}

/** The organs of an area and above, to choose from. */
export function listOrgans(work: Work): Promise<{ readonly id: string; readonly name: string; readonly kind: string }[]> {
  return work.db.query('SELECT id, name, kind FROM organ ORDER BY kind, name');
}
