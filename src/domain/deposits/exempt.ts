import { Deposit } from '../../entities/deposit.js';
import type { TypeOf } from '../../platform/parse.js';
import type { Work } from '../../platform/work.js';
import { Refusal } from '../../values/refusal.js';
import { next } from '../../values/workflow.js';
import { lockAssessed, type Reckoning } from './assess.js';
import type { exemption } from './inputs.js';
import { depositFlow } from './states.js';

/**
 * Exempts a project from its deposit, with the reason. A supervisor decides alone; of inspectors the first proposes and a second
 * person grants it.
 * @throws Refusal `same-person` where the one who proposed would also grant
 */
export async function exemptDeposit(work: Work, projectId: string, input: TypeOf<typeof exemption>): Promise<{ readonly granted: boolean }> {
  const deposit = await lockAssessed(work, projectId);
  const proposal = await findProposal(work, deposit);
  const granted = work.actor.role === 'supervisor' || proposal !== undefined;
  const to = next(depositFlow, deposit.state, 'exempt', work.actor.role, granted ? 'exempt' : 'due');
  if (proposal?.personId === work.actor.personId) throw new Refusal('same-person', '免存由您提出，须由另一人批准');
  const reason = granted && proposal ? `${proposal.reason}；${input.reason}` : input.reason;
  await work.db.update(Deposit, { id: deposit.id }, { state: to, exemptReason: reason });
  await work.record({
    action: granted ? 'deposit.exempted' : 'deposit.exemption-proposed',
    subject: ['deposit', deposit.id],
    projectId,
    from: deposit.state,
    to,
    reason: input.reason,
    detail: { exemptByLaw: (deposit.reckoning as Partial<Reckoning>).amount?.exemptByLaw ?? null },
  });
  return { granted };
}

/** The proposal that waits for a second person: its reason stands with the deposit, its person in the audit trail. */
async function findProposal(work: Work, deposit: Deposit): Promise<{ readonly personId: string; readonly reason: string } | undefined> {
  if (deposit.state !== 'due' || deposit.exemptReason === null) return undefined;
  const [by] = await work.db.query<{ personId: string }[]>(
    `SELECT u.person_id AS "personId" FROM audit_event e JOIN user_account u ON u.id = e.actor_id
      WHERE e.subject_type = 'deposit' AND e.subject_id = $1 AND e.action = 'deposit.exemption-proposed' ORDER BY e.id DESC LIMIT 1`,
    [deposit.id],
  );
  return by && { personId: by.personId, reason: deposit.exemptReason };
}
