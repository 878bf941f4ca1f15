import { applyReturn, beginReturn, decideStocktakeItem, doubleDeposit, getDeposit, getStocktake, listStocktakes, recordCommitment, remindGuarantees, replyReminder, takeStock } from '../domain/deposits/index.js';
import { addDays, type PlainDate } from '../values/plain-date.js';
import { clerk } from './firms.js';
import type { DemoProject } from './project-life.js';
import type { Stage } from './stage.js';

/** What happens to deposits: a reminder answered, a doubling, two returns, a stock-taking, a commitment. */
export async function playDeposits(stage: Stage, projects: readonly DemoProject[]): Promise<void> {
  const at = (before: number): PlainDate => addDays(stage.today, -before);
  const of = (story: DemoProject['plan']['story']): DemoProject[] => projects.filter((p) => p.plan.story === story);

  await stage.play('system', at(10), (work) => remindGuarantees(work, work.today));
  const [expiring] = of('guarantee-expiring');
  const contractor = clerk.contractor(expiring!.plan.contractor);
  const seen = await stage.play(contractor, at(8), (work) => getDeposit(work, expiring!.projectId));
  const reminder = seen!.instruments.find((i) => i.reminder)?.reminder;
  await stage.play(contractor, at(8), (work) => replyReminder(work, expiring!.projectId, reminder!.id, { reply: '已向银行申请续期，预计两周内办妥' }));

  const [reduced] = of('exempt-arrears');
  await stage.play('jiancha', at(4), (work) => doubleDeposit(work, reduced!.projectId, { reason: '免存项目近两个月工资到期未付，经现场核查属实' }));

  const [asked, found] = of('completed');
  await stage.play('system', at(45), (work) => takeStock(work, work.today), 1);
  const [list] = await stage.play('jiancha', at(44), listStocktakes);
  const items = (await stage.play('jiancha', at(44), (work) => getStocktake(work, list!.id))).rows;
  const decide = (project: DemoProject, on: PlainDate, decision: 'return' | 'keep', reason: string): Promise<unknown> =>
    stage.play('jiancha', on, (work) => decideStocktakeItem(work, list!.id, items.find((i) => i.projectId === project.projectId)!.depositId, { decision, reason }));
  await decide(asked!, at(44), 'keep', '总承包单位正在准备申请返还');
  await decide(found!, at(42), 'return', '完工后没有申请，工资已付清，依职权启动');
  await stage.play(clerk.contractor(asked!.plan.contractor), at(12), (work) => beginReturn(work, asked!.projectId, { promise: '本项目工资已全部付清，没有未解决的拖欠，如有隐瞒愿承担责任。', board: true }));
  await stage.play('jiancha', at(3), (work) => applyReturn(work, found!.projectId, { application: '公示期满，没有异议，依职权提请返还' }));

  const [stuck] = of('stuck');
  await stage.play('jiancha', at(30), (work) => recordCommitment(work, stuck!.projectId, { amount: undefined, signedOn: at(31), validTo: undefined, note: '建设单位和施工总承包单位共同担保本项目全部农民工工资' }));
}
