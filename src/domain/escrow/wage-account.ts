import { AccountAgreement } from '../../entities/account-agreement.js';
import { Party } from '../../entities/party.js';
import { WageAccount } from '../../entities/wage-account.js';
import type { TypeOf } from '../../platform/parse.js';
import { violated, type Work } from '../../platform/work.js';
import { halfWidth } from '../../values/parsed.js';
import { Invalid, Refusal, type Issue } from '../../values/refusal.js';
import { next } from '../../values/workflow.js';
import { getProject } from '../projects/index.js';
import type { accountFiled, agreementSigned, newWageAccount } from './inputs.js';
import { wageAccountFlow, type WageAccountAction } from './states.js';

/** The name that a dedicated account bears (专户53 Art. 6): contractor + project + 农民工工资专用账户. */
export const wageAccountName = (contractor: string, project: string): string => `${contractor}${project}农民工工资专用账户`;

/** Records that the project's dedicated account was opened. A project has one open account at a time. */
export async function openWageAccount(work: Work, projectId: string, input: Omit<TypeOf<typeof newWageAccount>, 'shared'> & { readonly shared?: boolean }): Promise<{ readonly wageAccountId: string }> {
  const project = await getProject(work, projectId);
  const issues: Issue[] = [];
  const number = halfWidth(input.number).replace(/[\s-]/gu, '');
  if (!/^\d{8,32}$/u.test(number)) issues.push({ path: 'number', message: '账号应为 8 至 32 位数字' });
  if (input.openedOn > work.today) issues.push({ path: 'openedOn', message: '开户日期不能晚于今天' });
  if (input.agreementSignedOn && input.agreementSignedOn > work.today) issues.push({ path: 'agreementSignedOn', message: '协议签订日期不能晚于今天' });
  const bank = await work.db.findOneBy(Party, { id: input.bankId });
  if (bank?.kind !== 'bank') issues.push({ path: 'bankId', message: '请选择一家银行' });
  if (issues.length > 0) throw new Invalid(issues);
  const contractor = await work.db.findOneByOrFail(Party, { id: project.contractorId });
  const wageAccountId = work.newId();
  try {
    await work.db.insert(WageAccount, {
      id: wageAccountId,
      projectId,
      bankId: input.bankId,
      branch: input.branch ?? '',
      name: input.name ?? wageAccountName(contractor.name, project.name),
      numberSealed: work.vault.seal(number, `wage_account.number_sealed.${wageAccountId}`),
      numberIndex: work.vault.index('account', number),
      numberLast4: number.slice(-4),
      openedOn: input.openedOn,
      agreementSignedOn: input.agreementSignedOn ?? null,
      filedOn: null,
      state: 'opened',
      closedOn: null,
      createdAt: work.now,
      exclusive: input.shared !== true,
      replacesId: await replacedAccount(work, projectId),
    });
  } catch (error) {
    if (violated(error) === 'wage_account_open') throw new Refusal('already-exists', '本项目已有在用的工资专户，销户后才能另开');
    throw error;
  }
  await work.record({ action: 'wage-account.opened', subject: ['wage-account', wageAccountId], projectId, to: 'opened', detail: { bankId: input.bankId, openedOn: input.openedOn } });
  return { wageAccountId };
}

/** The closed account whose balance waits for this one. */
async function replacedAccount(work: Work, projectId: string): Promise<string | null> {
  const [closed] = await work.db.query<{ id: string }[]>(
    `SELECT w.id FROM wage_account w JOIN account_closing c ON c.wage_account_id = w.id AND c.state = 'closed' AND c.cause <> 'completed'
      WHERE w.project_id = $1 AND NOT EXISTS (SELECT FROM wage_account n WHERE n.replaces_id = w.id) ORDER BY w.closed_on DESC LIMIT 1`,
    [projectId],
  );
  return closed?.id ?? null;
}

/** Records the agreement between owner, contractor and bank with its particulars (专户53 Art. 6); a later record takes the place of an earlier one, which is kept. */
export async function signAgreement(work: Work, projectId: string, input: TypeOf<typeof agreementSigned>): Promise<void> {
  const issues: Issue[] = [];
  if (input.signedOn > work.today) issues.push({ path: 'signedOn', message: '协议签订日期不能晚于今天' });
  if ((input.labourCost === undefined) === (input.labourShare === undefined)) issues.push({ path: 'labourCost', message: '请填写人工费用总额，或者人工费用占合同价的比例，两者填一' });
  if (issues.length > 0) throw new Invalid(issues);
  const accountId = await change(work, projectId, 'sign-agreement', { agreementSignedOn: input.signedOn }, { on: input.signedOn });
  const { labourCost, labourShare, clauses, ...rest } = input;
  await work.db.insert(AccountAgreement, { ...rest, id: work.newId(), wageAccountId: accountId, labourCostFen: labourCost ?? null, labourShareBp: labourShare ?? null, clauses: [...new Set(clauses ?? [])], recordedBy: work.actor.id, recordedAt: work.now });
}

/** Records the filing with the account's supervisor (专户53 Art. 6). */
export async function fileWageAccount(work: Work, projectId: string, input: TypeOf<typeof accountFiled>): Promise<void> {
  if (input.filedOn > work.today) throw new Invalid([{ path: 'filedOn', message: '备案日期不能晚于今天' }]);
  await change(work, projectId, 'file', { filedOn: input.filedOn }, { on: input.filedOn });
}

/** The project's account that is not closed, locked. @throws Refusal `not-found` (the project), `wrong-state` (no open account) */
export async function lockWageAccount(work: Work, projectId: string): Promise<WageAccount> {
  await getProject(work, projectId);
  const account = await work.db.createQueryBuilder(WageAccount, 'a').where(`a.projectId = :projectId AND a.state <> 'closed'`, { projectId }).setLock('pessimistic_write').getOne();
  if (!account) throw new Refusal('wrong-state', '本项目还没有登记工资专户，请先登记开户');
  return account;
}

/** The project's account, locked: the one in use, else the one closed last, whose bank may still tell of it. @throws Refusal `not-found` (the project), `wrong-state` */
export async function lockAnyWageAccount(work: Work, projectId: string): Promise<WageAccount> {
  await getProject(work, projectId);
  const [found] = await work.db.query<{ id: string }[]>(`SELECT id FROM wage_account WHERE project_id = $1 ORDER BY state = 'closed', opened_on DESC LIMIT 1 FOR UPDATE`, [projectId]);
  if (!found) throw new Refusal('wrong-state', '本项目还没有登记工资专户，请先登记开户');
  return work.db.findOneByOrFail(WageAccount, { id: found.id });
}

async function change(work: Work, projectId: string, action: WageAccountAction, values: Partial<WageAccount>, detail: Readonly<Record<string, unknown>>): Promise<string> {
  const account = await lockWageAccount(work, projectId);
  const to = next(wageAccountFlow, account.state, action, work.actor.role);
  const on = values.filedOn;
  if (on && on < account.openedOn) throw new Invalid([{ path: 'filedOn', message: '备案日期不能早于开户日期' }]);
  await work.db.update(WageAccount, { id: account.id }, { ...values, state: to });
  await work.record({ action: `wage-account.${action}`, subject: ['wage-account', account.id], projectId, from: account.state, to, detail });
  return account.id;
}
