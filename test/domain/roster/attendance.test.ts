import { expect } from 'chai';
import { attendanceGrid, engage, importRoster, leave, recordAttendance, type AttendanceRecord, type AttendanceRecorded } from '../../../src/domain/roster/index.js';
import { period } from '../../../src/values/period.js';
import { addDays, day } from '../../../src/values/plain-date.js';
import { Invalid } from '../../../src/values/refusal.js';
import { makeProject } from '../../support/builders.js';
import { sampleWorkers, testId } from '../../support/sample-workers.js';
import { openWorld, type World } from '../../support/world.js';

describe('roster: recording attendance', () => {
  let world: World;
  let projectId: string;

  before(async () => {
    world = await openWorld();
  });
  after(() => world.close());
  beforeEach(async () => {
    projectId = await makeProject(world, {}, { subcontractors: ['subcontractor', 'subcontractor2'] });
    await world.dataSource.query('DELETE FROM attendance; DELETE FROM project_month; DELETE FROM engagement; DELETE FROM worker');
  });
  // Whatever a test has done: the month's facts are what a recount of the rows finds.
  afterEach(async () => {
    const wrong = await world.dataSource.query<object[]>(
      `SELECT project_id, coalesce(m.period, r.period) AS period FROM project_month m FULL JOIN (
         SELECT project_id, to_char(day, 'YYYY-MM') AS period, count(*)::int AS days, count(DISTINCT worker_id)::int AS workers, (count(DISTINCT worker_id) FILTER (WHERE NOT registered))::int AS strangers
           FROM attendance GROUP BY 1, 2) r USING (project_id, period)
        WHERE (coalesce(m.attendance_days, 0), coalesce(m.attending_workers, 0), coalesce(m.unregistered_workers, 0)) <> (coalesce(r.days, 0), coalesce(r.workers, 0), coalesce(r.strangers, 0)) OR m.period IS NULL`,
    );
    expect(wrong).to.deep.equal([]);
    const stale = await world.dataSource.query<object[]>(
      `SELECT FROM attendance a WHERE registered <> EXISTS (SELECT FROM engagement e WHERE e.project_id = a.project_id AND e.worker_id = a.worker_id AND a.day BETWEEN e.entered_on AND coalesce(e.left_on, 'infinity'))`,
    );
    expect(stale).to.have.length(0);
  });

  const one = sampleWorkers[0]!;
  const report = (records: readonly AttendanceRecord[], who: 'subcontractor' | 'subcontractor2' | 'contractor' = 'subcontractor', source: 'sheet' | 'feed' = 'feed'): Promise<AttendanceRecorded> =>
    world.as(who, (work) => recordAttendance(work, { projectId, partyId: world.parties[who === 'contractor' ? 'subcontractor' : who], records, source }));
  const roster = (rows = sampleWorkers) => world.as('subcontractor', (work) => importRoster(work, { projectId, partyId: world.parties.subcontractor, rows }));
  const facts = async (month: string): Promise<unknown> => {
    const [row] = await world.dataSource.query<object[]>('SELECT attendance_days AS days, attending_workers AS workers, unregistered_workers AS strangers FROM project_month WHERE project_id = $1 AND period = $2', [projectId, month]);
    return row;
  };
  const on = (text: string, portion = 1): AttendanceRecord => ({ idNumber: one.idNumber, day: day(text), portion });

  it('counts 130 workers over the days of a month', async () => {
    await roster();
    const days = Array.from({ length: 31 }, (_, i) => addDays(day('2026-07-01'), i));
    const records = sampleWorkers.flatMap((w) => days.map((d) => ({ idNumber: w.idNumber, day: d, portion: 1 })));
    expect(await report(records)).to.include({ recorded: 4030, changed: 0, kept: 0, workers: 130 });
    expect(await facts('2026-07')).to.deep.equal({ days: 4030, workers: 130, strangers: 0 });
  });

  it('changes nothing when the same records come again, and only the portion when it differs', async () => {
    await roster();
    await report([on('2026-08-01'), on('2026-08-02')]);
    expect(await report([on('2026-08-01'), on('2026-08-02')])).to.include({ recorded: 0, changed: 0, kept: 0 });
    expect(await report([on('2026-08-01', 0.5)])).to.include({ recorded: 0, changed: 1 });
    expect(await facts('2026-08')).to.deep.equal({ days: 2, workers: 1, strangers: 0 });
  });

  it('takes the last of several records of one worker and day', async () => {
    await roster();
    expect(await report([on('2026-08-01', 1), on('2026-08-01', 0.5)])).to.include({ recorded: 1 });
    const [row] = await world.dataSource.query<{ portion: string }[]>('SELECT portion FROM attendance');
    expect(row!.portion).to.equal('0.50');
  });

  it('keeps the months apart, late and out of order', async () => {
    await roster();
    await report([on('2026-08-01')]);
    await report([on('2026-05-31'), on('2026-06-01')]);
    expect([await facts('2026-05'), await facts('2026-06'), await facts('2026-08')]).to.deep.equal(Array(3).fill({ days: 1, workers: 1, strangers: 0 }));
  });

  it('registers people whom nobody knows, without an engagement, and flags them', async () => {
    const stranger = testId('1990-01-01');
    const result = await report([{ idNumber: stranger, name: '过路人', day: day('2026-08-03'), portion: 1 }, { idNumber: testId('1991-01-01'), day: day('2026-08-03'), portion: 1 }]);
    expect(result.unregistered.map((w) => w.name)).to.have.members(['（姓名未报）', '过路人']);
    expect(await facts('2026-08')).to.deep.equal({ days: 2, workers: 2, strangers: 2 });
    const [row] = await world.dataSource.query<{ n: number }[]>('SELECT count(*)::int AS n FROM engagement');
    expect(row!.n).to.equal(0);
  });

  it('gives the one without a name their name from the first roster', async () => {
    await report([on('2026-08-03')]);
    await roster([one]);
    const rows = await world.dataSource.query<{ name: string }[]>('SELECT name FROM worker');
    expect(rows.map((r) => r.name)).to.deep.equal([one.name]);
  });

  it('flags the days before entry and after leaving, on the days themselves not', async () => {
    await roster([{ ...one, entryDate: day('2026-08-03') }]);
    const { unregistered } = await report([on('2026-08-03')]);
    expect(unregistered).to.deep.equal([]);
    expect((await report([on('2026-08-02')])).unregistered.map((w) => w.name)).to.deep.equal([one.name]);
    const [{ id } = { id: '' }] = await world.dataSource.query<{ id: string }[]>('SELECT id FROM engagement');
    await report([on('2026-08-10'), on('2026-08-11')]);
    await world.as('subcontractor', (work) => leave(work, projectId, id, { leftOn: day('2026-08-10'), reason: undefined }));
    const rows = await world.dataSource.query<{ day: string; registered: boolean }[]>('SELECT day, registered FROM attendance ORDER BY day');
    expect(rows).to.deep.equal([
      { day: '2026-08-02', registered: false },
      { day: '2026-08-03', registered: true },
      { day: '2026-08-10', registered: true },
      { day: '2026-08-11', registered: false },
    ]);
  });

  it('clears the flag when the engagement is recorded afterwards', async () => {
    await report([on('2026-08-03'), on('2026-07-03')]);
    expect(await facts('2026-08')).to.deep.include({ strangers: 1 });
    await world.as('subcontractor', (work) =>
      engage(work, projectId, { partyId: world.parties.subcontractor, name: one.name, idNumber: one.idNumber, phone: undefined, trade: undefined, team: undefined, teamLeader: false, enteredOn: day('2026-08-01'), contractSignedOn: undefined, contractEndsOn: undefined, card: undefined, bankName: undefined }),
    );
    expect(await facts('2026-08')).to.deep.include({ strangers: 0 });
    expect(await facts('2026-07')).to.deep.include({ strangers: 1 });
  });

  it('records a worker under sixteen, an impossible number and another name, and tells of each', async () => {
    await roster([one]);
    const wrong = `${testId('1990-05-05').slice(0, 17)}${testId('1990-05-05').endsWith('X') ? '0' : 'X'}`;
    const result = await report([
      { idNumber: testId('2010-08-04'), name: '小符', day: day('2026-08-03'), portion: 1 },
      { idNumber: testId('2010-08-04', 2), name: '小羊', day: day('2026-08-04'), portion: 1 },
      { idNumber: wrong, name: '错号', day: day('2026-08-03'), portion: 1 },
      { idNumber: one.idNumber, name: '另一人', day: day('2026-08-03'), portion: 1 },
    ]);
    expect(result.underAge.map((w) => w.name)).to.deep.equal(['小符']);
    expect(result.invalidId.map((w) => w.name)).to.deep.equal(['错号']);
    expect(result.otherName.map((w) => w.name)).to.deep.equal([one.name]);
    expect(result.recorded).to.equal(4);
    const [row] = await world.dataSource.query<object[]>(`SELECT id_valid AS "idValid", sex FROM worker WHERE name = '错号'`);
    expect(row).to.deep.equal({ idValid: false, sex: null });
  });

  it('refuses a day that has not come and a number that is none, all at once, and keeps nothing', async () => {
    const error = await report([on('2026-08-21'), { ...on('2026-08-20'), idNumber: '123' }, on('2026-08-20')]).catch((e: unknown) => e);
    expect((error as Invalid).issues.map((i) => i.path)).to.deep.equal(['records.0.day', 'records.1.idNumber']);
    expect(await facts('2026-08')).to.equal(undefined);
  });

  it('lets no firm and no sheet change what another firm or a machine has reported', async () => {
    await roster([one]);
    await report([on('2026-08-03'), on('2026-08-04')]);
    expect(await report([on('2026-08-03', 0.5)], 'subcontractor2')).to.include({ recorded: 0, changed: 0, kept: 1 });
    expect(await report([on('2026-08-04', 0.5)], 'subcontractor', 'sheet')).to.include({ recorded: 0, changed: 0, kept: 1 });
    const rows = await world.dataSource.query<{ portion: string }[]>('SELECT portion FROM attendance');
    expect(rows.map((r) => r.portion)).to.deep.equal(['1.00', '1.00']);
  });

  it('lets a machine’s record replace a sheet’s', async () => {
    await roster([one]);
    await report([on('2026-08-03')], 'subcontractor', 'sheet');
    expect(await report([on('2026-08-03', 0.5)])).to.include({ changed: 1, kept: 0 });
  });

  it('counts right when two reports of one project come at once', async () => {
    await roster();
    const half = (from: number): AttendanceRecord[] => sampleWorkers.slice(from, from + 100).map((w) => ({ idNumber: w.idNumber, day: day('2026-08-05'), portion: 1 }));
    const results = await Promise.all([report(half(0)), report(half(30).toReversed()), report(half(0), 'contractor')]);
    expect(results.reduce((n, r) => n + r.recorded, 0)).to.equal(130);
    expect(await facts('2026-08')).to.deep.equal({ days: 130, workers: 130, strangers: 0 });
  });

  it('counts right when two firms report the same workers at once', async () => {
    await roster();
    const half = (from: number, text: string): AttendanceRecord[] => sampleWorkers.slice(from, from + 100).map((w) => ({ idNumber: w.idNumber, day: day(text), portion: 1 }));
    await Promise.all([report(half(0, '2026-08-05')), report(half(30, '2026-08-06'), 'subcontractor2')]);
    expect(await facts('2026-08')).to.deep.equal({ days: 200, workers: 130, strangers: 0 });
  });

  it('shows the month as a grid: those engaged without a day too, strangers first', async () => {
    await roster(sampleWorkers.slice(0, 3));
    await report([on('2026-08-03'), on('2026-08-04', 0.5), { idNumber: testId('1990-01-01'), name: '过路人', day: day('2026-08-05'), portion: 1 }]);
    const grid = await world.as('inspector', (work) => attendanceGrid(work, projectId, period('2026-08'), { page: 1, size: 50 }));
    expect(grid.total).to.equal(4);
    expect(grid.rows[0]).to.deep.include({ name: '过路人', registered: false, total: 1, days: [[5, 1, false]] });
    expect(grid.rows.find((r) => r.name === one.name)).to.deep.include({ registered: true, total: 1.5, team: one.team, days: [[3, 1, true], [4, 0.5, true]] });
    expect(grid.facts).to.deep.equal({ attendanceDays: 3, attendingWorkers: 2, unregisteredWorkers: 1 });
    const others = await world.as('subcontractor2', (work) => attendanceGrid(work, projectId, period('2026-08'), { page: 1, size: 50 }));
    expect(others.rows).to.deep.equal([]);
  });
});
