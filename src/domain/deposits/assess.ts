import { Deposit } from '../../entities/deposit.js';
import { DepositCover } from '../../entities/deposit-cover.js';
import { Project } from '../../entities/project.js';
import { basisText, deadline as termOf, depositAmount, depositStoreBy, dueOrProvisional, reducedArrearsDue, type DepositFacts, type DepositReason, type Due, type Law, type UsedParameter } from '../../law/index.js';
import type { Work } from '../../platform/work.js';
import { yuan, type Fen } from '../../values/money.js';
import type { PlainDate } from '../../values/plain-date.js';
import { Refusal } from '../../values/refusal.js';
import { lawOf } from '../policy/index.js';
import { getProject } from '../projects/index.js';
import { coverageOf, coveredProjects, findDeposit, lockDeposit } from './cover.js';
import { depositFacts } from './facts.js';

/** One answer of the law with its ground, as plain JSON. */
interface Ground {
  readonly because: string;
  readonly source: string;
}

/** Why a deposit is due in that amount by that day; kept with the deposit, so that it can be read years later. */
export interface Reckoning {
  readonly amount?: Ground & { readonly reasons: readonly DepositReason[]; readonly exemptByLaw: boolean };
  readonly deadline?: Ground & { readonly provisional: boolean };
  /** What could not be reckoned, and what it lacks. */
  readonly missing: readonly string[];
  readonly facts: Readonly<Record<string, string | number | boolean>>;
  readonly parameters: readonly UsedParameter[];
}

export interface Reckoned {
  /** Null where a parameter is missing: unknown, not zero. */
  readonly dueFen: Fen | null;
  readonly dueOn: PlainDate | null;
  readonly reduced: boolean;
  readonly reckoning: Reckoning;
}

/** The deposit that stands, or would stand, for a project and by when it is due, reckoned from today's records; writes nothing. */
export async function reckonDeposit(work: Work, projectId: string): Promise<Reckoned> {
  await getProject(work, projectId);
  return reckon(work, projectId, await findDeposit(work, projectId));
}

/**
 * Reckons by the contract of the project; a deposit of a firm by its newest contract, on the sum of all its running ones (年度合同额).
 * After arrears on a reduced or exempt deposit the multiple of the full amount is due, within the term from that day.
 */
async function reckon(work: Work, projectId: string, deposit: Deposit | undefined): Promise<Reckoned> {
  const ofFirm = deposit !== undefined && deposit.projectId === null;
  const covered = ofFirm ? await coveredProjects(work, deposit.id) : [];
  const running = covered.filter((p) => !p.completed);
  const counted = running.length > 0 ? running : covered;
  const project = await work.db.findOneByOrFail(Project, { id: counted[0]?.id ?? projectId });
  const law = await lawOf(work, deposit?.areaCode ?? project.areaCode);
  const found = await depositFacts(work, project.id);
  const facts: DepositFacts = ofFirm ? { ...found, contractPrice: counted.reduce((sum, p) => sum + p.priceFen, 0n), annual: true } : found;
  const missing: string[] = [];
  const arrearsOn = deposit?.arrearsOn ?? null;
  const amount = orMissing(() => (arrearsOn === null ? depositAmount(facts, law) : reducedArrearsDue(facts, arrearsOn, law)), missing);
  const deadline = orMissing(() => (arrearsOn === null ? storeBy(project, law) : dueOrProvisional((l) => termOf('deposit-reduced-arrears', arrearsOn, l), law)), missing);
  const { contractPrice, ...told } = facts;
  return {
    dueFen: amount?.value.amount ?? null,
    dueOn: deadline?.value ?? null,
    reduced: amount?.value.reasons.some((r) => r.code === 'two-clean-years') ?? false,
    reckoning: {
      ...(amount && { amount: { because: amount.because, source: basisText(amount.source), reasons: amount.value.reasons, exemptByLaw: amount.value.exempt } }),
      ...(deadline && { deadline: { because: deadline.because, source: basisText(deadline.source), provisional: deadline.provisional } }),
      missing,
      facts: { ...told, contractPrice: yuan(contractPrice) },
      parameters: [...(amount?.parameters ?? []), ...(deadline?.parameters ?? [])],
    },
  };
}

const storeBy = (project: Project, law: Law): Due => dueOrProvisional((l) => depositStoreBy({ permitIssuedOn: project.permitIssuedOn ?? undefined, contractSignedOn: project.contractSignedOn }, l), law);

export interface Assessment extends Reckoned {
  readonly depositId: string;
}

/**
 * Reckons the project's deposit and keeps the result; the first time opens it as due. Reckoning again with new records or parameters
 * changes what is due, and whether what is held still covers it.
 */
export async function assessDeposit(work: Work, projectId: string): Promise<Assessment> {
  await getProject(work, projectId);
  await openDeposit(work, projectId);
  const deposit = await lockDeposit(work, projectId);
  const reckoned = await reckon(work, projectId, deposit);
  const { dueFen, dueOn, reduced, reckoning } = reckoned;
  const covered = await coverageOf(work, deposit);
  // What was ordered stays ordered, also where the parameter has ended since.
  if (deposit.arrearsOn !== null && (dueFen === null || dueOn === null)) return { depositId: deposit.id, ...reckoned, dueFen: deposit.dueFen, dueOn: deposit.dueOn };
  const enough = covered.suffices(dueFen);
  const state = deposit.state === 'due' || deposit.state === 'held' ? (enough ? 'held' : deposit.arrearsOn === null ? 'due' : 'double-due') : deposit.state === 'double-due' && enough ? 'held' : deposit.state;
  const before = await work.db.query<{ same: boolean }[]>('SELECT reckoning = $2::jsonb AND state = $3 AS same FROM deposit WHERE id = $1', [deposit.id, JSON.stringify(reckoning), state]);
  if (!before[0]!.same) {
    await work.db.update(Deposit, { id: deposit.id }, { dueFen, dueOn, reduced, reckoning, state });
    await work.record({
      action: 'deposit.assessed',
      subject: ['deposit', deposit.id],
      projectId,
      from: deposit.state,
      to: state,
      detail: { due: dueFen === null ? null : yuan(dueFen), dueOn, missing: reckoning.missing },
    });
  }
  return { depositId: deposit.id, ...reckoned };
}

/** A deposit of the project's own, due, where none stands for it yet. */
async function openDeposit(work: Work, projectId: string): Promise<void> {
  // Of two at once the second waits here and then finds the first one's.
  await work.db.query('SELECT FROM project WHERE id = $1 FOR NO KEY UPDATE', [projectId]);
  if (await findDeposit(work, projectId)) return;
  const id = work.newId();
  await work.db.insert(Deposit, { id, projectId, partyId: null, areaCode: null, dueFen: null, dueOn: null, reckoning: {}, state: 'due', exemptReason: null, reduced: false, arrearsOn: null, createdAt: work.now });
  await work.db.insert(DepositCover, { projectId, depositId: id });
}

/** The project's deposit, locked; assessed now where it never was. The project must be one that this person may know of. */
export async function lockAssessed(work: Work, projectId: string): Promise<Deposit> {
  await getProject(work, projectId);
  if (!(await findDeposit(work, projectId))) await assessDeposit(work, projectId);
  return lockDeposit(work, projectId);
}

/** The rule's answer; a parameter that nobody has entered is noted, so that the page can say what is missing. */
function orMissing<T>(rule: () => T, missing: string[]): T | undefined {
  try {
    return rule();
  } catch (error) {
    if (!(error instanceof Refusal) || error.code !== 'parameter-missing') throw error;
    missing.push(error.why);
    return undefined;
  }
}
