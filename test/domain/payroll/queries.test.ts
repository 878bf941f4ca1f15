import { expect } from 'chai';
import { getSheet, listLines, listSheets, partyGrid, returnSheet, settleLines, templateFor, workerGrid, workerPay, type SheetFilter } from '../../../src/domain/payroll/index.js';
import { recordAttendance } from '../../../src/domain/roster/index.js';
import { period } from '../../../src/values/period.js';
import { day } from '../../../src/values/plain-date.js';
import { Refusal } from '../../../src/values/refusal.js';
import { makeProject } from '../../support/builders.js';
import { employ, readingOf, submit, submitApproved, standing } from '../../support/payroll.js';
import { sampleWorkers } from '../../support/sample-workers.js';
import { openWorld, type Person, type World } from '../../support/world.js';

describe('payroll: what is asked', () => {
  let world: World;
  let projectId: string;
  const three = sampleWorkers.slice(0, 3);
  const all: SheetFilter = { sort: 'period', direction: 'asc', page: 1, size: 20 };

  before(async () => {
    world = await openWorld({ on: '2026-08-20' });
  });
  after(() => world.close());
  beforeEach(async () => {
    projectId = await makeProject(world, {}, { subcontractors: ['subcontractor', 'subcontractor2'] });
    await employ(world, projectId, three);
    await employ(world, projectId, sampleWorkers.slice(3, 5), 'subcontractor2');
  });

  const pay = (sheetId: string, ...lines: readonly number[]): Promise<unknown> => world.as('system', (work) => settleLines(work, sheetId, lines.map((lineNo) => standing(lineNo, 'paid', '2026-08-14'))));
  const other = { partyId: '', reading: readingOf(sampleWorkers.slice(3, 5)) };
  const ofOther = (): typeof other => ({ ...other, partyId: world.parties.subcontractor2 });
  const notFound = async (run: Promise<unknown>): Promise<boolean> => run.then(() => false, (e: Error) => e instanceof Refusal && e.code === 'not-found');

  describe('the list', () => {
    it('counts the lines paid, and knows what is overdue', async () => {
      const june = await submitApproved(world, projectId, '2026-06', { reading: readingOf(three) });
      const july = await submitApproved(world, projectId, '2026-07', { reading: readingOf(three) });
      await pay(june.sheetId, 1, 2, 3);
      await pay(july.sheetId, 2);
      const { rows, total } = await world.as('subcontractor', (work) => listSheets(work, { ...all, projectId }));
      expect(total).to.equal(2);
      expect(rows.map((r) => ({ period: r.period, state: r.state, paidLines: r.paidLines, paidFen: r.paidFen, overdue: r.overdue, payOn: r.payOn }))).to.deep.equal([
        { period: '2026-06', state: 'paid', paidLines: 3, paidFen: 1_500_000n, overdue: false, payOn: '2026-07-15' },
        { period: '2026-07', state: 'part-paid', paidLines: 1, paidFen: 500_000n, overdue: true, payOn: '2026-08-14' },
      ]);
      const late = await world.as('inspector', (work) => listSheets(work, { ...all, projectId, overdue: true }));
      expect(late.rows.map((r) => r.period)).to.deep.equal(['2026-07']);
    });

    it('shows each firm its own, the general contractor and the inspector the project’s, others nothing', async () => {
      await submit(world, projectId, '2026-07', { reading: readingOf(three) });
      await submit(world, projectId, '2026-07', ofOther(), 'subcontractor2');
      const seen = (who: Person): Promise<number> => world.as(who, (work) => listSheets(work, { ...all, projectId })).then((r) => r.total);
      expect(await seen('subcontractor')).to.equal(1);
      expect(await seen('subcontractor2')).to.equal(1);
      expect(await seen('contractor')).to.equal(2);
      expect(await seen('inspector')).to.equal(2);
      expect(await seen('contractor2')).to.equal(0);
      expect(await seen('farInspector')).to.equal(0);
    });

    it('leaves superseded versions out unless asked for, and pages and sorts', async () => {
      await submit(world, projectId, '2026-06', { reading: readingOf(three) });
      await submit(world, projectId, '2026-06', { reading: readingOf(three, () => 1n), reason: '更正' });
      await submit(world, projectId, '2026-07', { reading: readingOf(three) });
      const rows = (filter: Partial<SheetFilter>): Promise<string[]> => world.as('contractor', (work) => listSheets(work, { ...all, projectId, ...filter })).then((r) => r.rows.map((s) => `${s.period} v${s.version}`));
      expect(await rows({})).to.deep.equal(['2026-06 v2', '2026-07 v1']);
      expect(await rows({ state: 'superseded' })).to.deep.equal(['2026-06 v1']);
      expect(await rows({ sort: 'net', direction: 'desc' })).to.deep.equal(['2026-07 v1', '2026-06 v2']);
      expect(await rows({ page: 2, size: 1 })).to.deep.equal(['2026-07 v1']);
      expect(await rows({ q: '众力' })).to.have.length(2);
      expect(await rows({ q: '%' })).to.deep.equal([]);
      expect(await rows({ period: period('2026-07') })).to.deep.equal(['2026-07 v1']);
    });
  });

  it('a sheet of another firm does not exist', async () => {
    const { sheetId } = await submit(world, projectId, '2026-07', { reading: readingOf(three) });
    for (const who of ['subcontractor2', 'contractor2', 'farInspector'] as const) expect(await notFound(world.as(who, (work) => getSheet(work, sheetId))), who).to.equal(true);
    for (const who of ['subcontractor', 'contractor', 'inspector', 'supervisor'] as const) expect((await world.as(who, (work) => getSheet(work, sheetId))).id, who).to.equal(sheetId);
  });

  it('lines are found by name and state, and carry only the last digits', async () => {
    const { sheetId } = await submitApproved(world, projectId, '2026-07', { reading: readingOf(three) });
    await pay(sheetId, 2);
    const sheet = { id: sheetId, period: period('2026-07') };
    const [paid, named] = await world.as('inspector', async (work) => [await listLines(work, sheet, { state: 'paid' }), await listLines(work, sheet, { q: three[0]!.name.slice(0, 2) })] as const);
    expect(paid.rows.map((l) => l.lineNo)).to.deep.equal([2]);
    expect(named.rows.map((l) => l.name)).to.deep.equal([three[0]!.name]);
    expect(named.rows[0]).to.include({ idLast4: three[0]!.idNumber.slice(-4), cardLast4: three[0]!.card!.slice(-4), days: '22.00' });
    expect(JSON.stringify(named.rows, (_k, v: unknown) => (typeof v === 'bigint' ? String(v) : v))).to.not.match(/\d{11}/u);
  });

  describe('firms × months', () => {
    const standings = async (who: Person = 'contractor'): Promise<Record<string, string[]>> => {
      const { rows } = await world.as(who, (work) => partyGrid(work, projectId));
      return Object.fromEntries(rows.map((r) => [r.party, r.months.map((m) => m?.standing ?? '-')]));
    };

    it('says awaited, missing, returned, submitted, approved, late and paid', async () => {
      const march = await submitApproved(world, projectId, '2026-03', { reading: readingOf(three) });
      await pay(march.sheetId, 1, 2, 3);
      const april = await submitApproved(world, projectId, '2026-04', { reading: readingOf(three) });
      await pay(april.sheetId, 1);
      const june = await submit(world, projectId, '2026-06', { reading: readingOf(three) });
      await world.as('contractor', (work) => returnSheet(work, june.sheetId, { opinion: '重报' }));
      await submit(world, projectId, '2026-08', { reading: readingOf(three) });
      expect(await standings()).to.deep.equal({
        海南宏基建设工程有限公司: ['-', '-', '-', '-', '-', '-'],
        儋州众力劳务有限公司: ['paid', 'late', 'missing', 'returned', 'missing', 'submitted'],
        儋州同心劳务有限公司: ['missing', 'missing', 'missing', 'missing', 'missing', 'awaited'],
      });
      expect(Object.keys(await standings('subcontractor'))).to.deep.equal(['儋州众力劳务有限公司']);
      const { periods, rows } = await world.as('inspector', (work) => partyGrid(work, projectId));
      expect(periods).to.deep.equal(['2026-03', '2026-04', '2026-05', '2026-06', '2026-07', '2026-08']);
      expect(rows.find((r) => r.partyId === world.parties.subcontractor)!.months[1]).to.deep.include({ lines: 3, paidLines: 1, netFen: 1_500_000n, sheetId: april.sheetId });
    });

    it('says incomplete where workers with attendance are on no sheet', async () => {
      await world.as('contractor', (work) => recordAttendance(work, { projectId, partyId: world.parties.subcontractor, records: three.map((w) => ({ idNumber: w.idNumber, name: w.name, day: day('2026-07-06'), portion: 1 })), source: 'sheet' }));
      const { sheetId } = await submitApproved(world, projectId, '2026-07', { reading: readingOf(three.slice(0, 2)) });
      await pay(sheetId, 1, 2);
      const { rows } = await world.as('inspector', (work) => partyGrid(work, projectId));
      expect(rows.find((r) => r.partyId === world.parties.subcontractor)!.months.at(-2)).to.deep.include({ standing: 'incomplete', unlisted: 1 });
    });

    it('is empty before the project starts', async () => {
      const waiting = await makeProject(world, {}, { state: 'preparing' });
      expect(await world.as('contractor', (work) => partyGrid(work, waiting))).to.deep.equal({ periods: [], rows: [] });
    });
  });

  it('workers × months show the worst of a month’s lines, those with unpaid months first', async () => {
    const june = await submitApproved(world, projectId, '2026-06', { reading: readingOf(three) });
    await pay(june.sheetId, 2, 3);
    await submitApproved(world, projectId, '2026-07', { reading: readingOf(three.slice(0, 2)) });
    const { rows, total } = await world.as('inspector', (work) => workerGrid(work, projectId, [period('2026-05'), period('2026-06'), period('2026-07')], { page: 1, size: 10 }));
    expect(total).to.equal(3);
    expect(rows[0]).to.deep.include({ name: three[0]!.name, months: [null, { netFen: 500_000n, state: 'unpaid', late: true }, { netFen: 500_000n, state: 'unpaid', late: true }] });
    expect(rows.at(-1)).to.deep.include({ name: three[2]!.name, months: [null, { netFen: 500_000n, state: 'paid', late: false }, null] });
  });

  it('a worker’s months come newest first, and only of sheets that one may see', async () => {
    const june = await submitApproved(world, projectId, '2026-06', { reading: readingOf(three) });
    await pay(june.sheetId, 1);
    await submit(world, projectId, '2026-07', { reading: readingOf(three) });
    const [worker] = await world.dataSource.query<[{ id: string }]>('SELECT id FROM worker WHERE name = $1', [three[0]!.name]);
    const seen = (who: Person): Promise<unknown[]> => world.as(who, (work) => workerPay(work, worker.id)).then((rows) => rows.filter((r) => r.projectId === projectId).map((r) => [r.period, r.state, r.paidOn]));
    expect(await seen('inspector')).to.deep.equal([['2026-07', 'unpaid', null], ['2026-06', 'paid', '2026-08-14']]);
    expect(await seen('subcontractor2')).to.deep.equal([]);
  });

  it('the template names the month’s workers of the firm, and that it was given is on record', async () => {
    const filled = await world.as('subcontractor', (work) => templateFor(work, projectId, { partyId: world.parties.subcontractor, period: period('2026-07') }));
    expect(filled.workers.map((w) => [w.name, w.idNumber, w.card, w.phone]).sort()).to.deep.equal(three.map((w) => [w.name, w.idNumber, w.card, w.phone]).sort());
    expect(filled).to.include({ generalContractor: '海南宏基建设工程有限公司', subcontractor: '儋州众力劳务有限公司' });
    expect(await notFound(world.as('subcontractor2', (work) => templateFor(work, projectId, { partyId: world.parties.subcontractor, period: period('2026-07') })))).to.equal(true);
    const [event] = await world.dataSource.query<{ detail: object }[]>(`SELECT detail FROM audit_event WHERE action = 'payroll.template-given' AND project_id = $1`, [projectId]);
    expect(event!.detail).to.deep.equal({ partyId: world.parties.subcontractor, period: '2026-07', workers: 3 });
    const before = await world.as('subcontractor', (work) => templateFor(work, projectId, { partyId: world.parties.subcontractor, period: period('2026-02') }));
    expect(before.workers).to.deep.equal([]);
  });
});
