import { appendFileSync, utimesSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import { liftSeizure, proveLedger, seizeAccount } from '../../../src/domain/escrow/index.js';
import { claimBatch, confirmResume, getRelease, handleBankFile, makeBatch, pauseDispatcher, proposeResume, requestRelease, retakeBankFile, withdrawRelease } from '../../../src/domain/releases/index.js';
import { answerTo } from '../../../src/demo/bank-desk.js';
import { dispatch } from '../../../src/jobs/dispatch-payments.js';
import type { Refusal } from '../../../src/values/refusal.js';
import { folderDesk, systemDoor, type Desk } from '../../support/dispatch.js';
import { approvedRelease, approvedSheet, makePayingProject, opinion } from '../../support/releases.js';
import { sampleWorkers } from '../../support/sample-workers.js';
import { openWorld, type World } from '../../support/world.js';

const people = sampleWorkers.slice(0, 5);

describe('the dispatcher', () => {
  let world: World;
  let desk: Desk;
  let projectId: string;
  let month = 2;

  before(async () => {
    world = await openWorld({ on: '2026-12-18' });
    projectId = await makePayingProject(world, { people });
    desk = await folderDesk(world);
  });
  after(async () => {
    desk.close();
    await world.close();
  });

  /** A release that the bank has agreed to pay. */
  const queued = async (): Promise<{ releaseId: string; number: string; sheetId: string }> => {
    const sheetId = await approvedSheet(world, projectId, `2026-${String((month += 1)).padStart(2, '0')}`, people);
    const releaseId = await approvedRelease(world, sheetId);
    const { batches } = await world.as('bank', (work) => makeBatch(work, releaseId, 'general-csv'));
    return { releaseId, number: batches[0]!.number, sheetId };
  };
  const release = (releaseId: string) => world.as('inspector', (work) => getRelease(work, releaseId));
  const fates = async (releaseId: string): Promise<string> => (await release(releaseId)).fates.map((f) => `${f.state} ${f.lines}`).join(', ');
  const account = async (kind: string): Promise<{ balance: bigint; held: bigint }> =>
    ((await world.dataSource.query('SELECT balance_fen AS balance, held_fen AS held FROM ledger_account WHERE kind = $1 AND project_id = $2', [kind, projectId])) as { balance: bigint; held: bigint }[])[0] ?? { balance: 0n, held: 0n };
  const refusal = async (run: Promise<unknown>): Promise<string> => run.then(() => 'nothing was refused', (e: Refusal) => e.code);

  it('queues what a bank with a connection agrees to pay: nothing moves and nothing counts as sent', async () => {
    const before = await account('escrow');
    const { releaseId } = await queued();
    expect((await release(releaseId)).state).to.equal('queued');
    expect(await fates(releaseId)).to.equal('queued 5');
    const { amountFen } = await release(releaseId);
    expect(await account('escrow')).to.deep.equal({ balance: before.balance, held: before.held + amountFen });
    // A court freezes the account: what waits stays where it is.
    const { seizureId } = await world.as('bank', (work) => seizeAccount(work, projectId, { measure: 'frozen', organ: '儋州市人民法院', documentNo: '执1号', seizedOn: work.today, amount: undefined, note: undefined }));
    expect(await desk.round()).to.include({ sent: 0 });
    expect((await release(releaseId)).state).to.equal('queued');
    await world.as('bank', (work) => liftSeizure(work, projectId, seizureId, { endedOn: work.today, document: '解除' }));
    await world.as('contractor', (work) => withdrawRelease(work, releaseId, opinion));
  });

  it('lets the requester or the labour department take back what is queued: money and lines are free, and it never goes out', async () => {
    for (const who of ['contractor', 'inspector'] as const) {
      const before = await account('escrow');
      const { releaseId, sheetId, number } = await queued();
      expect(await refusal(world.as('contractor2', (work) => withdrawRelease(work, releaseId, opinion)))).to.equal('not-found');
      await world.as(who, (work) => withdrawRelease(work, releaseId, opinion));
      expect((await release(releaseId)).state).to.equal('withdrawn');
      expect(await account('escrow')).to.deep.equal(before);
      await desk.round();
      expect(desk.out().filter((f) => f.includes(number))).to.deep.equal([]);
      const again = await world.as('contractor', (work) => requestRelease(work, { sheetId, opinion: '重新提请' }));
      await world.as('contractor', (work) => withdrawRelease(work, again.releaseId, opinion));
    }
  });

  it('sends a batch once, takes the answer that comes back, and pays everybody once', async () => {
    const { releaseId, number } = await queued();
    expect(await desk.round()).to.include({ sent: 1, doubtful: 0 });
    expect((await release(releaseId)).batches[0]).to.include({ state: 'sent', doubt: null, openLines: 5 });
    expect(await refusal(world.as('contractor', (work) => withdrawRelease(work, releaseId, opinion)))).to.equal('wrong-state');
    expect(desk.out()).to.include(`${number}.csv`);
    expect(desk.exchange.marks().has(number)).to.equal(true);
    expect(await desk.round()).to.include({ sent: 0 });

    const answer = answerTo(desk.read(`${number}.csv`), (_p, n) => (n === 0 ? { status: '失败', reason: '账号不存在' } : { status: '成功' }));
    desk.bring('回盘-1.csv', answer);
    expect(await desk.round()).to.include({ received: 1, taken: 1, setAside: 0 });
    expect(await fates(releaseId)).to.equal('paid 4, rejected 1');
    expect((await release(releaseId)).answers).to.have.lengthOf(1).with.nested.property('[0].takenBy', '系统');

    desk.bring('回盘-1-又一次.csv', answer);
    expect(await desk.round()).to.include({ received: 1, taken: 0, setAside: 0 });
    expect(await fates(releaseId)).to.equal('paid 4, rejected 1');
    expect((await world.as('system', proveLedger)).differences).to.deep.equal([]);
  });

  it('makes what it cannot hand over unknown, never failed, and does not send it again', async () => {
    const { releaseId, number } = await queued();
    const broken = { ...desk.exchange, wire: () => ({ ...desk.exchange.wire({ kind: 'folder', place: 'nonghang', secret: undefined, wireSeconds: 1 }), send: () => Promise.reject(new Error('ECONNRESET')) }) };
    expect(await dispatch(systemDoor(world), broken)).to.include({ sent: 0, doubtful: 1 });
    expect(await fates(releaseId)).to.equal('unknown 5');
    expect((await release(releaseId)).batches[0]).to.include({ state: 'sent', doubt: 'ECONNRESET', deliveredAt: null });
    expect(await desk.round()).to.include({ sent: 0, doubtful: 0 });
    expect(desk.out()).to.not.include(`${number}.csv`);
  });

  it('notices a sending that a dead process left behind, and treats it as unknown', async () => {
    const { releaseId, number } = await queued();
    await world.as('system', (work) => claimBatch(work, [world.parties.bank], new Map()));
    expect(await fates(releaseId)).to.equal('sent 5');
    expect(await desk.round()).to.include({ doubtful: 0 });
    world.clock.now = new Date(world.clock.now.getTime() + 60_000);
    expect(await desk.round()).to.include({ doubtful: 1, sent: 0 });
    expect(await fates(releaseId)).to.equal('unknown 5');
    expect(desk.out()).to.not.include(`${number}.csv`);
  });

  it('sets a file aside that it cannot use, with its reason, tries it no more, and again only when somebody asks', async () => {
    const { number } = await queued();
    await desk.round();
    const half = answerTo(desk.read(`${number}.csv`), () => ({ status: '成功' }));
    desk.bring('半个.csv', half.subarray(0, half.lastIndexOf('\n', half.length - 3)));
    desk.bring('不是回盘.csv', Buffer.from('你好,世界\n1,2\n'));
    desk.bring('别家的.csv', Buffer.from(half.toString().replaceAll(number, 'ZF-2026-9999-1')));
    expect(await desk.round()).to.include({ received: 3, taken: 0, setAside: 3 });
    const files = (await world.dataSource.query(`SELECT id, name, why FROM bank_file WHERE state = 'set-aside' ORDER BY name COLLATE "C"`)) as { id: string; name: string; why: string }[];
    const why = Object.fromEntries(files.map((f) => [f.name, f.why]));
    expect(why['半个.csv']).to.match(/总笔数为 5/u);
    expect(why['不是回盘.csv']).to.match(/没有找到银行回盘文件的表头/u);
    expect(why['别家的.csv']).to.equal('没有向这家银行发出过批次 ZF-2026-9999-1');
    expect(await desk.round()).to.include({ received: 0, setAside: 0 });
    const [first, second] = files as unknown as readonly [{ id: string }, { id: string }];
    expect(await refusal(world.as('bank2', (work) => handleBankFile(work, first.id, { note: '已核实' })))).to.equal('not-found');
    await world.as('bank', (work) => handleBankFile(work, first.id, { note: '银行误传，已告知' }));
    await world.as('bank', (work) => retakeBankFile(work, second.id));
    expect(await desk.round()).to.include({ setAside: 1 });
  });

  it('leaves a file alone that is not whole yet', async () => {
    desk.bring('回盘.csv.part', Buffer.from('x'));
    desk.bring('刚写.csv', Buffer.from('x'));
    utimesSync(path.join(desk.directory, 'nonghang/in/刚写.csv'), new Date(), new Date());
    expect(await desk.round()).to.include({ received: 0 });
  });

  it('sends nothing while paused; one goes on only by two people', async () => {
    await world.as('supervisor', (work) => pauseDispatcher(work, { reason: '银行通知系统升级' }));
    const { number } = await queued();
    expect(await desk.round()).to.include({ sent: 0 });
    await world.as('supervisor', (work) => proposeResume(work, { note: '银行升级完成', findings: 0 }));
    expect(await refusal(world.as('supervisor', confirmResume))).to.equal('same-person');
    await world.as('supervisor2', confirmResume);
    expect(await desk.round()).to.include({ sent: 1 });
    expect(desk.out()).to.include(`${number}.csv`);
  });

  it('pauses when the mark outside knows more than the database, and never sends what it knows', async () => {
    const { releaseId, number } = await queued();
    const [{ n }] = (await world.dataSource.query('SELECT sent_count AS n FROM dispatcher')) as [{ n: bigint }];
    appendFileSync(path.join(desk.directory, 'sent.log'), `${n + 1n}\t${number}\t2026-08-20T00:00:00Z\n`);
    expect(await desk.round()).to.include({ sent: 0 });
    const [row] = (await world.dataSource.query('SELECT pause_reason AS why, restored, findings FROM dispatcher')) as [{ why: string; restored: boolean; findings: unknown[] }];
    expect(row.why).to.match(/库外的发送记录比数据库多 1 个批次/u);
    expect(row.findings).to.deep.equal([{ order: Number(n) + 1, number, at: '2026-08-20T00:00:00Z' }]);
    expect(await refusal(world.as('supervisor', (work) => proposeResume(work, { note: '已核对', findings: 0 })))).to.equal('changed-meanwhile');
    await world.as('supervisor', (work) => proposeResume(work, { note: '已与银行核对', findings: 1 }));
    await world.as('supervisor2', confirmResume);
    expect(await desk.round()).to.include({ sent: 0, doubtful: 1 });
    expect(await fates(releaseId)).to.equal('unknown 5');
    expect(desk.out()).to.not.include(`${number}.csv`);
  });

  it('pauses when the database stands on another server than before', async () => {
    await world.dataSource.query(`UPDATE dispatcher SET system_identifier = '1'`);
    expect(await desk.round()).to.include({ sent: 0 });
    const [row] = (await world.dataSource.query('SELECT pause_reason AS why FROM dispatcher')) as [{ why: string }];
    expect(row.why).to.match(/数据库换了服务器/u);
    await world.as('supervisor', (work) => proposeResume(work, { note: '已与银行核对', findings: 0 }));
    await world.as('supervisor2', confirmResume);
  });

  it('keeps in the database that what was sent is never queued again', async () => {
    for (const state of ['queued', 'withdrawn']) {
      const error: Error = await world.dataSource.query(`UPDATE payment_batch SET state = $1, sent_at = NULL, delivered_at = NULL, doubt = NULL WHERE state = 'sent'`, [state]).then(() => new Error('nothing was refused'), (e: Error) => e);
      expect(error.message).to.match(/is an end/u);
    }
  });
});
