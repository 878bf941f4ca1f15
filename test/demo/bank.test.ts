import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import { answerTo } from '../../src/demo/bank-desk.js';
import { SimulatedBank } from '../../src/demo/bank/bank.js';
import { Book } from '../../src/demo/bank/book.js';
import { folderSide } from '../../src/demo/bank/folder.js';
import { calm, moodsFrom, worst, type Moods } from '../../src/demo/bank/moods.js';
import { proveLedger } from '../../src/domain/escrow/index.js';
import { confirmDecision, declineDecision, getRelease, makeBatch, proposeDecision } from '../../src/domain/releases/index.js';
import { dispatch } from '../../src/jobs/dispatch-payments.js';
import { openFile } from '../../src/platform/files.js';
import { openExchange, type Exchange } from '../../src/platform/bank-connection/index.js';
import type { Refusal } from '../../src/values/refusal.js';
import { connect, folderDesk, systemDoor, type Desk } from '../support/dispatch.js';
import { approvedRelease, approvedSheet, makePayingProject } from '../support/releases.js';
import { sampleWorkers } from '../support/sample-workers.js';
import { openWorld, type World } from '../support/world.js';

const people = sampleWorkers.slice(0, 8);
const statement = { name: '银行书面证明.pdf', mediaType: 'application/pdf', bytes: Buffer.from('%PDF-1.4 证明') };

describe('a simulated bank', function () {
  this.timeout(120_000);
  let world: World;
  let projectId: string;
  let month = 2;
  const folders: string[] = [];
  const folder = (): string => {
    const made = mkdtempSync(path.join(tmpdir(), 'anxin-bank-'));
    folders.push(made);
    return made;
  };

  before(async () => {
    world = await openWorld({ on: '2026-12-18' });
    projectId = await makePayingProject(world, { people });
  });
  after(async () => {
    await world.close();
    for (const f of folders) rmSync(f, { recursive: true, force: true });
  });

  const queued = async (): Promise<{ releaseId: string; batchId: string; number: string }> => {
    const sheetId = await approvedSheet(world, projectId, `2026-${String((month += 1)).padStart(2, '0')}`, people);
    const releaseId = await approvedRelease(world, sheetId);
    const { batches } = await world.as('bank', (work) => makeBatch(work, releaseId, 'general-csv'));
    return { releaseId, ...batches[0]! };
  };
  const release = (releaseId: string) => world.as('inspector', (work) => getRelease(work, releaseId));
  const fates = async (releaseId: string): Promise<Record<string, number>> => Object.fromEntries((await release(releaseId)).fates.map((f) => [f.state, f.lines]));
  const refusal = async (run: Promise<unknown>): Promise<string> => run.then(() => 'nothing was refused', (e: Refusal) => e.code);

  describe('over HTTP, as a program of its own', () => {
    let bank: ChildProcess | undefined;
    let exchange: Exchange;
    let book: string;
    let url: string;

    /** Starts the program; the address that it prints. */
    const start = (moods: string): Promise<string> =>
      new Promise((resolve, reject) => {
        bank = spawn(process.execPath, [path.join(import.meta.dirname, '../../src/demo/bank/main.js'), '--port', new URL(url || 'http://x:0').port || '0', '--secret', 'geheim', '--book', book, '--moods', moods, '--answer-after', '0']);
        bank.stdout!.on('data', (chunk: Buffer) => {
          const told = /http: (\S+)/u.exec(chunk.toString());
          if (told) resolve(told[1]!);
        });
        bank.stderr!.on('data', (chunk: Buffer) => reject(new Error(chunk.toString())));
      });
    const stop = async (): Promise<void> => {
      const ended = new Promise((resolve) => bank?.once('close', resolve));
      bank?.kill('SIGKILL');
      await ended;
    };
    const round = () => dispatch(systemDoor(world), exchange);

    before(async () => {
      book = folder();
      url = '';
      url = await start('');
      exchange = openExchange({ directory: folder(), endpoints: new Map([['agri', url]]) });
      await connect(world, { kind: 'http', place: 'agri', secret: 'geheim', wireSeconds: 2, askMinutes: 1 });
    });
    after(() => stop());

    const paidAtBank = (): { once: number; more: number } => {
      const effects = [...new Book(book).effects().values()];
      return { once: effects.filter((e) => e.paid === 1).length, more: effects.filter((e) => e.paid > 1).length };
    };

    it('takes a batch, answers it, and everybody is paid once', async () => {
      const { releaseId } = await queued();
      expect(await round()).to.include({ sent: 1, doubtful: 0, received: 1, taken: 1 });
      expect(await fates(releaseId)).to.deep.equal({ paid: 8 });
      expect(paidAtBank()).to.deep.equal({ once: 8, more: 0 });
    });

    for (const [moods, has] of [['loseReplies=1', true], ['truncate=1', true], ['badGateway=1', false], ['loseRequests=1', false]] as const) {
      it(`${moods}: the payments are unknown, the bank is asked and says it ${has ? 'has them; its answer settles them' : 'has nothing; that decides nothing'}; nothing is sent twice`, async () => {
        await stop();
        await start(moods);
        const before = paidAtBank();
        const { releaseId, batchId } = await queued();
        const first = await round();
        expect(first).to.include({ sent: 0, doubtful: 1, asked: 1 });
        await round();
        if (has) {
          expect(await fates(releaseId)).to.deep.equal({ paid: 8 });
          expect(paidAtBank()).to.deep.equal({ once: before.once + 8, more: 0 });
        } else {
          expect(await fates(releaseId)).to.deep.equal({ unknown: 8 });
          const [row] = (await world.dataSource.query('SELECT bank_says AS says, asks FROM payment_batch WHERE id = $1', [batchId])) as [{ says: string; asks: number }];
          expect(row).to.deep.equal({ says: '银行称没有收到，须由人决定', asks: 1 });
          expect(paidAtBank()).to.deep.equal(before);
        }
      });
    }

    it('speaks ISO 20022: takes a pain.001 and answers with a pain.002', async () => {
      await stop();
      await start('');
      await world.dataSource.query(`UPDATE bank_connection SET state = 'ended' WHERE state = 'in-force'`);
      await connect(world, { kind: 'http', place: 'agri', secret: 'geheim', wireSeconds: 2, profile: 'iso20022' });
      const { releaseId } = await queued();
      expect(await round()).to.include({ sent: 1, received: 1, taken: 1 });
      expect(await fates(releaseId)).to.deep.equal({ paid: 8 });
    });

    it('a refused secret leaves the payments unknown, and the connection tells why', async () => {
      await stop();
      await start('');
      await world.dataSource.query(`UPDATE bank_connection SET state = 'ended' WHERE state = 'in-force'`);
      await connect(world, { kind: 'http', place: 'agri', secret: 'falsch', wireSeconds: 2 });
      const { releaseId } = await queued();
      expect(await round()).to.include({ doubtful: 1 });
      expect((await release(releaseId)).batches[0]!.doubt).to.equal('发送：银行接口返回 401');
      const [row] = (await world.dataSource.query(`SELECT trouble FROM bank_connection WHERE state = 'in-force'`)) as [{ trouble: string }];
      expect(row.trouble).to.equal('取回盘：银行接口返回 401');
      await world.dataSource.query(`UPDATE bank_connection SET state = 'ended' WHERE state = 'in-force'`);
    });
  });

  describe('two people decide what the bank does not tell', () => {
    let desk: Desk;
    before(async () => {
      projectId = await makePayingProject(world, { people });
      month = 2;
      desk = await folderDesk(world);
    });
    after(() => desk.close());

    const inDoubt = async () => {
      const one = await queued();
      const broken = { ...desk.exchange, wire: () => ({ ...desk.exchange.wire({ kind: 'folder', place: 'nonghang', secret: undefined, wireSeconds: 1 }), send: () => Promise.reject(new Error('ECONNRESET')) }) };
      await dispatch(systemDoor(world), broken);
      return one;
    };

    it('not paid: the money goes back and the lines are open again; an answer that says otherwise is set aside as an alarm', async () => {
      const { releaseId, batchId, number } = await inDoubt();
      const { amountFen, balanceFen } = await release(releaseId);
      expect(await refusal(world.as('bank2', (work) => proposeDecision(work, batchId, { outcome: 'not-paid', opinion: '没有收到' }, statement)))).to.equal('not-found');
      const { decisionId, payments } = await world.as('bank', (work) => proposeDecision(work, batchId, { outcome: 'not-paid', opinion: '银行没有收到这个批次' }, statement));
      expect(payments).to.equal(8);
      expect(await fates(releaseId)).to.deep.equal({ unknown: 8 });
      expect(await refusal(world.as('bank', (work) => proposeDecision(work, batchId, { outcome: 'paid', opinion: '再提' }, statement)))).to.equal('already-exists');
      await world.as('supervisor', (work) => confirmDecision(work, decisionId));
      expect(await refusal(world.as('supervisor', (work) => confirmDecision(work, decisionId)))).to.equal('wrong-state');
      expect(await fates(releaseId)).to.deep.equal({ rejected: 8 });
      expect((await release(releaseId)).balanceFen).to.equal(balanceFen + amountFen);

      const [file] = (await world.dataSource.query('SELECT file_id AS id FROM payment_batch WHERE id = $1', [batchId])) as [{ id: string }];
      const sent = await world.as('system', (work) => openFile(work, file.id));
      desk.bring(`迟到-${number}.csv`, answerTo(sent.bytes, () => ({ status: '成功' })));
      await desk.round();
      expect(await fates(releaseId)).to.deep.equal({ rejected: 8 });
      const [answer] = (await release(releaseId)).answers;
      expect(answer!.applied).to.equal(0);
      expect(answer!.setAside[0]!.why).to.match(/^与人工决定相反/u);
    });

    it('paid, for some of them; the rest is declined and stays in doubt', async () => {
      const { releaseId, batchId } = await inDoubt();
      const ids = ((await world.dataSource.query('SELECT end_to_end_id AS id FROM payment_instruction WHERE batch_id = $1 ORDER BY 1', [batchId])) as { id: string }[]).map((r) => r.id);
      expect(await world.as('bank', (work) => proposeDecision(work, batchId, { outcome: 'paid', opinion: '见证明', payments: 'AX999\nAX998' }, statement)).catch((e: { issues: unknown[] }) => e.issues.length)).to.equal(2);
      const some = await world.as('bank', (work) => proposeDecision(work, batchId, { outcome: 'paid', opinion: '见证明', payments: ids.slice(0, 3).join('\n') }, statement));
      await world.as('supervisor', (work) => confirmDecision(work, some.decisionId));
      expect(await fates(releaseId)).to.deep.equal({ paid: 3, unknown: 5 });
      const rest = await world.as('bank', (work) => proposeDecision(work, batchId, { outcome: 'paid', opinion: '见证明' }, statement));
      await world.as('supervisor', (work) => declineDecision(work, rest.decisionId, { remark: '证明没有盖章' }));
      expect(await fates(releaseId)).to.deep.equal({ paid: 3, unknown: 5 });
      expect((await world.as('system', proveLedger)).differences).to.deep.equal([]);
    });

    it('not while the bank still has time to answer', async () => {
      const { batchId } = await queued();
      await desk.round();
      const decide = () => world.as('bank', (work) => proposeDecision(work, batchId, { outcome: 'not-paid', opinion: '没有收到' }, statement));
      expect(await refusal(decide())).to.equal('wrong-state');
      world.clock.now = new Date(world.clock.now.getTime() + 60 * 60_000);
      expect((await decide()).payments).to.equal(8);
    });
  });
});

describe('the bad days of a simulated bank', () => {
  const file = Buffer.from(`批次号,ZF-1-1,总笔数,3,总金额,6.00\r\n业务编号,收款人姓名,收款账号,金额\r\n${[1, 2, 3].map((n) => `AX000${n},张${n},62284800000000000${n},${n}.00`).join('\r\n')}\r\n`);
  const run = (moods: Moods, seed: number): readonly unknown[] => {
    const directory = mkdtempSync(path.join(tmpdir(), 'anxin-bank-'));
    try {
      const bank = new SimulatedBank({ directory, moods, seed, answerAfterMs: 0, now: () => 0 });
      bank.receive(file);
      bank.receive(file);
      expect(new Book(directory).all()).to.deep.equal(bank.book.all());
      return bank.book.all();
    } finally {
      rmSync(directory, { recursive: true, force: true });
    }
  };

  it('are the same for the same seed, and others for another', () => {
    expect(run(worst, 3)).to.deep.equal(run(worst, 3));
    expect([...Array(8).keys()].some((n) => JSON.stringify(run(worst, n)) !== JSON.stringify(run(worst, 3)))).to.equal(true);
  });

  it('pay a file twice only where the bank forgets', () => {
    const paid = (moods: Moods): number => (run(moods, 1) as { kind: string }[]).filter((b) => b.kind === 'paid').length;
    expect(paid(calm)).to.equal(3);
    expect(paid({ ...calm, forgetful: 1 })).to.equal(6);
  });

  it('are named on the command line, and a name that is none is refused', () => {
    expect(moodsFrom('calm', 'hang=1')).to.deep.equal({ ...calm, hang: 1 });
    expect(() => moodsFrom('calm', 'loseAll=1')).to.throw(/loseAll/u);
    expect(() => moodsFrom('angry')).to.throw(/angry/u);
  });

  it('reach the folder: files are taken from out and answers stand in in', () => {
    const directory = mkdtempSync(path.join(tmpdir(), 'anxin-bank-'));
    try {
      const bank = new SimulatedBank({ directory: path.join(directory, 'book'), moods: calm, seed: 1, answerAfterMs: 0, now: () => 0 });
      const side = folderSide(bank, directory);
      writeFileSync(path.join(directory, 'out/ZF-1-1.csv'), file);
      expect(side.look()).to.deep.equal({ taken: 1, brought: 1 });
      expect(readdirSync(path.join(directory, 'in'))).to.deep.equal(['ZF-1-1-01.csv']);
      expect(side.look()).to.deep.equal({ taken: 0, brought: 0 });
    } finally {
      rmSync(directory, { recursive: true, force: true });
    }
  });
});
