import { approveParameter, proposeParameter } from '../../../src/domain/policy/index.js';
import { day } from '../../../src/values/plain-date.js';
import { Invalid, Refusal } from '../../../src/values/refusal.js';
import type { World } from '../../support/world.js';

/** The code of the refusal or the fields of the mistakes that `run` ends in; 'accepted' where it goes through. */
export async function refused(run: Promise<unknown>): Promise<unknown> {
  try {
    await run;
  } catch (error) {
    if (error instanceof Refusal) return error.code;
    if (error instanceof Invalid) return error.issues.map((i) => i.path);
    throw error;
  }
  return 'accepted';
}

/** A value for the whole city since 2020, proposed by one supervisor and approved by another. */
export async function setParameter(world: World, key: string, value: string): Promise<void> {
  const { parameterId } = await world.as('supervisor', (work) => proposeParameter(work, { key, areaCode: '460400', validFrom: day('2020-01-01'), validTo: undefined, value, source: '内部测试值', confidence: 'D', reason: '测试' }));
  await world.as('supervisor2', (work) => approveParameter(work, parameterId));
}
