import { Deposit } from '../../entities/deposit.js';
import { basisText, depositAmount, depositStoreBy, dueOrProvisional, type DepositReason, type UsedParameter } from '../../law/index.js';
import type { Work } from '../../platform/work.js';
import { yuan, type Fen } from '../../values/money.js';
import type { PlainDate } from '../../values/plain-date.js';
import { Refusal } from '../../values/refusal.js';
import { lawOf } from '../policy/index.js';
import { getProject } from '../projects/index.js';
import { coverageOf } from './coverage.js';
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

/** The deposit that a project owes and by when, reckoned from today's records; writes nothing. */
export async function reckonDeposit(work: Work, projectId: string): Promise<Reckoned> {
  const project = await getProject(work, projectId);
  const law = await lawOf(work, project.areaCode);
  const facts = await depositFacts(work, projectId);
  const missing: string[] = [];
  const amount = orMissing(() => depositAmount(facts, law), missing);
  const deadline = orMissing(() => dueOrProvisional((l) => depositStoreBy({ permitIssuedOn: project.permitIssuedOn ?? undefined, contractSignedOn: project.contractSignedOn }, l), law), missing);
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

export interface Assessment extends Reckoned {
  readonly depositId: string;
}

/**
 * Reckons the project's deposit and keeps the result; the first time opens it as due. Reckoning again with new records or parameters
 * changes what is due, and whether what is held still covers it.
 */
export async function assessDeposit(work: Work, projectId: string): Promise<Assessment> {
  const reckoned = await reckonDeposit(work, projectId);
  await work.db.query(
    `INSERT INTO deposit (id, project_id, due_fen, due_on, reckoning, state, reduced, created_at) VALUES ($1, $2, NULL, NULL, '{}', 'due', false, $3) ON CONFLICT (project_id) DO NOTHING`,
    [work.newId(), projectId, work.now],
  );
  const deposit = await lockDeposit(work, projectId);
  const { dueFen, dueOn, reduced, reckoning } = reckoned;
  const covered = await coverageOf(work, projectId);
  const state = deposit.state === 'due' || deposit.state === 'held' ? (covered.suffices(dueFen) ? 'held' : 'due') : deposit.state;
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

/** The project's deposit, locked. @throws Refusal `not-found` where none was assessed */
export async function lockDeposit(work: Work, projectId: string): Promise<Deposit> {
  const deposit = await work.db.findOne(Deposit, { where: { projectId }, lock: { mode: 'pessimistic_write' } });
  if (!deposit) throw new Refusal('not-found', '本项目的工资保证金还没有核定');
  return deposit;
}

/** The project's deposit, locked; assessed now where it never was. The project must be one that this person may know of. */
export async function lockAssessed(work: Work, projectId: string): Promise<Deposit> {
  await getProject(work, projectId);
  const known = await work.db.existsBy(Deposit, { projectId });
  if (!known) await assessDeposit(work, projectId);
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
