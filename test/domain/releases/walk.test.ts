import { expect } from 'chai';
import { balanceOf, proveLedger, type AccountRef } from '../../../src/domain/escrow/index.js';
import { correctCard } from '../../../src/domain/roster/index.js';
import { getRelease, listInstructions, makeBatch, requestRelease, resubmitRelease, returnRelease, reviewRelease, withdrawRelease } from '../../../src/domain/releases/index.js';
import { Invalid, Refusal } from '../../../src/values/refusal.js';
import { must } from '../../../src/values/parsed.js';
import { parseBankCard } from '../../../src/values/bank-card.js';
import { allPaid, answer, answerFile, approvedRelease, approvedSheet, fundProject, makePayingProject, opinion, request, sentRelease, sentTo } from '../../support/releases.js';
import { makeProject } from '../../support/builders.js';
import { employ, readingOf, submit, submitApproved } from '../../support/payroll.js';
import { sampleWorkers } from '../../support/sample-workers.js';
import { openWorld, type World } from '../../support/world.js';

const refused = async (run: Promise<unknown>): Promise<unknown> => {
  try {
    await run;
  } catch (error) {
    if (error instanceof Refusal) return error.code;
    if (error instanceof Invalid) return error.issues.map((i) => i.path);
    throw error;
  }
  return 'accepted';
};

describe('a release from the dedicated account', () => {
  let world: World;
  let projectId: string;
  const five = sampleWorkers.slice(0, 5);

  before(async () => {
    world = await openWorld({ on: '2026-10-08' });
  });
  after(() => world.close());
  beforeEach(async () => {
    projectId = await makePayingProject(world, { people: five, fund: 100_000_00n });
  });
  afterEach(async () => {
    const proof = await world.as('system', proveLedger);
    expect(proof.differences, 'every balance is the sum of its entries').to.deep.equal([]);
    expect(proof.sumFen).to.equal(0n);
    const [sum] = await world.dataSource.query<[{ paid: bigint; cards: bigint }]>(
      `SELECT (SELECT coalesce(sum(amount_fen), 0)::bigint FROM payment_instruction WHERE state = 'paid') AS paid, (SELECT coalesce(sum(balance_fen), 0)::bigint FROM ledger_account WHERE kind = 'worker-cards') AS cards`,
    );
    expect(sum.cards, 'what the ledger says reached the cards is what the payments say').to.equal(sum.paid);
  });

  const balance = async (ref: AccountRef): Promise<{ balanceFen: bigint; heldFen: bigint }> => world.as('system', (work) => balanceOf(work, ref));
  const escrow = (): Promise<{ balanceFen: bigint; heldFen: bigint }> => balance({ kind: 'escrow', projectId });
  const stateOf = async (releaseId: string): Promise<string> => (await world.as('inspector', (work) => getRelease(work, releaseId))).state;
  const sheetState = async (sheetId: string): Promise<string> => (await world.dataSource.query<[{ state: string }]>('SELECT state FROM payroll_sheet WHERE id = $1', [sheetId]))[0].state;
  const lineStates = async (sheetId: string): Promise<string[]> => (await world.dataSource.query<{ state: string }[]>('SELECT state FROM payroll_line WHERE sheet_id = $1 ORDER BY line_no', [sheetId])).map((l) => l.state);
  const review = (who: 'inspector' | 'supervisor' | 'housing', releaseId: string): Promise<void> => world.as(who, (work) => reviewRelease(work, releaseId, opinion));

  it('goes through its four steps to every card', async () => {
    const sheetId = await approvedSheet(world, projectId, '2026-08', five);
    const releaseId = await request(world, sheetId);
    expect(await stateOf(releaseId)).to.equal('requested');
    expect(await sheetState(sheetId)).to.equal('releasing');
    expect(await escrow()).to.deep.equal({ balanceFen: 100_000_00n, heldFen: 0n });
    await review('inspector', releaseId);
    await review('housing', releaseId);
    expect(await escrow()).to.deep.equal({ balanceFen: 100_000_00n, heldFen: 25_000_00n });
    const { batches } = await world.as('bank', (work) => makeBatch(work, releaseId, 'general-csv'));
    expect(batches).to.have.length(1);
    expect(batches[0]).to.include({ lines: 5, controlFen: 25_000_00n });
    expect(await escrow()).to.deep.equal({ balanceFen: 75_000_00n, heldFen: 0n });
    expect((await balance({ kind: 'in-transit', projectId })).balanceFen).to.equal(25_000_00n);
    const taken = await answer(world, releaseId, batches[0]!.batchId, answerFile(await sentTo(world, batches[0]!.batchId), allPaid));
    expect(taken).to.deep.include({ repeated: false, lines: 5, applied: 5, setAside: [] });
    expect(await stateOf(releaseId)).to.equal('paid');
    expect(await sheetState(sheetId)).to.equal('paid');
    expect((await balance({ kind: 'in-transit', projectId })).balanceFen).to.equal(0n);
    expect((await balance({ kind: 'worker-cards', projectId })).balanceFen).to.equal(25_000_00n);
    expect((await balance({ kind: 'wage-liability', projectId, partyId: world.parties.subcontractor })).balanceFen).to.equal(0n);
    const steps = (await world.as('inspector', (work) => getRelease(work, releaseId))).steps.map((s) => [s.step, s.person, s.organ]);
    expect(steps).to.deep.equal([
      ['request', '测试contractor', '海南宏基建设工程有限公司'],
      ['labour-review', '测试inspector', '儋州市人力资源和社会保障局'],
      ['housing-review', '测试housing', '儋州市住房和城乡建设局'],
      ['bank-pay', '测试bank', '中国农业银行股份有限公司儋州分行'],
    ]);
  });

  it('numbers releases without a gap, also those asked for at once and those that are refused', async () => {
    const sheets = await Promise.all(['2026-04', '2026-05', '2026-06'].map((month) => approvedSheet(world, projectId, month, five)));
    const before = await world.dataSource.query<[{ n: number }]>('SELECT count(*)::int AS n FROM release');
    await Promise.all([...sheets, ...sheets].map((sheetId) => refused(request(world, sheetId))));
    const numbers = (await world.dataSource.query<{ number: string }[]>('SELECT number FROM release ORDER BY number')).map((r) => r.number);
    expect(numbers).to.deep.equal(Array.from({ length: before[0].n + 3 }, (_, i) => `ZF-2026-${String(i + 1).padStart(4, '0')}`));
  });

  it('refuses every step out of its order, and every role out of its place', async () => {
    const sheetId = await approvedSheet(world, projectId, '2026-08', five);
    expect(await refused(request(world, sheetId, 'inspector'))).to.equal('not-allowed');
    expect(await refused(request(world, sheetId, 'contractor2'))).to.equal('not-found');
    expect(await refused(request(world, sheetId, 'farInspector'))).to.equal('not-found');
    const releaseId = await request(world, sheetId);
    expect(await refused(request(world, sheetId)), 'a second release of the same lines').to.equal('wrong-state');
    expect(await refused(review('housing', releaseId)), 'housing before labour').to.equal('wrong-state');
    const take = (who: 'bank' | 'bank2' | 'contractor'): Promise<unknown> => refused(world.as(who, (work) => makeBatch(work, releaseId, 'general-csv')));
    expect(await take('bank'), 'the bank before the reviews').to.equal('wrong-state');
    expect(await take('bank2'), 'another bank').to.equal('not-found');
    for (const who of ['contractor', 'bank', 'owner', 'subcontractor'] as const) {
      const code = await refused(world.as(who, (work) => reviewRelease(work, releaseId, opinion)));
      expect(code, who).to.equal(who === 'contractor' || who === 'bank' ? 'not-allowed' : 'not-found');
    }
    expect(await refused(world.as('farInspector', (work) => reviewRelease(work, releaseId, opinion)))).to.equal('not-found');
    expect(await refused(world.as('contractor2', (work) => withdrawRelease(work, releaseId, opinion)))).to.equal('not-found');
    expect(await refused(world.as('inspector', (work) => withdrawRelease(work, releaseId, opinion))), 'not who requested it').to.equal('not-allowed');
    await review('inspector', releaseId);
    expect(await refused(review('supervisor', releaseId)), 'labour twice').to.equal('wrong-state');
    expect(await refused(world.as('inspector', (work) => returnRelease(work, releaseId, opinion))), 'labour returns what is with housing').to.equal('not-allowed');
    await review('housing', releaseId);
    expect(await take('contractor')).to.equal('not-allowed');
    expect(await take('bank')).to.equal('accepted');
    expect(await refused(world.as('contractor', (work) => withdrawRelease(work, releaseId, opinion))), 'the bank has the file').to.equal('wrong-state');
    expect(await refused(world.as('bank', (work) => returnRelease(work, releaseId, opinion)))).to.equal('wrong-state');
  });

  it('is refused for a sheet that nobody has approved, and for a project without an account', async () => {
    const { sheetId } = await submit(world, projectId, '2026-08', { reading: readingOf(five) });
    expect(await refused(request(world, sheetId))).to.equal('wrong-state');
    const bare = await makeProject(world);
    await employ(world, bare, five);
    const { sheetId: other } = await submitApproved(world, bare, '2026-08', { reading: readingOf(five) });
    expect(await refused(request(world, other))).to.equal('wrong-state');
  });

  it('lets nobody take two steps, under whichever account', async () => {
    const sheetId = await approvedSheet(world, projectId, '2026-08', five);
    const releaseId = await request(world, sheetId);
    await review('inspector', releaseId);
    // The same human has an account at the housing department and one at the bank.
    const alias = (who: 'housing' | 'bank', run: Parameters<typeof world.as>[1]): Promise<unknown> =>
      refused(world.as(who, (work) => run({ ...work, actor: { ...work.actor, personId: world.actors.inspector.personId } })));
    expect(await alias('housing', (work) => reviewRelease(work, releaseId, opinion))).to.equal('same-person');
    expect(await alias('housing', (work) => returnRelease(work, releaseId, opinion))).to.equal('same-person');
    expect(await stateOf(releaseId)).to.equal('labour-reviewed');
    await review('housing', releaseId);
    expect(await alias('bank', (work) => makeBatch(work, releaseId, 'general-csv'))).to.equal('same-person');
    expect(await escrow()).to.deep.equal({ balanceFen: 100_000_00n, heldFen: 25_000_00n });
  });

  it('lets exactly one of fifty approvals at once through', async function () {
    this.timeout(30_000);
    const releaseId = await request(world, await approvedSheet(world, projectId, '2026-08', five));
    const labour = await Promise.all(Array.from({ length: 50 }, (_, i) => refused(review(i % 2 === 0 ? 'inspector' : 'supervisor', releaseId))));
    expect(labour.filter((c) => c === 'accepted')).to.have.length(1);
    expect(labour.filter((c) => c === 'wrong-state')).to.have.length(49);
    const housing = await Promise.all(Array.from({ length: 50 }, () => refused(review('housing', releaseId))));
    expect(housing.filter((c) => c === 'accepted')).to.have.length(1);
    expect((await escrow()).heldFen).to.equal(25_000_00n);
    const taken = await Promise.all(Array.from({ length: 20 }, () => world.as('bank', (work) => makeBatch(work, releaseId, 'general-csv'))));
    expect(taken.filter((t) => !t.repeated)).to.have.length(1);
    expect(new Set(taken.map((t) => t.batches[0]!.batchId)).size).to.equal(1);
    expect(await escrow()).to.deep.equal({ balanceFen: 75_000_00n, heldFen: 0n });
  });

  it('is not approved without the money, says how much is missing, and goes on once it is there', async () => {
    const poor = await makePayingProject(world, { people: five, fund: 24_999_99n });
    const releaseId = await request(world, await approvedSheet(world, poor, '2026-08', five));
    await review('inspector', releaseId);
    const error = await review('housing', releaseId).catch((e: unknown) => e as Refusal);
    expect(error).to.be.instanceOf(Refusal).with.property('code', 'insufficient-balance');
    expect((error as Refusal).why).to.contain('还差 0.01 元');
    expect(await stateOf(releaseId)).to.equal('labour-reviewed');
    await fundProject(world, poor, 1n);
    await review('housing', releaseId);
  });

  it('does not let two releases spend the same money', async () => {
    const poor = await makePayingProject(world, { people: five, fund: 25_000_00n });
    const releases = await Promise.all(['2026-07', '2026-08'].map(async (month) => request(world, await approvedSheet(world, poor, month, five))));
    await Promise.all(releases.map((id) => review('inspector', id)));
    const codes = await Promise.all(releases.map((id) => refused(review('housing', id))));
    expect(codes.sort()).to.deep.equal(['accepted', 'insufficient-balance']);
  });

  it('comes back with a reason, frees its lines, and goes round again with new persons’ steps', async () => {
    const sheetId = await approvedSheet(world, projectId, '2026-08', five);
    const releaseId = await request(world, sheetId);
    await review('inspector', releaseId);
    await world.as('housing', (work) => returnRelease(work, releaseId, { opinion: '请补充考勤' }));
    expect(await stateOf(releaseId)).to.equal('returned');
    expect(await lineStates(sheetId)).to.deep.equal(Array(5).fill('unpaid'));
    expect(await sheetState(sheetId)).to.equal('approved');
    expect(await refused(world.as('inspector', (work) => resubmitRelease(work, releaseId, opinion))), 'not who requested it').to.equal('not-allowed');
    await world.as('contractor', (work) => resubmitRelease(work, releaseId, { opinion: '已补充' }));
    const again = await world.as('inspector', (work) => getRelease(work, releaseId));
    expect(again).to.include({ state: 'requested', round: 2, amountFen: 25_000_00n });
    expect(again.actions).to.deep.equal(['labour-review', 'return', 'assign']);
    await review('inspector', releaseId);
    await review('housing', releaseId);
    const { rows, total } = await world.as('contractor', (work) => listInstructions(work, releaseId, { page: 1, size: 100 }));
    expect(total).to.equal(5);
    expect(rows.every((r) => r.state === 'approved' && r.replaces)).to.equal(true);
    await world.as('contractor', (work) => withdrawRelease(work, releaseId, opinion));
    const gone = await world.as('contractor', async (work) => ({ lines: await listInstructions(work, releaseId, { page: 1, size: 100 }), release: await getRelease(work, releaseId) }));
    expect(gone.lines.total, 'each line once, whatever the rounds').to.equal(5);
    expect(gone.release.fates).to.deep.equal([{ state: 'withdrawn', lines: 5, amountFen: 25_000_00n }]);
  });

  it('returned by the bank, frees the money too', async () => {
    const sheetId = await approvedSheet(world, projectId, '2026-08', five);
    const releaseId = await approvedRelease(world, sheetId);
    await world.as('bank', (work) => returnRelease(work, releaseId, { opinion: '账户信息有误' }));
    expect(await escrow()).to.deep.equal({ balanceFen: 100_000_00n, heldFen: 0n });
    await world.as('contractor', (work) => resubmitRelease(work, releaseId, opinion));
    await review('supervisor', releaseId);
    await review('housing', releaseId);
    expect((await escrow()).heldFen).to.equal(25_000_00n);
    const ids = await world.dataSource.query<{ id: string | null }[]>('SELECT end_to_end_id AS id FROM payment_instruction WHERE release_id = $1', [releaseId]);
    expect(new Set(ids.map((i) => i.id)).size, 'an id is never used for a second payment').to.equal(10);
  });

  it('withdrawn, leaves the sheet as it was: another release or another version may take it', async () => {
    const sheetId = await approvedSheet(world, projectId, '2026-08', five);
    const releaseId = await approvedRelease(world, sheetId);
    await world.as('contractor', (work) => withdrawRelease(work, releaseId, { opinion: '改下月支付' }));
    expect(await escrow()).to.deep.equal({ balanceFen: 100_000_00n, heldFen: 0n });
    expect(await refused(world.as('contractor', (work) => resubmitRelease(work, releaseId, opinion)))).to.equal('wrong-state');
    expect(await stateOf(await request(world, sheetId))).to.equal('requested');
  });

  it('pays what came back to the corrected cards, through a second release, as new payments linked to the old', async () => {
    const sheetId = await approvedSheet(world, projectId, '2026-08', five);
    const { releaseId, batchIds } = await sentRelease(world, sheetId);
    const sent = await sentTo(world, batchIds[0]!);
    await answer(world, releaseId, batchIds[0]!, answerFile(sent, (_one, i) => (i === 1 ? { result: '失败', reason: '账号不存在' } : i === 3 ? { result: '退汇', reason: '户名不符' } : { result: '成功' })));
    expect(await stateOf(releaseId)).to.equal('part-paid');
    expect(await sheetState(sheetId)).to.equal('part-paid');
    expect(await lineStates(sheetId)).to.deep.equal(['paid', 'returned', 'paid', 'returned', 'paid']);
    expect(await escrow()).to.deep.equal({ balanceFen: 85_000_00n, heldFen: 0n });
    const { rows } = await world.as('contractor', (work) => listInstructions(work, releaseId, { page: 1, size: 10 }));
    expect(rows.map((r) => [r.state, r.reasonCode, r.reason])).to.deep.equal([
      ['paid', null, null],
      ['rejected', 'AC01', '账号不存在'],
      ['paid', null, null],
      ['returned', 'BE01', '户名不符'],
      ['paid', null, null],
    ]);

    const newCards = ['6228480000000000011', '6228480000000000029'];
    for (const [n, i] of [1, 3].entries()) {
      await world.as('contractor', async (work) => {
        const [e] = await work.db.query<{ id: string }[]>('SELECT e.id FROM engagement e JOIN worker w ON w.id = e.worker_id WHERE e.project_id = $1 AND w.name = $2', [projectId, sent[i]!.name]);
        await correctCard(work, projectId, e!.id, { card: must(parseBankCard(newCards[n]!)), bankName: undefined, reason: '原卡有误' });
      });
    }
    const given = await request(world, sheetId);
    await world.as('contractor', (work) => withdrawRelease(work, given, opinion));
    expect(await lineStates(sheetId), 'what was withdrawn is still what had come back').to.deep.equal(['paid', 'returned', 'paid', 'returned', 'paid']);

    const second = await sentRelease(world, sheetId);
    const resent = await sentTo(world, second.batchIds[0]!);
    expect(resent.map((s) => [s.name, s.card, s.amountFen])).to.deep.equal([
      [sent[1]!.name, newCards[0], 5_000_00n],
      [sent[3]!.name, newCards[1], 5_000_00n],
    ]);
    expect(resent.some((s) => sent.some((old) => old.endToEndId === s.endToEndId))).to.equal(false);
    const links = await world.dataSource.query<{ replaced: string }[]>('SELECT replaces_id AS replaced FROM payment_instruction WHERE batch_id = $1 ORDER BY end_to_end_id', [second.batchIds[0]]);
    const chain = await world.dataSource.query<{ id: string }[]>('SELECT replaces_id AS id FROM payment_instruction WHERE id = ANY ($1::uuid[]) ORDER BY line_no', [links.map((l) => l.replaced)]);
    expect(chain.map((c) => c.id), 'over the one that was withdrawn').to.deep.equal([sent[1]!.id, sent[3]!.id]);
    await answer(world, second.releaseId, second.batchIds[0]!, answerFile(resent, allPaid));
    expect(await sheetState(sheetId)).to.equal('paid');
    expect(await stateOf(second.releaseId)).to.equal('paid');
    expect(await stateOf(releaseId), 'the first release stays what it was').to.equal('part-paid');
    expect((await balance({ kind: 'worker-cards', projectId })).balanceFen).to.equal(25_000_00n);
    const again = await world.as('contractor', (work) => listInstructions(work, releaseId, { page: 1, size: 10 }));
    expect(again.rows.map((r) => r.againId)).to.deep.equal([null, second.releaseId, null, second.releaseId, null]);
  });

  it('refuses a request by someone whose request says nothing of the sheet', async () => {
    expect(await refused(world.as('contractor', (work) => requestRelease(work, { sheetId: '00000000-0000-7000-8000-000000000000', opinion: '提请' })))).to.equal('not-found');
  });
});
