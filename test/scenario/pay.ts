import { answerTo, type Verdict } from '../../src/demo/bank-desk.js';
import { paths } from '../../src/routes/paths.js';
import { cardOf } from '../../src/demo/people.js';
import { formatYuan, parseYuan } from '../../src/values/money.js';
import { must } from '../../src/values/parsed.js';
import { sampleWorkers } from '../support/sample-workers.js';
import type { Means } from './list.js';
import type { PaidThrough, Rig } from './worst-bank.js';

/** The two whose cards the bank knows to be closed. */
const closed = [sampleWorkers[4]!, sampleWorkers[77]!];
const yuan = (text: string): string => formatYuan(must(parseYuan(text)));

/**
 * Pays everybody: two months from the deposit, the rest from what the owner advances under the joint guarantee; two cards come back, are
 * corrected and paid again. Each time through the four steps by four persons. The release from the deposit.
 */
export async function payWalk(means: Means, projectId: string, sheets: ReadonlyMap<string, string>): Promise<string> {
  const { world, caseId, say, look, keep, send, fetch, on, service, rig } = means;

  const {
    releases: [drawn],
  } = await send<{ releases: [{ releaseId: string; number: string }] }>('contractor', paths.projectDraw(projectId), { caseId, sources: ['deposit'], periods: ['2026-05', '2026-06'], opinion: '按行政处理决定,提请动用工资保证金支付5月、6月工资' });
  say(`用工单位提请 ${drawn.number}:动用保证金支付 5 月、6 月工资`);
  await reviews(means, drawn.releaseId);
  const notice = await send<{ paperId: string; number: string }>('inspector', paths.releaseNotice(drawn.releaseId));
  keep('保证金支付通知书', await fetch('inspector', paths.paperPdf(notice.paperId)));
  await send('inspector', paths.paperService(notice.paperId), service('2026-10-13', '营业部经理', '银行营业部'));
  say(`劳监审核、住建复核通过，《农民工工资保证金支付通知书》${notice.number} 送达银行`);
  await look('inspector', paths.release(drawn.releaseId), '05-四步支付');
  if (rig) {
    await payWithRig(means, rig, projectId, drawn.releaseId);
    return drawn.releaseId;
  }
  const cards = new Set(closed.map((w) => w.card));
  const first = await bankPays(means, drawn.releaseId, (card) => (cards.has(card as never) ? { status: '失败', reason: '账户已销户' } : { status: '成功' }));
  say(`银行代发：${first.lines} 笔，回盘 ${first.applied} 笔入账，其中 ${closed.length} 人的卡被退回`);

  on('2026-10-14');
  await send('bank', paths.projectCredits(projectId), { bookedOn: '2026-10-14', amount: '1600000.00', reference: 'LHDB-20261014-1', payer: '儋州滨海置业有限公司', purpose: '联合担保承诺垫付人工费用' });
  say('建设单位按联合担保承诺垫付 1,600,000.00 元，已到工资专户');
  for (const [n, worker] of closed.entries()) {
    const roster = (await (await world.browser('contractor')).get(`/api/v1${paths.projectRoster(projectId)}?q=${encodeURIComponent(worker.name)}`)).body as { rows: { id: string; name: string }[] };
    const engagement = roster.rows.find((r) => r.name === worker.name)!;
    await send('contractor', paths.engagementCard(projectId, engagement.id), { card: cardOf('622202', 900 + n), bankName: '中国工商银行儋州支行', reason: '原卡已销户,本人提供新卡' });
  }
  say(`两名工人的卡已更正:${closed.map((w) => w.name).join('、')}`);
  for (const [month, sheetId] of sheets) {
    const release = await send<{ releaseId: string; number: string }>('contractor', paths.projectReleases(projectId), { sheetId, opinion: `提请支付${month}工资` });
    await reviews(means, release.releaseId);
    const paid = await bankPays(means, release.releaseId, () => ({ status: '成功' }));
    say(`${release.number}：${month} 工资 ${paid.lines} 笔、${yuan(paid.amount)} 元，四步办结，全部到账`);
  }
  await look('contractor', paths.projectMoney(projectId), '06-资金链');
  return drawn.releaseId;
}

/** The same through a bank behind an interface, as often as its moods make necessary: what has failed is requested anew, and only that. */
async function payWithRig(means: Means, rig: Rig, projectId: string, drawnId: string): Promise<void> {
  const { caseId, say, send, read, on, service } = means;
  const tell = (what: string, paid: PaidThrough): void => say(`${what}：${paid.lines} 笔；不知银行是否收到 ${paid.doubtful} 批，不能使用的回盘 ${paid.setAside} 份，凭银行书面证明由两人决定 ${paid.decided} 笔`);
  const offers = () => read<{ months: { period: string; lines: number }[]; sheets: { id: string; employer: string; period: string }[] }>('contractor', paths.projectReleases(projectId));
  tell('动用保证金', await rig.pay(means, drawnId));
  for (let tries = 0; tries < 8; tries += 1) {
    const periods = (await offers()).months.filter((m) => m.period <= '2026-06' && m.lines > 0);
    if (periods.reduce((sum, m) => sum + m.lines, 0) < 40) break;
    const again = await send<{ releaseId: string; number: string }>('contractor', paths.projectDraw(projectId), { caseId, source: 'deposit', periods: periods.map((m) => m.period), opinion: '银行未支付的部分，再次提请动用工资保证金' });
    await reviews(means, again.releaseId);
    const notice = await send<{ paperId: string }>('inspector', paths.releaseNotice(again.releaseId));
    await send('inspector', paths.paperService(notice.paperId), service('2026-10-13', '营业部经理', '银行营业部'));
    tell(`再次动用保证金 ${again.number}`, await rig.pay(means, again.releaseId));
  }
  on('2026-10-14');
  await send('bank', paths.projectCredits(projectId), { bookedOn: '2026-10-14', amount: '3200000.00', reference: 'LHDB-20261014-1', payer: '儋州滨海置业有限公司', purpose: '联合担保承诺垫付人工费用' });
  for (let tries = 0; ; tries += 1) {
    const [sheet] = (await offers()).sheets;
    if (!sheet) break;
    if (tries > 40) throw new Error(`seed ${rig.seed}: not everybody is paid after ${tries} releases`);
    const release = await send<{ releaseId: string; number: string }>('contractor', paths.projectReleases(projectId), { sheetId: sheet.id, opinion: `提请支付${sheet.period}工资` });
    await reviews(means, release.releaseId);
    tell(`${release.number}，${sheet.period} 工资`, await rig.pay(means, release.releaseId));
  }
  const differences = await rig.differences();
  if (differences !== '') throw new Error(`seed ${rig.seed}: ${differences}`);
  say('银行自己的账与本系统逐笔一致：每笔工资只付过一次');
}

async function reviews({ send }: Means, releaseId: string): Promise<void> {
  await send('inspector', paths.releaseAgree(releaseId), { opinion: '与工资表、考勤和处理决定相符,同意' });
  await send('housing', paths.releaseAgree(releaseId), { opinion: '同意支付' });
}

/** The bank takes its file and brings the answer; the same answer twice changes nothing. */
async function bankPays({ send, upload, fetch }: Means, releaseId: string, verdict: (card: string) => Verdict): Promise<{ lines: number; applied: number; amount: string }> {
  const { batches } = await send<{ batches: { batchId: string; lines: number; control: string }[] }>('bank', paths.releaseBatches(releaseId), { profile: 'general-csv' });
  const total = { lines: 0, applied: 0, amount: '0.00' };
  for (const { batchId } of batches) {
    const file = await fetch('bank', paths.batchFile(batchId));
    let sum = 0n;
    const answer = answerTo(file, (p) => {
      sum += must(parseYuan(p.amount));
      return verdict(p.card);
    });
    const taken = await upload<{ lines: number; applied: number }>('bank', paths.releaseAnswers(releaseId), { batchId, profile: 'general-csv' }, '回盘.csv', answer);
    const again = await upload<{ repeated: boolean }>('bank', paths.releaseAnswers(releaseId), { batchId, profile: 'general-csv' }, '回盘.csv', answer);
    if (!again.repeated) throw new Error('the same answer was taken twice');
    total.lines += taken.lines;
    total.applied += taken.applied;
    total.amount = formatYuan(sum).replaceAll(',', '');
  }
  return total;
}
