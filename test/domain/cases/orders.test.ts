import { expect } from 'chai';
import { closeCase, cureCase, extendInvestigation, extendOrder, getCase, issueCorrection, issueDecision, issueInquiry, ordersOf, owedWorkers, serveOrder, takeClaims, verifyOrder, type OrderRow } from '../../../src/domain/cases/index.js';
import { paperForPdf } from '../../../src/domain/papers/index.js';
import { markOverdueOrders } from '../../../src/jobs/mark-overdue-orders.js';
import type { PaperData } from '../../../src/notices/index.js';
import { createDoor } from '../../../src/platform/work.js';
import { day, instantOf } from '../../../src/values/plain-date.js';
import { period } from '../../../src/values/period.js';
import { Invalid, Refusal } from '../../../src/values/refusal.js';
import { makeProject } from '../../support/builders.js';
import { fileCase, handedOver, makeFinding, orderCorrection, serveNow } from '../../support/cases.js';
import { thrown } from '../../support/papers.js';
import { employ, readingOf, submitApproved } from '../../support/payroll.js';
import { sampleWorkers } from '../../support/sample-workers.js';
import { openWorld, type Person, type World } from '../../support/world.js';

const codeOf = async (run: Promise<unknown>): Promise<string> => thrown(run).then((e) => (e instanceof Refusal ? e.code : e instanceof Invalid ? e.issues.map((i) => i.path).join() : e === undefined ? 'done' : String(e)));

describe('orders of a case and their clocks', () => {
  let world: World;
  let projectId: string;
  let caseId: string;
  before(async () => (world = await openWorld()));
  after(() => world.close());
  beforeEach(async () => {
    world.clock.on('2026-09-28');
    projectId = await makeProject(world);
    caseId = (await fileCase(world, projectId, { findingIds: [await makeFinding(world, projectId)] })).caseId;
  });

  const order = async (): Promise<OrderRow> => (await world.as('inspector', (work) => ordersOf(work, caseId)))[0]!;
  const state = async (): Promise<string> => (await world.as('inspector', (work) => getCase(work, caseId))).state;
  const runJob = (on: string) => {
    world.clock.on(on, 6);
    const door = createDoor({ dataSource: world.dataSource, vault: world.vault, clock: () => world.clock.now });
    return markOverdueOrders.run({ door, slot: instantOf(day(on), 6), asOf: day(on), options: {} });
  };
  const verify = (paperId: string, result: 'met' | 'missed', who: Person = 'inspector'): Promise<void> => world.as(who, (work) => verifyOrder(work, paperId, { result, note: '现场核查' }));

  it('the clock starts at service, not at issue, and passes over the holiday and its make-up day', async () => {
    const { paperId } = await orderCorrection(world, caseId, 5);
    expect(await order()).to.deep.include({ state: 'issued', servedOn: null, dueOn: null });
    expect(await state()).to.equal('correction');
    const { servedOn, dueOn } = await serveNow(world, paperId, '2026-09-28');
    // 29, 30 September; 1 to 7 October is the holiday; 8, 9 and the make-up Saturday 10 October.
    expect([servedOn, dueOn]).to.deep.equal(['2026-09-28', '2026-10-10']);
    expect(await order()).to.deep.include({ state: 'served', dueOn: '2026-10-10', left: { days: 5, unit: '个工作日' }, provisional: false });
  });

  it('a second service is refused and moves no clock', async () => {
    const { paperId } = await orderCorrection(world, caseId, 5);
    await serveNow(world, paperId, '2026-09-28');
    world.clock.on('2026-09-30');
    expect(await codeOf(serveNow(world, paperId, '2026-09-30'))).to.equal('already-exists');
    expect((await order()).dueOn).to.equal('2026-10-10');
  });

  it('a failed attempt starts no clock', async () => {
    const { paperId } = await orderCorrection(world, caseId, 5);
    const failed = await world.as('inspector', (work) => serveOrder(work, paperId, { ...handedOver(world, '2026-09-28'), outcome: 'failed', note: '无人在场' }));
    expect([failed.servedOn, failed.dueOn, failed.receipt]).to.deep.equal([undefined, undefined, undefined]);
    expect((await order()).state).to.equal('issued');
  });

  it('a term that reaches a year without holiday notice is provisional and never lapses on a guess', async () => {
    await runJob('2026-12-29');
    world.clock.on('2026-12-29');
    const late = (await fileCase(world, projectId)).caseId;
    const { paperId } = await orderCorrection(world, late, 5);
    const { dueOn } = await serveNow(world, paperId, '2026-12-29');
    expect(dueOn).to.equal('2027-01-05');
    expect((await world.as('inspector', (work) => ordersOf(work, late)))[0]).to.deep.include({ provisional: true });
    expect(await runJob('2027-01-11')).to.deep.equal({ due: 1, marked: 0, failed: 0 });
    await world.owner.query(`INSERT INTO calendar_year (year, source) VALUES (2027, '测试'); INSERT INTO calendar_day (day, year, kind, name) VALUES ('2027-01-01', 2027, 'holiday', '元旦')`);
    expect(await runJob('2027-01-06')).to.deep.equal({ due: 1, marked: 0, failed: 0 });
    expect((await world.as('inspector', (work) => ordersOf(work, late)))[0]!.dueOn).to.equal('2027-01-06');
    expect(await runJob('2027-01-07')).to.deep.equal({ due: 1, marked: 1, failed: 0 });
    await world.owner.query(`DELETE FROM calendar_year WHERE year = 2027`);
  });

  it('lapses on the day after its term, order and case together, once', async () => {
    const { paperId } = await orderCorrection(world, caseId, 5);
    await serveNow(world, paperId, '2026-09-28');
    expect((await runJob('2026-10-10')).marked).to.equal(0);
    expect(await state()).to.equal('correction');
    expect((await runJob('2026-10-11')).marked).to.equal(1);
    expect([await state(), (await order()).state]).to.deep.equal(['overdue', 'overdue']);
    expect((await runJob('2026-10-12')).marked).to.equal(0);
  });

  it('is extended once, by the supervisor, before it has run out', async () => {
    const { paperId } = await orderCorrection(world, caseId, 5);
    await serveNow(world, paperId, '2026-09-28');
    const extend = (who: Person, days = 3) => world.as(who, (work) => extendOrder(work, paperId, { days, reason: '正在筹款，已付一半' }));
    expect(await codeOf(extend('inspector'))).to.equal('not-allowed');
    expect(await codeOf(extend('supervisor', 60 + 30))).to.equal('days');
    expect((await extend('supervisor')).dueOn).to.equal('2026-10-14');
    expect(await codeOf(extend('supervisor'))).to.equal('');
    expect((await runJob('2026-10-12')).marked).to.equal(0);
    expect((await runJob('2026-10-15')).marked).to.equal(1);
    expect(await codeOf(extend('supervisor'))).to.equal('wrong-state');
  });

  it('met within the term: the case is cured; missed only after it', async () => {
    const { paperId } = await orderCorrection(world, caseId, 5);
    expect(await codeOf(verify(paperId, 'met'))).to.equal('wrong-state');
    await serveNow(world, paperId, '2026-09-28');
    expect(await codeOf(verify(paperId, 'missed'))).to.equal('result');
    await verify(paperId, 'met');
    expect([await state(), (await order()).state, (await order()).verifiedOn]).to.deep.equal(['cured', 'met', '2026-09-28']);
  });

  it('missed after the term: overdue, also where the job has not run yet; paid late is cured all the same', async () => {
    const { paperId } = await orderCorrection(world, caseId, 1);
    await serveNow(world, paperId, '2026-09-28');
    world.clock.on('2026-09-30');
    await verify(paperId, 'missed');
    expect(await state()).to.equal('overdue');
    await verify(paperId, 'missed');
    await verify(paperId, 'met');
    expect(await state()).to.equal('cured');
  });

  it('with two orders the case is cured by the last', async () => {
    const first = await orderCorrection(world, caseId, 5);
    const second = await orderCorrection(world, caseId, 6);
    await serveNow(world, first.paperId, '2026-09-28');
    await serveNow(world, second.paperId, '2026-09-28');
    await verify(first.paperId, 'met');
    expect(await state()).to.equal('correction');
    await verify(second.paperId, 'met');
    expect(await state()).to.equal('cured');
  });

  it('an inquiry calls on a working day to come, and cannot be served after it', async () => {
    const inquire = (attendOn: string, attendAt = '9:30') =>
      world.as('inspector', (work) => issueInquiry(work, caseId, { partyId: world.parties.contractor, matter: '拖欠农民工工资', attendOn: day(attendOn), attendAt, place: '302 室', attendee: '法定代表人', documents: '1、营业执照\n2、工资支付表' }));
    expect(await codeOf(inquire('2026-09-28'))).to.equal('attendOn');
    expect(await codeOf(inquire('2026-10-05', '25:00'))).to.equal('attendAt,attendOn');
    const { paperId, number } = await inquire('2026-10-09');
    expect(number).to.match(/询〔2026〕/u);
    const { data } = await world.as('inspector', (work) => paperForPdf(work, paperId));
    expect(data).to.deep.include({ attendAt: '09:30', documents: ['营业执照', '工资支付表'], basis: ['《劳动保障监察条例》第十五条'] });
    world.clock.on('2026-10-10');
    expect(await codeOf(serveNow(world, paperId, '2026-10-10'))).to.equal('attemptedOn');
    world.clock.on('2026-09-30');
    expect((await serveNow(world, paperId, '2026-09-30')).dueOn).to.equal('2026-10-09');
    expect(await state()).to.equal('inquiry');
  });

  it('an order names the workers still owed, each once, the provisions and what follows, all from the law', async () => {
    await employ(world, projectId);
    for (const month of ['2026-07', '2026-08']) await submitApproved(world, projectId, month, { reading: readingOf(sampleWorkers.slice(0, 3), () => 500_000n) });
    await world.as('inspector', (work) => takeClaims(work, caseId, [period('2026-07'), period('2026-08')]));
    const { paperId, number } = await orderCorrection(world, caseId, 7);
    expect(number).to.match(/^儋人社监令〔2026〕\d+号$/u);
    const { data } = await world.as('inspector', (work) => paperForPdf(work, paperId));
    const paper = data as PaperData['correction-order'];
    expect(paper.workers.map((w) => [w.periods, w.amount])).to.deep.equal(Array.from({ length: 3 }, () => [['2026-07', '2026-08'], '10000.00']));
    expect(paper).to.deep.include({ termWorkingDays: 7, corrections: ['足额支付所欠工资', '报送支付凭证'], violated: ['《保障农民工工资支付条例》第十二条'], basis: ['《劳动保障监察条例》第十八条', '《劳动保障监察条例》第二十六条'] });
    expect(paper.consequences[0]).to.equal('责令按照应付金额50%以上100%以下的标准向农民工加付赔偿金');
    expect(paper.consequenceBasis).to.include('《中华人民共和国刑法》第二百七十六条之一');
    expect((await order()).amountFen).to.equal(3_000_000n);
  });

  it('a second click issues no second paper and takes no number; other words do', async () => {
    const { number } = await orderCorrection(world, caseId, 5);
    expect(await codeOf(orderCorrection(world, caseId, 5))).to.equal('already-exists');
    const next = await orderCorrection(world, caseId, 6);
    expect(Number(/(\d+)号/u.exec(next.number)![1])).to.equal(Number(/(\d+)号/u.exec(number)![1]) + 1);
    const both = await Promise.all([1, 2].map(() => codeOf(orderCorrection(world, caseId, 7))));
    expect(both.sort()).to.deep.equal(['already-exists', 'done']);
  });

  it('an order about a deposit cites its own provisions and threatens its own fine', async () => {
    const other = (await fileCase(world, projectId, { findingIds: [await makeFinding(world, projectId, { rule: 'R-DEP-01', period: null })] })).caseId;
    const { paperId } = await orderCorrection(world, other);
    const { data } = await world.as('inspector', (work) => paperForPdf(work, paperId));
    const paper = data as PaperData['correction-order'];
    expect(paper.violated).to.deep.equal(['《保障农民工工资支付条例》第三十二条', '《工程建设领域农民工工资保证金规定》第八条']);
    expect(paper.basis).to.deep.equal(['《劳动保障监察条例》第十八条']);
    expect(paper.consequences[0]).to.equal('未按规定存储工资保证金或者未提供金融机构保函的，由有处罚权的机关处5万元以上10万元以下的罚款，并责令项目停工');
    expect(paper.workers).to.deep.equal([]);
  });

  describe('a decision', () => {
    const decide = (who: Person = 'supervisor', input: Partial<Parameters<typeof issueDecision>[2]> = {}) =>
      world.as(who, (work) => issueDecision(work, caseId, { facts: '逾期没有支付', evidence: '工资支付表\n限期改正指令书及送达回证', statement: '当事人没有提出陈述、申辩', payWay: '支付到农民工本人账户', termDays: 5, additionalPercent: 50, ...input }));
    beforeEach(async () => {
      await employ(world, projectId);
      await submitApproved(world, projectId, '2026-08', { reading: readingOf(sampleWorkers.slice(0, 2), () => 500_000n) });
      await world.as('inspector', (work) => takeClaims(work, caseId, [period('2026-08')]));
    });
    const lapsed = async (): Promise<void> => {
      const { paperId } = await orderCorrection(world, caseId, 1);
      await serveNow(world, paperId, '2026-09-28');
      await runJob('2026-09-30');
    };

    it('comes after an overdue order, from the supervisor, against the liable party with its ground', async () => {
      expect(await codeOf(decide())).to.equal('wrong-state');
      await lapsed();
      expect(await codeOf(decide('inspector'))).to.equal('not-allowed');
      const { paperId, number } = await decide();
      expect(number).to.match(/^儋人社监决〔2026〕\d+号$/u);
      const { data } = await world.as('supervisor', (work) => paperForPdf(work, paperId));
      const paper = data as PaperData['handling-decision'];
      expect(paper.unit.name).to.equal('海南宏基建设工程有限公司');
      expect(paper.basis).to.deep.equal(['《保障农民工工资支付条例》第十六条', '《劳动保障监察条例》第二十六条']);
      expect(paper.remedies).to.deep.equal({ reconsiderationOrgan: '儋州市人民政府', court: '儋州市人民法院', reconsiderationDays: 60, suitMonths: 6 });
      expect(paper.additional).to.deep.equal({ percent: 50, basis: ['《劳动保障监察条例》第二十六条'] });
      expect(await state()).to.equal('decision');
      expect((await order()).kind).to.equal('decision');
    });

    it('lapses by itself, and performed closes what was ordered before', async () => {
      await lapsed();
      const { paperId } = await decide();
      await serveNow(world, paperId, '2026-09-30', 'inspector');
      expect(await state()).to.equal('decision');
      await runJob('2026-10-20');
      expect(await state()).to.equal('decision-overdue');
      await verify(paperId, 'met');
      expect(await state()).to.equal('cured');
      expect((await world.as('inspector', (work) => ordersOf(work, caseId))).map((o) => o.state)).to.deep.equal(['met', 'met']);
    });

    it('is cured by the payment itself, in the name of whoever brings the bank’s answer', async () => {
      await lapsed();
      const { paperId } = await decide();
      await serveNow(world, paperId, '2026-09-30');
      expect(await world.as('system', (work) => cureCase(work, caseId, '农民工工资已全部支付'))).to.equal(true);
      expect(await state()).to.equal('cured');
    });

    it('needs somebody who is still owed', async () => {
      await lapsed();
      await world.dataSource.query('DELETE FROM case_claim WHERE case_id = $1', [caseId]);
      expect(await codeOf(decide())).to.equal('wrong-state');
      expect(await world.as('inspector', (work) => owedWorkers(work, caseId))).to.deep.equal([]);
    });
  });

  describe('ending', () => {
    const close = (who: Person = 'supervisor') => world.as(who, (work) => closeCase(work, caseId, { conclusion: '已足额支付，予以结案' }));

    it('a cured case is closed by the supervisor with a conclusion, and then stands still', async () => {
      const { paperId } = await orderCorrection(world, caseId, 5);
      await serveNow(world, paperId, '2026-09-28');
      expect(await codeOf(close())).to.equal('wrong-state');
      await verify(paperId, 'met');
      expect(await codeOf(close('inspector'))).to.equal('not-allowed');
      await close();
      const file = await world.as('inspector', (work) => getCase(work, caseId));
      expect(file).to.deep.include({ state: 'closed', conclusion: '已足额支付，予以结案', closedOn: '2026-09-28', dueOn: null });
      expect(await codeOf(orderCorrection(world, caseId))).to.equal('wrong-state');
    });

    it('nobody closes the case that he handled', async () => {
      caseId = (await fileCase(world, projectId, {}, 'supervisor')).caseId;
      expect(await codeOf(close())).to.equal('same-person');
      expect(await codeOf(close('supervisor2'))).to.equal('done');
    });

    it('the investigation is extended once, by the supervisor, before its end', async () => {
      const extend = (who: Person = 'supervisor') => world.as(who, (work) => extendInvestigation(work, caseId, { reason: '案情复杂' }));
      expect(await codeOf(extend('inspector'))).to.equal('not-allowed');
      world.clock.on('2026-03-02');
      caseId = (await fileCase(world, projectId)).caseId;
      expect((await extend()).dueOn).to.equal('2026-07-10');
      expect(await codeOf(extend())).to.equal('wrong-state');
      caseId = (await fileCase(world, projectId)).caseId;
      world.clock.on('2026-06-01');
      expect(await codeOf(extend())).to.equal('wrong-state');
    });
  });

  it('nothing of a case is there for another city', async () => {
    const { paperId } = await orderCorrection(world, caseId, 5);
    const far = [
      () => orderCorrection(world, caseId, 5, 'farInspector'),
      () => serveNow(world, paperId, '2026-09-28', 'farInspector'),
      () => verify(paperId, 'met', 'farInspector'),
      () => world.as('farInspector', (work) => takeClaims(work, caseId, [period('2026-08')])),
      () => world.as('farInspector', (work) => issueCorrection(work, work.newId(), { partyId: world.parties.contractor, facts: 'x', demands: 'x', termDays: 1 })),
    ];
    for (const run of far) expect(await codeOf(run())).to.equal('not-found');
  });
});
