import { expect } from 'chai';
import { balanceOf, post, proveLedger, type AccountRef } from '../../../src/domain/escrow/index.js';
import { batchFile, getRelease, listReleases, makeBatch } from '../../../src/domain/releases/index.js';
import { Invalid, Refusal } from '../../../src/values/refusal.js';
import { allPaid, answer, answerFile, approvedRelease, approvedSheet, makePayingProject, sentRelease, sentTo, type Sent, type Told } from '../../support/releases.js';
import { sampleWorkers } from '../../support/sample-workers.js';
import { openWorld, type World } from '../../support/world.js';

const refused = async (run: Promise<unknown>): Promise<unknown> => {
  try {
    await run;
  } catch (error) {
    if (error instanceof Refusal) return error.code;
    if (error instanceof Invalid) return error.issues.map((i) => i.message);
    throw error;
  }
  return 'accepted';
};

describe('a bank’s answer', () => {
  let world: World;
  let projectId: string;
  let sheetId: string;
  let releaseId: string;
  let batchId: string;
  let sent: Sent[];
  const five = sampleWorkers.slice(0, 5);

  before(async () => {
    world = await openWorld({ on: '2026-10-08' });
  });
  after(() => world.close());
  beforeEach(async () => {
    projectId = await makePayingProject(world, { people: five, fund: 100_000_00n });
    sheetId = await approvedSheet(world, projectId, '2026-08', five, (i) => BigInt(i + 1) * 1_000_00n);
    const release = await sentRelease(world, sheetId);
    releaseId = release.releaseId;
    batchId = release.batchIds[0]!;
    sent = await sentTo(world, batchId);
  });
  afterEach(async () => {
    const proof = await world.as('system', proveLedger);
    expect(proof.differences).to.deep.equal([]);
    const [row] = await world.dataSource.query<[{ paid: bigint }]>(`SELECT coalesce(sum(amount_fen), 0)::bigint AS paid FROM payment_instruction WHERE project_id = $1 AND state = 'paid'`, [projectId]);
    expect(await balance('worker-cards')).to.equal(row.paid);
    const [open] = await world.dataSource.query<[{ fen: bigint }]>(`SELECT coalesce(sum(amount_fen), 0)::bigint AS fen FROM payment_instruction WHERE project_id = $1 AND state IN ('sent', 'unknown')`, [projectId]);
    expect(await balance('in-transit'), 'what is on its way').to.equal(open.fen);
  });

  const balance = async (kind: 'escrow' | 'in-transit' | 'worker-cards'): Promise<bigint> => (await world.as('system', (work) => balanceOf(work, { kind, projectId } as AccountRef))).balanceFen;
  const bring = (tell: (one: Sent, i: number) => Told | undefined, note = ''): ReturnType<typeof answer> => answer(world, releaseId, batchId, answerFile(sent, tell, { note }));
  const states = async (): Promise<string[]> => (await world.dataSource.query<{ state: string }[]>('SELECT state FROM payment_instruction WHERE batch_id = $1 ORDER BY end_to_end_id', [batchId])).map((r) => r.state);
  const owed = async (): Promise<bigint> => (await world.dataSource.query<[{ fen: bigint }]>(`SELECT coalesce(sum(balance_fen), 0)::bigint AS fen FROM ledger_account WHERE project_id = $1 AND kind = 'wages-owed'`, [projectId]))[0].fen;
  const journals = async (): Promise<number> => (await world.dataSource.query<[{ n: number }]>('SELECT count(*)::int AS n FROM journal WHERE project_id = $1', [projectId]))[0].n;
  const state = async (): Promise<string> => (await world.as('bank', (work) => getRelease(work, releaseId))).state;

  it('brought twice, changes nothing the second time; so does the same answer in another file', async () => {
    const bytes = answerFile(sent, allPaid);
    const first = await answer(world, releaseId, batchId, bytes);
    const before = await journals();
    expect(await answer(world, releaseId, batchId, bytes)).to.deep.equal({ ...first, repeated: true });
    expect(await bring(allPaid, '重发')).to.include({ repeated: false, lines: 5, applied: 0 });
    expect(await journals()).to.equal(before);
    expect(await balance('worker-cards')).to.equal(15_000_00n);
  });

  it('brought ten times at once, is posted once', async () => {
    const bytes = answerFile(sent, allPaid);
    const taken = await Promise.all(Array.from({ length: 10 }, () => answer(world, releaseId, batchId, bytes)));
    expect(taken.filter((t) => !t.repeated)).to.have.length(1);
    expect(await balance('worker-cards')).to.equal(15_000_00n);
  });

  it('may come in parts and out of order', async () => {
    await bring((_one, i) => (i > 2 ? { result: '成功' } : undefined));
    expect(await state()).to.equal('part-paid');
    expect(await balance('in-transit')).to.equal(6_000_00n);
    await bring((_one, i) => (i <= 2 ? { result: '成功' } : undefined));
    expect(await state()).to.equal('paid');
    expect(await owed()).to.equal(0n);
  });

  it('sets aside what is not as it was sent, each with its reason, and posts the rest', async () => {
    const taken = await bring((_one, i) =>
      i === 0 ? { result: '成功', amountFen: 1_000_01n } : i === 1 ? { result: '成功', card: '6228480000000009999' } : i === 2 ? { result: '成功', card: '9999' } : i === 3 ? { result: '成功', endToEndId: 'AX20260101NOTOURS000001' } : { result: '成功' },
    );
    expect(taken).to.include({ lines: 5, applied: 1 });
    expect(taken.setAside.map((s) => [s.row, s.why.replace(/\*.*\d{4} /u, '')])).to.deep.equal([
      [2, '金额 1000.01 与发出的 1000.00 不一致'],
      [3, '收款卡号与发出的 不一致'],
      [4, '收款卡号与发出的 不一致'],
      [5, '业务编号不是本系统发出的'],
    ]);
    expect(await states()).to.deep.equal(['sent', 'sent', 'sent', 'sent', 'paid']);
    expect(await balance('worker-cards')).to.equal(5_000_00n);
    const desk = await world.as('bank', (work) => listReleases(work, { tab: 'all', stage: 'set-aside', projectId, sort: 'requested', direction: 'desc', page: 1, size: 10 }));
    expect(desk.rows.map((r) => r.id)).to.deep.equal([releaseId]);
    // The bank corrects its file: what was set aside is open still.
    expect(await bring(allPaid)).to.include({ applied: 4 });
    expect(await state()).to.equal('paid');
  });

  it('never takes an end back, but for a return of what was paid', async () => {
    await bring((_one, i) => (i === 0 ? { result: '失败', reason: '账号不存在' } : { result: '成功' }));
    const second = await bring((_one, i) => (i === 0 ? { result: '成功' } : i === 1 ? { result: '失败', reason: '余额不足' } : i === 2 ? { result: '处理中' } : undefined));
    expect(second.applied).to.equal(0);
    expect(second.setAside.map((s) => s.why)).to.deep.equal(['银行称“已到账”，而这笔付款已是“银行拒付”', '银行称“银行拒付”，而这笔付款已是“已到账”', '银行称“结果未知”，而这笔付款已是“已到账”']);
    expect(await states()).to.deep.equal(['rejected', 'paid', 'paid', 'paid', 'paid']);
  });

  it('that returns what was paid brings the money and the claim back', async () => {
    await bring(allPaid);
    expect(await owed()).to.equal(0n);
    await bring((_one, i) => (i === 4 ? { result: '退汇', reason: '账户已销户' } : undefined));
    expect(await states()).to.deep.equal(['paid', 'paid', 'paid', 'paid', 'returned']);
    expect(await state()).to.equal('part-paid');
    expect(await balance('worker-cards')).to.equal(10_000_00n);
    expect(await balance('escrow')).to.equal(90_000_00n);
    expect(await owed()).to.equal(5_000_00n);
    const [sheet] = await world.dataSource.query<[{ state: string }]>('SELECT state FROM payroll_sheet WHERE id = $1', [sheetId]);
    expect(sheet.state).to.equal('part-paid');
    const [facts] = await world.dataSource.query<[{ paid: bigint; lines: number; returned: number }]>('SELECT paid_fen AS paid, paid_lines AS lines, returned_lines AS returned FROM project_month WHERE project_id = $1 AND period = $2', [projectId, '2026-08']);
    expect(facts).to.deep.equal({ paid: 10_000_00n, lines: 4, returned: 1 });
  });

  it('that does not know keeps the payment open and visible until the bank decides', async () => {
    await bring((_one, i) => (i === 0 ? { result: '处理中' } : i === 1 ? { result: '某种新说法' } : { result: '成功' }));
    expect(await states()).to.deep.equal(['unknown', 'unknown', 'paid', 'paid', 'paid']);
    expect(await balance('in-transit')).to.equal(3_000_00n);
    const desk = await world.as('bank', (work) => listReleases(work, { tab: 'todo', stage: 'unknown', projectId, sort: 'requested', direction: 'desc', page: 1, size: 10 }));
    expect(desk.rows.map((r) => [r.id, r.openLines, r.unknownLines])).to.deep.equal([[releaseId, 2, 2]]);
    // Nothing is sent again meanwhile: the lines are not free.
    expect(await refused(approvedRelease(world, sheetId))).to.equal('wrong-state');
    await bring((_one, i) => (i === 0 ? { result: '成功' } : i === 1 ? { result: '失败', reason: '账户冻结' } : undefined));
    expect(await states()).to.deep.equal(['paid', 'rejected', 'paid', 'paid', 'paid']);
  });

  it('whose file is not sound is not taken at all, and every problem is told', async () => {
    const before = await journals();
    const broken = Buffer.from(answerFile(sent, allPaid).toString('latin1').replace('15000.00', '15000.01').replace('2000.00', '2000.005'), 'latin1');
    const problems = (await refused(answer(world, releaseId, batchId, broken))) as string[];
    expect(problems).to.have.length.greaterThan(1);
    expect(problems.join()).to.match(/小数超过两位/u).and.to.match(/总金额/u);
    const half = answerFile(sent, allPaid).subarray(0, 180);
    expect(await refused(answer(world, releaseId, batchId, Buffer.from(half)))).to.be.an('array');
    expect(await states()).to.deep.equal(Array(5).fill('sent'));
    expect(await journals()).to.equal(before);
    expect(await world.dataSource.query('SELECT FROM bank_answer WHERE batch_id = $1', [batchId])).to.deep.equal([]);
  });

  it('to one batch is refused at another, and lines of another batch are set aside', async () => {
    const other = await makePayingProject(world, { people: five });
    const theirs = await sentRelease(world, await approvedSheet(world, other, '2026-08', five));
    const bytes = answerFile(sent, allPaid);
    const taken = await answer(world, theirs.releaseId, theirs.batchIds[0]!, bytes);
    expect(taken.applied).to.equal(0);
    expect(taken.setAside.every((s) => s.why === '这笔付款属于另一个批次')).to.equal(true);
    expect(await refused(answer(world, releaseId, batchId, bytes))).to.equal('already-exists');
    expect(await refused(answer(world, releaseId, theirs.batchIds[0]!, answerFile(sent, allPaid, { note: '2' })))).to.equal('not-found');
    await bring(allPaid, '3');
    expect(await state()).to.equal('paid');
  });

  it('is taken only from the bank that pays', async () => {
    const bytes = answerFile(sent, allPaid);
    expect(await refused(answer(world, releaseId, batchId, bytes, 'bank2'))).to.equal('not-found');
    expect(await refused(answer(world, releaseId, batchId, bytes, 'contractor'))).to.equal('not-allowed');
    expect(await refused(answer(world, releaseId, batchId, bytes, 'contractor2'))).to.equal('not-found');
  });

  it('needs a file that went out: the payment file is the paying bank’s alone, the same each time and on record', async () => {
    const first = await world.as('bank', (work) => batchFile(work, batchId));
    const again = await world.as('bank', (work) => batchFile(work, batchId));
    expect(again.bytes.equals(first.bytes)).to.equal(true);
    const text = new TextDecoder('gb18030').decode(first.bytes);
    expect(text).to.contain('总笔数,5,总金额,15000.00').and.to.contain(sent[0]!.card).and.to.contain(sent[0]!.endToEndId);
    for (const who of ['bank2', 'contractor', 'inspector', 'supervisor'] as const) expect(await refused(world.as(who, (work) => batchFile(work, batchId))), who).to.equal('not-found');
    const [log] = await world.dataSource.query<[{ n: number }]>(`SELECT count(*)::int AS n FROM audit_event WHERE action = 'release.file-fetched' AND subject_id = $1`, [releaseId]);
    expect(log.n).to.equal(2);
    const [stored] = await world.dataSource.query<[{ bytes: Buffer }]>('SELECT f.bytes FROM payment_batch b JOIN stored_file f ON f.id = b.file_id WHERE b.id = $1', [batchId]);
    expect(stored.bytes.includes(sent[0]!.card)).to.equal(false);
    expect((await world.as('bank', (work) => makeBatch(work, releaseId, 'rural-commercial-xlsx'))).batches.map((b) => b.batchId), 'another format does not make another file').to.deep.equal([batchId]);
  });

  it('about several files of one release is taken file by file', async function () {
    this.timeout(60_000);
    // Three thousand lines are two files where the bank takes two thousand at a time.
    const people = await manyWorkers(world, 2_500);
    const big = await makeBigSheet(world, projectId, people);
    const id = await approvedRelease(world, big);
    const { batches } = await world.as('bank', (work) => makeBatch(work, id, 'rural-commercial-xlsx'));
    expect(batches.map((b) => b.lines)).to.deep.equal([2_000, 500]);
    await answer(world, id, batches[1]!.batchId, answerFile(await sentTo(world, batches[1]!.batchId), allPaid));
    expect((await world.as('bank', (work) => getRelease(work, id))).state).to.equal('part-paid');
    await answer(world, id, batches[0]!.batchId, answerFile(await sentTo(world, batches[0]!.batchId), allPaid));
    expect((await world.as('bank', (work) => getRelease(work, id))).state).to.equal('paid');
  });
});

/** `count` workers made by the database itself, as the roster would hold them. */
function manyWorkers(world: World, count: number): Promise<string[]> {
  return world.as('system', async (work) => {
    const rows = Array.from({ length: count }, () => work.newId());
    await work.db.query(
      `INSERT INTO worker (id, name, id_sealed, id_index, id_last4, id_valid, created_at) SELECT t.id, '工人' || t.n, '\\x00', sha256(t.id::text::bytea), '0000', true, $2 FROM unnest($1::uuid[]) WITH ORDINALITY AS t (id, n)`,
      [rows, work.now],
    );
    return rows;
  });
}

/** An approved sheet of these workers, each with ten yuan, made without a file. */
async function makeBigSheet(world: World, projectId: string, workerIds: readonly string[]): Promise<string> {
  return world.as('system', async (work) => {
    const sheetId = work.newId();
    const amount = BigInt(workerIds.length) * 10_00n;
    await work.db.query(`SELECT ensure_payroll_partition('2026-09')`);
    await work.db.query(
      `INSERT INTO payroll_sheet (id, project_id, party_id, period, version, file_sha256, lines, gross_fen, deduction_fen, net_fen, state, pay_on, submitted_by, submitted_at)
       VALUES ($1, $2, $3, '2026-09', 1, 'x', $4, $5, 0, $5, 'approved', '2026-10-15', $6, $7)`,
      [sheetId, projectId, world.parties.subcontractor, workerIds.length, amount.toString(), world.actors.subcontractor.id, work.now],
    );
    await work.db.query(
      `INSERT INTO payroll_line (period, sheet_id, line_no, worker_id, gross_fen, deduction_fen, net_fen, card_sealed, card_index, card_last4)
       SELECT '2026-09', $1, t.n, t.id, 1000, 0, 1000, t.sealed, t.index, '0000' FROM unnest($2::uuid[], $3::bytea[], $4::bytea[]) WITH ORDINALITY AS t (id, sealed, index, n)`,
      [sheetId, workerIds, workerIds.map((_, i) => world.vault.seal(cardOf(i), `payroll_line.card.${sheetId}/${i + 1}`)), workerIds.map((_, i) => world.vault.index('card', cardOf(i)))],
    );
    await work.db.query(`INSERT INTO project_month (project_id, period, sheets, approved_sheets, lines, payable_fen, changed_at) VALUES ($1, '2026-09', 1, 1, $2, $3, $4)`, [projectId, workerIds.length, amount.toString(), work.now]);
    await post(work, {
      kind: 'wages-due',
      projectId,
      occurredOn: work.today,
      idempotencyKey: `sheet:${sheetId}`,
      postings: workerIds.map((workerId) => ({ from: { kind: 'wage-liability', projectId, partyId: world.parties.subcontractor }, to: { kind: 'wages-owed', projectId, workerId }, amountFen: 10_00n })),
    });
    return sheetId;
  });
}

const cardOf = (i: number): string => `62284800${String(i).padStart(11, '0')}`;
