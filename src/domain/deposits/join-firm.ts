import { Deposit } from '../../entities/deposit.js';
import { DepositCover } from '../../entities/deposit-cover.js';
import { find } from '../../law/index.js';
import type { TypeOf } from '../../platform/parse.js';
import type { Work } from '../../platform/work.js';
import { Refusal } from '../../values/refusal.js';
import { next } from '../../values/workflow.js';
import { lawOf } from '../policy/index.js';
import { getProject } from '../projects/index.js';
import { assessDeposit, type Assessment } from './assess.js';
import { coverageOf, findDeposit } from './cover.js';
import type { joining } from './inputs.js';
import { depositFlow } from './states.js';

/** The management area of a place: the city, by the first six digits of its code. */
const cityOf = (areaCode: string): string => areaCode.slice(0, 6);

/**
 * Puts a project under the deposit that its contractor keeps for its projects in the city (按企业存储), where the rules of the place know
 * that mode; the first such project opens it. Only a project for which nothing was stored, drawn or decided yet can be put there.
 * @throws Refusal `not-allowed` where the place stores by project only, `wrong-state`
 */
export async function joinFirmDeposit(work: Work, projectId: string, { reason }: TypeOf<typeof joining>): Promise<Assessment> {
  const project = await getProject(work, projectId, { lock: true });
  const modes = find(await lawOf(work, project.areaCode), 'deposit.modes', project.contractSignedOn);
  if (!modes?.value.includes('enterprise')) throw new Refusal('not-allowed', '签订施工合同时，本地区的规定没有按企业存储的方式');
  if (project.state === 'completed') throw new Refusal('wrong-state', '已完工的项目不再纳入企业保证金');
  await removeOwn(work, projectId);
  const deposit = await openFirmDeposit(work, project.contractorId, cityOf(project.areaCode));
  await work.db.insert(DepositCover, { projectId, depositId: deposit.id });
  const { dueFen } = await assessDeposit(work, projectId);
  const enough = (await coverageOf(work, deposit)).suffices(dueFen);
  const to = next(depositFlow, deposit.state, 'join', work.actor.role, deposit.state === 'in-use' ? 'in-use' : deposit.state === 'held' && enough ? 'held' : 'due');
  await work.db.update(Deposit, { id: deposit.id }, { state: to });
  await work.record({ action: 'deposit.joined', subject: ['deposit', deposit.id], projectId, from: deposit.state, to, reason });
  return assessDeposit(work, projectId);
}

/** A deposit of the project's own under which nothing happened is no more. */
async function removeOwn(work: Work, projectId: string): Promise<void> {
  const own = await findDeposit(work, projectId, { lock: true });
  if (!own) return;
  if (own.projectId === null) throw new Refusal('wrong-state', '本项目已经纳入企业保证金');
  const [used] = await work.db.query<unknown[]>('SELECT FROM deposit_instrument WHERE deposit_id = $1 LIMIT 1', [own.id]);
  if (used || own.state !== 'due' || own.exemptReason !== null) throw new Refusal('wrong-state', '本项目已经单独存储或者免存，不能改为按企业存储');
  await work.db.delete(DepositCover, { projectId });
  await work.db.delete(Deposit, { id: own.id });
}

/** The firm's deposit in the city, locked; opened where it has none. */
async function openFirmDeposit(work: Work, partyId: string, areaCode: string): Promise<Deposit> {
  await work.db.query(
    `INSERT INTO deposit (id, party_id, area_code, reckoning, state, reduced, created_at) VALUES ($1, $2, $3, '{}', 'due', false, $4) ON CONFLICT (party_id, area_code) WHERE party_id IS NOT NULL DO NOTHING`,
    [work.newId(), partyId, areaCode, work.now],
  );
  return work.db.findOneOrFail(Deposit, { where: { partyId, areaCode }, lock: { mode: 'pessimistic_write' } });
}
