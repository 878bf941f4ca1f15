import { Organ } from '../../entities/organ.js';
import type { TypeOf } from '../../platform/parse.js';
import { violated, type Work } from '../../platform/work.js';
import { Invalid, Refusal } from '../../values/refusal.js';
import type { newOrgan } from './inputs.js';

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

export interface OrganRow {
  readonly id: string;
  readonly name: string;
  readonly kind: Organ['kind'];
  readonly area: string;
  readonly docPrefix: string | null;
  readonly phone: string;
  readonly reconsiderationOrgan: string;
  readonly court: string;
}

/** Every organ, to show and to choose from. */
export function listOrgans(work: Work): Promise<OrganRow[]> {
  return work.db.query(
    `SELECT o.id, o.name, o.kind, a.name AS area, o.doc_prefix AS "docPrefix", o.phone, o.reconsideration_organ AS "reconsiderationOrgan", o.court
       FROM organ o JOIN area a ON a.code = o.area_code ORDER BY o.kind, o.name`,
  );
}

/** Registers a public organ: who acts, under which letters its papers are numbered, and where its decisions may be contested. */
export async function registerOrgan(work: Work, input: TypeOf<typeof newOrgan>): Promise<{ readonly organId: string }> {
  const organId = work.newId();
  try {
    await work.db.insert(Organ, {
      id: organId,
      kind: input.kind,
      name: input.name,
      areaCode: input.areaCode,
      docPrefix: input.docPrefix ?? null,
      address: input.address ?? '',
      phone: input.phone ?? '',
      reconsiderationOrgan: input.reconsiderationOrgan ?? '',
      court: input.court ?? '',
    });
  } catch (error) {
    if (violated(error) === 'organ_name_key') throw new Invalid([{ path: 'name', message: '这个机关已经登记过' }]);
    if (violated(error) === 'organ_area_code_fkey') throw new Invalid([{ path: 'areaCode', message: '没有这个地区' }]);
    throw error;
  }
  await work.record({ action: 'organ.registered', subject: ['organ', organId], detail: { name: input.name } });
  return { organId };
}
