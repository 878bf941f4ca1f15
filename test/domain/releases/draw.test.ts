import { expect } from 'chai';
import { getCase, owedWorkers } from '../../../src/domain/cases/index.js';
import { getDeposit } from '../../../src/domain/deposits/index.js';
import { balanceOf, proveLedger, type AccountRef } from '../../../src/domain/escrow/index.js';
import { getPaper, paperForPdf, recordService } from '../../../src/domain/papers/index.js';
import { correctCard } from '../../../src/domain/roster/index.js';
import { depositNoticeServed, drawablePeriods, getPlan, getRelease, issueApprovalForm, issueDepositNotice, makeBatch, previewDraw, requestDraw, resubmitRelease, returnRelease, reviewRelease, serveDepositNotice, withdrawRelease } from '../../../src/domain/releases/index.js';
import { renderPaper } from '../../../src/notices/index.js';
import { parseBankCard } from '../../../src/values/bank-card.js';
import { must } from '../../../src/values/parsed.js';
import { period } from '../../../src/values/period.js';
import { Invalid, Refusal } from '../../../src/values/refusal.js';
import { handedOver } from '../../support/cases.js';
import { readingOf, submit } from '../../support/payroll.js';
import { allPaid, answer, answerFile, approvedSheet, fileGuarantee, fundProject, makePayingProject, opinion, overdueDecision, sentRelease, sentTo, storeCash } from '../../support/releases.js';
import { sampleWorkers } from '../../support/sample-workers.js';
import { openWorld, type Person, type World } from '../../support/world.js';

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

describe('a release from the deposit', () => {
  let world: World;
  let projectId: string;
  let caseId: string;
  const five = sampleWorkers.slice(0, 5);
  const months = ['2026-05', '2026-06', '2026-07'];

  beforeEach(async function () {
    this.timeout(60_000);
    world = await openWorld({ on: '2026-09-01' });
    projectId = await makePayingProject(world, { people: five, fund: 0n });
    for (const month of months) await approvedSheet(world, projectId, month, five);
    await storeCash(world, projectId, 60_000_00n);
    caseId = await overdueDecision(world, projectId, months);
  });
  afterEach(async () => {
    const proof = await world.as('system', proveLedger);
    await world.close();
    expect(proof.differences).to.deep.equal([]);
    expect(proof.sumFen).to.equal(0n);
  });

  const ask = async (periods: readonly string[], source: 'deposit' | 'guarantee' = 'deposit', who: Person = 'contractor', issuerId?: string): Promise<string> =>
    (await world.as(who, (work) => requestDraw(work, { caseId, sources: [issuerId ? `${source}:${issuerId}` : source], periods: periods.map(period), opinion: '决定逾期未履行,提请动用保证金' }))).releases[0]!.releaseId;
  const review = async (releaseId: string, labour: Person = 'inspector'): Promise<void> => {
    await world.as(labour, (work) => reviewRelease(work, releaseId, opinion));
    await world.as('housing', (work) => reviewRelease(work, releaseId, opinion));
  };
  const balance = async (ref: AccountRef): Promise<bigint> => (await world.as('system', (work) => balanceOf(work, ref))).balanceFen;
  const noticed = async (releaseId: string): Promise<void> => {
    await world.as('inspector', (work) => issueDepositNotice(work, releaseId));
    await world.as('inspector', (work) => serveDepositNotice(work, releaseId, handedOver(world, work.today)));
  };
  const take = (releaseId: string, who: Person = 'bank') => world.as(who, (work) => makeBatch(work, releaseId, 'general-csv'));

  it('is noticed, served, paid by the bank in its term, and leaves the contractor owing', async () => {
    expect((await world.as('contractor', (work) => drawablePeriods(work, projectId))).map((d) => [d.period, d.lines, d.amountFen])).to.deep.equal(months.map((m) => [m, 5, 25_000_00n]));
    const releaseId = await ask(['2026-05', '2026-06']);
    await review(releaseId);
    expect(await refused(take(releaseId)), 'before the notice').to.equal('wrong-state');
    const notice = await world.as('inspector', (work) => issueDepositNotice(work, releaseId));
    expect(notice.number).to.equal('儋人社监付〔2026〕1号');
    expect(await refused(world.as('inspector', (work) => issueDepositNotice(work, releaseId))), 'a second notice').to.equal('already-exists');
    expect(await refused(take(releaseId)), 'before its service').to.equal('wrong-state');
    expect(await refused(world.as('contractor', (work) => withdrawRelease(work, releaseId, opinion))), 'the order to pay stands').to.equal('wrong-state');
    expect(await refused(world.as('bank', (work) => returnRelease(work, releaseId, opinion))), 'the bank must pay').to.equal('not-allowed');
    const { kind, data, context } = await world.as('bank', (work) => paperForPdf(work, notice.paperId));
    const told = data as { workers: { name: string; account: string; periods: string[]; amount: string }[]; decision: { number: string } };
    expect(told.workers).to.have.length(5);
    expect(told.workers.find((w) => w.name === five[0]!.name)).to.deep.include({ account: five[0]!.card, periods: ['2026-05', '2026-06'], amount: '10000.00' });
    expect(told.decision.number).to.contain('决〔2026〕1号');
    expect((await renderPaper(kind, data, { ...context, checkUrl: 'http://localhost/check' })).subarray(0, 5).toString()).to.equal('%PDF-');

    const served = await world.as('inspector', (work) => serveDepositNotice(work, releaseId, handedOver(world, work.today)));
    const detail = await world.as('bank', (work) => getRelease(work, releaseId));
    expect(detail.dueOn).to.equal(served.bankDueOn);
    expect(await world.as('system', async (work) => work.calendar.between(work.today, served.bankDueOn!))).to.equal(5);
    expect(detail.actions).to.deep.equal(['pay', 'assign']);

    const { batches } = await take(releaseId);
    expect(await balance({ kind: 'deposit', projectId })).to.equal(10_000_00n);
    const sent = await sentTo(world, batches[0]!.batchId);
    expect(sent).to.have.length(10);
    await answer(world, releaseId, batches[0]!.batchId, answerFile(sent, (_one, i) => (i < 2 ? { result: '失败', reason: '账号不存在' } : { result: '成功' })));
    expect(await balance({ kind: 'worker-cards', projectId })).to.equal(40_000_00n);
    expect(await balance({ kind: 'recoverable', projectId, partyId: world.parties.contractor })).to.equal(40_000_00n);
    expect(await balance({ kind: 'wage-liability', projectId, partyId: world.parties.subcontractor }), 'the employer owes as before: now it owes the deposit’s owner').to.equal(-75_000_00n);
    const deposit = await world.as('inspector', (work) => getDeposit(work, projectId));
    expect(deposit!.state).to.be.oneOf(['top-up-due', 'held']);
    expect(deposit!.draws[0]).to.include({ releaseId, amountFen: 50_000_00n });
    expect(deposit!.draws[0]!.topUpDueOn).to.be.a('string');
    expect((await world.as('inspector', (work) => getCase(work, caseId))).state).to.equal('decision-overdue');
  });

  it('pays the rest in further draws, with corrected cards, and cures the case with the last payment', async () => {
    const first = await ask(['2026-05', '2026-06']);
    await review(first);
    await noticed(first);
    const batch = (await take(first)).batches[0]!.batchId;
    const sent = await sentTo(world, batch);
    await answer(world, first, batch, answerFile(sent, (_one, i) => (i === 0 ? { result: '失败', reason: '账号不存在' } : { result: '成功' })));
    await world.as('contractor', async (work) => {
      const [e] = await work.db.query<{ id: string }[]>('SELECT e.id FROM engagement e JOIN worker w ON w.id = e.worker_id WHERE e.project_id = $1 AND w.name = $2', [projectId, sent[0]!.name]);
      await correctCard(work, projectId, e!.id, { card: must(parseBankCard('6228480000000000011')), bankName: undefined, reason: '原卡有误' });
    });
    await storeCash(world, projectId, 15_000_00n);
    const second = await ask(['2026-05', '2026-07'], 'deposit', 'inspector');
    await review(second, 'supervisor');
    await noticed(second);
    const again = (await take(second)).batches[0]!.batchId;
    const resent = await sentTo(world, again);
    expect(resent.map((s) => s.card)).to.include('6228480000000000011');
    expect(resent).to.have.length(6);
    await answer(world, second, again, answerFile(resent, allPaid));
    expect((await world.as('inspector', (work) => getCase(work, caseId))).state).to.equal('cured');
    expect(await balance({ kind: 'worker-cards', projectId })).to.equal(75_000_00n);
    expect(await balance({ kind: 'recoverable', projectId, partyId: world.parties.contractor })).to.equal(75_000_00n);
    expect(await world.as('contractor', (work) => drawablePeriods(work, projectId))).to.deep.equal([]);
    const [owed] = await world.dataSource.query<[{ fen: bigint }]>(`SELECT sum(balance_fen)::bigint AS fen FROM ledger_account WHERE kind = 'wages-owed'`);
    expect(owed.fen).to.equal(0n);
  });

  it('short of money pays everybody in proportion, keeps the plan, and leaves the rest the workers’ claim', async () => {
    const wanted = { caseId, sources: ['deposit'], periods: months.map(period) };
    const preview = await world.as('contractor', (work) => previewDraw(work, wanted));
    expect([preview.owedFen, preview.drawnFen, preview.lines.length]).to.deep.equal([75_000_00n, 60_000_00n, 15]);
    expect(await refused(world.as('contractor', (work) => requestDraw(work, { ...wanted, expected: 59_999_99n, opinion: '提请' }))), 'another sum was seen').to.equal('changed-meanwhile');
    const releaseId = await ask(months);
    expect(await refused(ask(months)), 'everything is asked for').to.equal('insufficient-balance');
    await review(releaseId);
    const { planId, planOwedFen } = await world.as('contractor', (work) => getRelease(work, releaseId));
    const plan = await world.as('bank', (work) => getPlan(work, planId!));
    expect(plan).to.deep.include({ owedFen: 75_000_00n, drawnFen: 60_000_00n });
    expect(planOwedFen).to.equal(75_000_00n);
    expect(plan.rows).to.have.length(15);
    expect(plan.rows.every((r) => r.owedFen === 5_000_00n && r.drawnFen === 4_000_00n)).to.equal(true);
    await noticed(releaseId);
    const { data } = await world.as('bank', async (work) => paperForPdf(work, (await getRelease(work, releaseId)).paper!.id));
    expect((data as { workers: { amount: string }[] }).workers.map((w) => w.amount), 'the notice orders the planned sums').to.deep.equal(Array(5).fill('12000.00'));
    const batch = (await take(releaseId)).batches[0]!.batchId;
    await answer(world, releaseId, batch, answerFile(await sentTo(world, batch), allPaid));
    expect((await world.as('inspector', (work) => getCase(work, caseId))).state, 'not cured by a part').to.equal('decision-overdue');
    expect(await balance({ kind: 'deposit', projectId })).to.equal(0n);
    expect(await balance({ kind: 'worker-cards', projectId })).to.equal(60_000_00n);
    expect((await world.as('inspector', (work) => owedWorkers(work, caseId))).map((w) => w.amountFen)).to.deep.equal(Array(5).fill(3_000_00n));

    // The rest is paid by the contractor, from the dedicated account, as the second part of each line; one comes back and only that part.
    await fundProject(world, projectId, 20_000_00n);
    const [sheet] = await world.dataSource.query<[{ id: string }]>(`SELECT id FROM payroll_sheet WHERE project_id = $1 AND period = '2026-05'`, [projectId]);
    const rest = await sentRelease(world, sheet.id);
    expect((await world.as('contractor', (work) => getRelease(work, rest.releaseId))).amountFen).to.equal(5_000_00n);
    const sent = await sentTo(world, rest.batchIds[0]!);
    await answer(world, rest.releaseId, rest.batchIds[0]!, answerFile(sent, allPaid));
    await answer(world, rest.releaseId, rest.batchIds[0]!, answerFile(sent, (_one, i) => (i === 0 ? { result: '退票', reason: '账户已销户' } : undefined)));
    const lines = await world.dataSource.query<object[]>('SELECT state, paid_fen AS paid, on_way_fen AS "onWay" FROM payroll_line WHERE sheet_id = $1 ORDER BY paid_fen', [sheet.id]);
    expect(lines).to.deep.equal([{ state: 'returned', paid: 4_000_00n, onWay: 0n }, ...Array(4).fill({ state: 'paid', paid: 5_000_00n, onWay: 0n })]);
    const [month] = await world.dataSource.query<object[]>(`SELECT paid_fen AS paid, paid_lines AS lines, returned_lines AS returned FROM project_month WHERE project_id = $1 AND period = '2026-05'`, [projectId]);
    expect(month).to.deep.equal({ paid: 24_000_00n, lines: 4, returned: 1 });
    expect(await balance({ kind: 'worker-cards', projectId })).to.equal(64_000_00n);
  });

  it('may take several sources in one plan: one release each, linked, together exactly what is owed', async () => {
    await fileGuarantee(world, projectId, 50_000_00n);
    const { planId, releases } = await world.as('contractor', (work) => requestDraw(work, { caseId, sources: ['guarantee', 'deposit'], periods: months.map(period), opinion: '提请动用' }));
    expect(releases).to.have.length(2);
    const plan = await world.as('inspector', (work) => getPlan(work, planId));
    expect(plan.releases.map((r) => [r.source, r.amountFen])).to.deep.equal([['deposit', 60_000_00n], ['guarantee', 15_000_00n]]);
    expect(plan.rows.every((r) => r.owedFen === r.drawnFen)).to.equal(true);
    expect((await world.as('bank2', (work) => getPlan(work, planId))).releases.map((r) => r.source), 'each payer sees its own release').to.deep.equal(['guarantee']);
    expect(await refused(world.as('contractor2', (work) => getPlan(work, planId)))).to.equal('not-found');
    await world.as('contractor', (work) => withdrawRelease(work, releases[1]!.releaseId, opinion));
    expect((await world.as('contractor', (work) => previewDraw(work, { caseId, sources: ['guarantee'], periods: months.map(period) }))).owedFen, 'its lines alone are free again').to.equal(15_000_00n);
  });

  it('is refused without an overdue decision, a source or something to pay', async () => {
    expect(await refused(ask(['2026-04']))).to.equal('wrong-state');
    expect(await refused(ask(['2026-05'], 'guarantee'))).to.equal('insufficient-balance');
    expect(await refused(ask(['2026-05'], 'deposit', 'contractor2'))).to.equal('not-found');
    expect(await refused(ask(['2026-05'], 'deposit', 'farInspector'))).to.equal('not-found');
    expect(await refused(ask(['2026-05'], 'deposit', 'subcontractor'))).to.equal('not-allowed');
    expect(await refused(ask(['2026-05'], 'deposit', 'housing'))).to.equal('not-allowed');
    await world.dataSource.query(`UPDATE case_file SET state = 'decision' WHERE id = $1`, [caseId]);
    expect(await refused(ask(['2026-05']))).to.equal('wrong-state');
  });

  it('calls a guarantee from its issuer, who alone sees and pays it', async () => {
    await fileGuarantee(world, projectId, 50_000_00n);
    const releaseId = await ask(['2026-05'], 'guarantee', 'inspector');
    expect(await refused(world.as('inspector', (work) => reviewRelease(work, releaseId, opinion))), 'ex officio, by another person').to.equal('same-person');
    await review(releaseId, 'supervisor');
    await noticed(releaseId);
    expect(await refused(take(releaseId, 'bank'))).to.equal('not-found');
    expect(await refused(world.as('bank', (work) => getRelease(work, releaseId)))).to.equal('not-found');
    const { batches } = await take(releaseId, 'bank2');
    await answer(world, releaseId, batches[0]!.batchId, answerFile(await sentTo(world, batches[0]!.batchId), allPaid), 'bank2');
    expect(await balance({ kind: 'guarantee', projectId, partyId: world.parties.bank2 })).to.equal(25_000_00n);
    expect(await balance({ kind: 'deposit', projectId })).to.equal(60_000_00n);
  });

  it('asks which guarantee where there are several', async () => {
    await fileGuarantee(world, projectId, 50_000_00n, 'bank');
    await fileGuarantee(world, projectId, 50_000_00n, 'bank2');
    expect(await refused(ask(['2026-05'], 'guarantee'))).to.deep.equal(['sources']);
    expect((await world.as('contractor', async (work) => getRelease(work, await requestDraw(work, { caseId, sources: [`guarantee:${world.parties.bank2}`], periods: [period('2026-05')], opinion: '提请' }).then((r) => r.releases[0]!.releaseId)))).payerBankId).to.equal(world.parties.bank2);
  });

  it('returned and asked for again, is for the same months', async () => {
    const releaseId = await ask(['2026-05', '2026-06']);
    await world.as('supervisor', (work) => returnRelease(work, releaseId, { opinion: '请核对名单' }));
    expect((await world.as('contractor', (work) => drawablePeriods(work, projectId))).map((d) => d.lines)).to.deep.equal([5, 5, 5]);
    await world.as('contractor', (work) => resubmitRelease(work, releaseId, opinion));
    expect(await world.as('contractor', (work) => getRelease(work, releaseId))).to.deep.include({ round: 2, amountFen: 50_000_00n, periods: ['2026-05', '2026-06'] });
  });

  it('taken back by the labour department after its notice, frees deposit and lines', async () => {
    const releaseId = await ask(['2026-05']);
    await review(releaseId);
    await noticed(releaseId);
    await world.as('supervisor', (work) => withdrawRelease(work, releaseId, { opinion: '当事人已另行付清' }));
    expect(await world.as('system', (work) => balanceOf(work, { kind: 'deposit', projectId }))).to.deep.equal({ balanceFen: 60_000_00n, heldFen: 0n });
    expect((await world.as('inspector', (work) => getDeposit(work, projectId)))!.draws).to.deep.equal([]);
    expect(await ask(['2026-05'])).to.be.a('string');
  });

  it('starts its clock as well where the service was recorded on the paper’s own page', async () => {
    const releaseId = await ask(['2026-05']);
    await review(releaseId);
    const { paperId } = await world.as('inspector', (work) => issueDepositNotice(work, releaseId));
    const started = await world.as('inspector', async (work) => {
      await recordService(work, paperId, handedOver(world, work.today));
      return depositNoticeServed(work, paperId);
    });
    expect(started?.releaseId).to.equal(releaseId);
    expect((await world.as('inspector', (work) => getRelease(work, releaseId))).draw?.bankDueOn).to.equal(started?.bankDueOn);
  });

  it('pays what no sheet shows once, to the card of the roster; a sheet that comes later takes its place', async () => {
    const [worker] = await world.dataSource.query<[{ id: string }]>(`SELECT worker_id AS id FROM engagement WHERE project_id = $1 LIMIT 1`, [projectId]);
    await world.dataSource.query(`INSERT INTO case_claim (id, case_id, project_id, worker_id, period, amount_fen, created_at) VALUES (gen_random_uuid(), $1, $2, $3, '2026-04', 123400, now())`, [caseId, projectId, worker.id]);
    const releaseId = await ask(['2026-04']);
    await review(releaseId);
    await noticed(releaseId);
    const { batches } = await take(releaseId);
    const sent = await sentTo(world, batches[0]!.batchId);
    expect(sent.map((s) => s.amountFen)).to.deep.equal([1_234_00n]);
    expect(await refused(ask(['2026-04'])), 'on its way').to.equal('wrong-state');
    await answer(world, releaseId, batches[0]!.batchId, answerFile(sent, () => ({ result: '退汇', reason: '户名不符' })));
    expect(await balance({ kind: 'recoverable', projectId, partyId: world.parties.contractor })).to.equal(0n);
    const again = await ask(['2026-04']);
    const [link] = await world.dataSource.query<[{ replaces: string }]>('SELECT replaces_id AS replaces FROM payment_instruction WHERE release_id = $1', [again]);
    expect(link.replaces).to.equal(sent[0]!.id);
    await world.as('contractor', (work) => withdrawRelease(work, again, opinion));
    // The contractor sends in the month after all: its line is what is owed now.
    await submit(world, projectId, '2026-04', { reading: readingOf(five) });
    expect(await refused(ask(['2026-04'])), 'not approved').to.equal('wrong-state');
    expect((await world.as('contractor', (work) => drawablePeriods(work, projectId))).find((d) => d.period === '2026-04')).to.deep.include({ lines: 1, amountFen: 5_000_00n, waiting: 1 });
  });

  it('warns whoever sends in a sheet for a month that was paid without one, with the amount', async () => {
    const [worker] = await world.dataSource.query<[{ id: string }]>(`SELECT worker_id AS id FROM engagement WHERE project_id = $1 LIMIT 1`, [projectId]);
    await world.dataSource.query(`INSERT INTO case_claim (id, case_id, project_id, worker_id, period, amount_fen, created_at) VALUES (gen_random_uuid(), $1, $2, $3, '2026-04', 123400, now())`, [caseId, projectId, worker.id]);
    const releaseId = await ask(['2026-04']);
    await review(releaseId);
    await noticed(releaseId);
    await take(releaseId);
    const { sheetId } = await submit(world, projectId, '2026-04', { reading: readingOf(five) });
    const [sheet] = await world.dataSource.query<[{ warnings: { code: string; message: string }[] }]>('SELECT warnings FROM payroll_sheet WHERE id = $1', [sheetId]);
    const told = sheet.warnings.filter((w) => w.code === 'PR-09');
    expect(told).to.have.lengthOf(1);
    expect(told[0]!.message).to.include('1,234.00');
  });

  it('has its approval form, with what has been decided so far', async () => {
    const releaseId = await ask(['2026-05']);
    await review(releaseId);
    const { paperId } = await world.as('supervisor', (work) => issueApprovalForm(work, releaseId));
    expect(await world.as('housing', (work) => getPaper(work, paperId))).to.include({ kind: 'release-approval' });
    const { kind, data, context } = await world.as('inspector', (work) => paperForPdf(work, paperId));
    expect((data as { order: { title: string } }).order.title).to.equal('行政处理决定书');
    expect((data as { steps: { step: string; result: string }[] }).steps.map((s) => [s.step, s.result])).to.deep.equal([['用工单位提请', '同意'], ['劳动监察审核', '同意'], ['住房城乡建设复核', '同意']]);
    expect((await renderPaper(kind, data, { ...context, checkUrl: 'http://localhost/check' })).length).to.be.greaterThan(10_000);
    const later = async (days: number): Promise<string> => {
      world.clock.now = new Date(world.clock.now.getTime() + days * 86_400_000);
      return (await world.as('supervisor', (work) => issueApprovalForm(work, releaseId))).paperId;
    };
    const second = await later(1);
    expect(await later(1), 'nothing has happened since').to.equal(second);
    await world.as('supervisor', (work) => issueDepositNotice(work, releaseId));
    expect(await refused(world.as('contractor', (work) => issueApprovalForm(work, releaseId)))).to.equal('not-allowed');
  });
});
