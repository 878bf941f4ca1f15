import { IsNull, Not } from 'typeorm';
import { Project } from '../../entities/project.js';
import { StatementLine } from '../../entities/statement-line.js';
import type { TypeOf } from '../../platform/parse.js';
import type { Work } from '../../platform/work.js';
import { yuan } from '../../values/money.js';
import { periodOf } from '../../values/period.js';
import { Invalid, Refusal, type Issue } from '../../values/refusal.js';
import { next } from '../../values/workflow.js';
import { addToMonth } from '../projects/index.js';
import type { newCredit } from './inputs.js';
import { post } from './post.js';
import { wageAccountFlow } from './states.js';
import { lockWageAccount } from './wage-account.js';

/**
 * Records labour cost that arrived in the project's dedicated account (条例724 Art. 29) and posts it. The bank's own serial number
 * makes it unique: the same one with the same content is the same credit, with other content it is refused.
 * A bank speaks only for accounts of its own.
 */
export async function creditLabourCost(work: Work, projectId: string, input: TypeOf<typeof newCredit>): Promise<{ readonly statementLineId: string; readonly journalId: string }> {
  const account = await lockWageAccount(work, projectId);
  next(wageAccountFlow, account.state, 'credit', work.actor.role);
  if (work.actor.role === 'bank-operator' && account.bankId !== work.actor.partyId) throw new Refusal('not-allowed', '这个专户不在您所在的银行');
  const period = input.period ?? periodOf(input.bookedOn);
  const before = (await work.db.find(StatementLine, { where: { wageAccountId: account.id, lineKey: input.reference }, order: { statementId: { direction: 'ASC', nulls: 'FIRST' } }, take: 1 }))[0];
  if (before) {
    const same = before.direction === 'in' && before.amountFen === input.amount && before.bookedOn === input.bookedOn && before.period === period;
    if (!same || before.journalId === null) throw new Invalid([{ path: 'reference', message: '这个流水号已经登记过另一笔账，请核对' }]);
    return { statementLineId: before.id, journalId: before.journalId };
  }
  const issues: Issue[] = [];
  if (input.bookedOn > work.today) issues.push({ path: 'bookedOn', message: '到账日期不能晚于今天' });
  if (input.bookedOn < account.openedOn) issues.push({ path: 'bookedOn', message: `到账日期早于开户日期 ${account.openedOn}` });
  if (issues.length > 0) throw new Invalid(issues);
  const told = await toldAlready(work, account.id, input);
  if (told !== undefined) throw new Invalid([{ path: 'reference', message: `银行流水中已有同日同额的一笔（流水号 ${told}），不必另行登记；是另一笔的，请等银行流水导入` }]);
  const { ownerId } = await work.db.findOneByOrFail(Project, { id: projectId });
  const { journalId } = await post(work, {
    kind: 'labour-cost-credited',
    projectId,
    occurredOn: input.bookedOn,
    idempotencyKey: `credit:${account.id}:${input.reference}`,
    memo: input.purpose ?? '',
    postings: [{ from: { kind: 'owner', projectId, partyId: ownerId }, to: { kind: 'escrow', projectId }, amountFen: input.amount }],
  });
  const statementLineId = work.newId();
  await work.db.insert(StatementLine, {
    id: statementLineId,
    wageAccountId: account.id,
    lineKey: input.reference,
    bookedOn: input.bookedOn,
    direction: 'in',
    amountFen: input.amount,
    counterparty: input.payer ?? '',
    purpose: input.purpose ?? '',
    kind: 'labour-cost',
    period,
    journalId,
    recordedBy: work.actor.id,
    recordedAt: work.now,
  });
  await addToMonth(work, projectId, period, { creditedFen: input.amount });
  await work.record({ action: 'escrow.labour-cost-credited', subject: ['statement-line', statementLineId], projectId, detail: { amount: yuan(input.amount), period, bookedOn: input.bookedOn } });
  return { statementLineId, journalId };
}

/** The bank's key of a credit of that day and amount that a statement has told and that no record by hand stands behind. */
async function toldAlready(work: Work, accountId: string, { bookedOn, amount }: Pick<TypeOf<typeof newCredit>, 'bookedOn' | 'amount'>): Promise<string | undefined> {
  const line = await work.db.findOne(StatementLine, { where: { wageAccountId: accountId, direction: 'in', bookedOn, amountFen: amount, statementId: Not(IsNull()), sameAsId: IsNull() } });
  return line?.lineKey;
}
