import { batchFile, makeBatch, requestRelease, returnRelease, reviewRelease, takeAnswer } from '../domain/releases/index.js';
import { builtInProfiles } from '../formats/bank-profiles.js';
import { readReturnFile } from '../formats/bank-return-file.js';
import { addPeriods, firstDay } from '../values/period.js';
import { addDays, type PlainDate } from '../values/plain-date.js';
import { answerTo, type Verdict } from './bank-desk.js';
import { clerk } from './firms.js';
import type { ProjectPlan } from './plan.js';
import type { DemoProject } from './project-life.js';
import type { Stage } from './stage.js';

/** How far the newest sheet of a project has come. */
export type Reach = 'requested' | 'part-requested' | 'labour-reviewed' | 'housing-reviewed' | 'sent' | 'returned' | 'part-paid' | 'paid';

/** The second reviewer by the department in charge of the works. */
export const reviewer = { housing: 'zhujian', transport: 'jiaotong', water: 'shuiwu' } as const;

/** Releases every funded sheet of a project that is old enough; the newest of them only as far as `reach`. */
export async function releaseSheets(stage: Stage, { plan, sheets }: DemoProject, reach: Reach, unfunded: number): Promise<void> {
  const ready = sheets
    .slice(0, Math.max(0, sheets.length - unfunded))
    .map((sheet) => ({ ...sheet, on: addDays(firstDay(addPeriods(sheet.period, 1)), 8) }))
    .filter(({ on }) => addDays(on, 2) <= stage.today);
  for (const sheet of ready) await releaseSheet(stage, plan, sheet.sheetId, sheet.on, sheet === ready.at(-1) ? reach : 'paid');
}

async function releaseSheet(stage: Stage, plan: ProjectPlan, sheetId: string, on: PlainDate, reach: Reach): Promise<void> {
  const { releaseId } = await stage.play(clerk.contractor(plan.contractor), on, (work) => requestRelease(work, reach === 'part-requested' ? { sheetId, lines: '1-12', opinion: '专户余额暂不足，先付木工班组，其余随后提请' } : { sheetId, opinion: '工资表已审核，请予支付' }), 9);
  if (reach === 'requested' || reach === 'part-requested') return;
  if (reach === 'returned') {
    await stage.play('jiancha', on, (work) => returnRelease(work, releaseId, { opinion: '两名工人的出勤天数与考勤不符，请核对后重新提请' }), 11);
    return;
  }
  await stage.play('jiancha', on, (work) => reviewRelease(work, releaseId, { opinion: '与考勤和工资表相符，同意' }), 11);
  if (reach === 'labour-reviewed') return;
  await stage.play(reviewer[plan.industry], on, (work) => reviewRelease(work, releaseId, { opinion: '同意支付' }), 15);
  if (reach === 'housing-reviewed') return;
  await payRelease(stage, plan, releaseId, addDays(on, 1), reach === 'sent' ? 'sent' : reach === 'part-paid' ? 'part-paid' : 'paid');
}

/** The bank takes its file and, unless it is still on the way, brings the answer on the same day. */
export async function payRelease(stage: Stage, plan: ProjectPlan, releaseId: string, on: PlainDate, reach: 'sent' | 'part-paid' | 'paid'): Promise<void> {
  const bank = clerk.bank(plan.bank);
  const { batches } = await stage.play(bank, on, (work) => makeBatch(work, releaseId, 'general-csv'), 9);
  if (reach === 'sent') return;
  const verdict = (n: number): Verdict => (reach === 'part-paid' && n < 2 ? { status: '失败', reason: n === 0 ? '账号不存在' : '账户已销户' } : { status: '成功' });
  for (const { batchId } of batches) {
    const { bytes } = await stage.play(bank, on, (work) => batchFile(work, batchId), 10);
    const answer = answerTo(bytes, (_p, n) => verdict(n));
    const reading = await readReturnFile(builtInProfiles['general-csv'].profile, answer);
    await stage.play(bank, on, (work) => takeAnswer(work, { releaseId, batchId, file: { name: '回盘.csv', mediaType: 'text/csv', bytes: answer }, reading }), 16);
  }
}
