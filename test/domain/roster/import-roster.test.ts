import { expect } from 'chai';
import { engage, findWorkers, importRoster, type RosterEntry } from '../../../src/domain/roster/index.js';
import { day } from '../../../src/values/plain-date.js';
import { Invalid, Refusal } from '../../../src/values/refusal.js';
import { makeProject } from '../../support/builders.js';
import { sampleWorkers, testId } from '../../support/sample-workers.js';
import { openWorld, type World } from '../../support/world.js';

const refusedWith = async (run: Promise<unknown>): Promise<readonly { path: string; message: string }[]> => {
  try {
    await run;
  } catch (error) {
    if (error instanceof Invalid) return error.issues;
    throw error;
  }
  throw new Error('nothing was refused');
};

describe('roster: taking in a firm’s roster', () => {
  let world: World;
  let projectId: string;

  before(async () => {
    world = await openWorld();
  });
  after(() => world.close());
  beforeEach(async () => {
    projectId = await makeProject(world, {}, { subcontractors: ['subcontractor', 'subcontractor2'] });
    await world.dataSource.query('DELETE FROM attendance; DELETE FROM engagement; DELETE FROM worker');
  });

  const take = (rows: readonly RosterEntry[], who: 'subcontractor' | 'contractor' = 'subcontractor') => world.as(who, (work) => importRoster(work, { projectId, partyId: world.parties.subcontractor, rows }));
  const one = sampleWorkers[0]!;
  const rowsOf = (table: 'worker' | 'engagement'): Promise<{ n: number }[]> => world.dataSource.query(`SELECT count(*)::int AS n FROM ${table}`);
  const count = async (table: 'worker' | 'engagement'): Promise<number> => (await rowsOf(table))[0]!.n;

  it('engages the 130 workers of the sample in a few statements, and finds every one by ID number', async () => {
    const result = await take(sampleWorkers);
    expect(result).to.include({ rows: 130, engaged: 130, updated: 0 });
    expect(result.underAge).to.deep.equal([]);
    const found = await world.as('contractor', (work) => findWorkers(work, projectId, sampleWorkers.map((w) => w.idNumber)));
    expect(found.size).to.equal(130);
    const first = found.get(one.idNumber)!;
    expect(first).to.include({ name: '古丽巴哈尔·买买提', partyId: world.parties.subcontractor, trade: '抹灰工', team: '第一班组', enteredOn: '2026-03-15', leftOn: null, cardLast4: '7128' });
    expect(first.cardIndex?.equals(world.vault.index('card', one.card!))).to.equal(true);
  });

  it('keeps no ID number, card or telephone in the clear', async () => {
    await take(sampleWorkers);
    const rows = await world.dataSource.query<object[]>('SELECT to_jsonb(w) AS w, w.id_sealed, w.id_index, w.phone_sealed, w.phone_index, to_jsonb(e) AS e, e.card_sealed, e.card_index FROM worker w JOIN engagement e ON e.worker_id = w.id');
    const kept = rows.flatMap((row) => Object.values(row).map((v: unknown) => (Buffer.isBuffer(v) ? v.toString('latin1') : JSON.stringify(v)))).join('\n');
    expect(kept).to.include(one.name);
    for (const w of sampleWorkers) for (const secret of [w.idNumber, w.card!, w.phone!]) expect(kept.includes(secret), w.name).to.equal(false);
  });

  it('changes nothing when the same roster comes again', async () => {
    await take(sampleWorkers);
    expect(await take(sampleWorkers)).to.include({ engaged: 0, updated: 0 });
    expect([await count('worker'), await count('engagement')]).to.deep.equal([130, 130]);
  });

  it('updates what the rows name, and leaves what they do not', async () => {
    await take([one]);
    expect(await take([{ name: one.name, idNumber: one.idNumber, team: '第九班组' }])).to.include({ engaged: 0, updated: 1 });
    const [row] = await world.dataSource.query<object[]>('SELECT team, trade, entered_on AS "enteredOn", card_last4 AS "cardLast4" FROM engagement');
    expect(row).to.deep.equal({ team: '第九班组', trade: '抹灰工', enteredOn: '2026-03-15', cardLast4: '7128' });
  });

  it('fills in a card that was missing, but never replaces one', async () => {
    const { card, ...cardless } = one;
    await take([cardless]);
    expect(await take([one])).to.include({ updated: 1 });
    const issues = await refusedWith(take([{ ...one, card: sampleWorkers[1]!.card }]));
    expect(issues).to.deep.equal([{ path: 'rows.0.card', message: `与已登记的银行卡（尾号 ${card!.slice(-4)}）不同` }]);
  });

  it('enters those without a day of entry today', async () => {
    await take([{ name: '符阿一', idNumber: testId('1990-01-01') }]);
    const [row] = await world.dataSource.query<{ enteredOn: string }[]>('SELECT entered_on AS "enteredOn" FROM engagement');
    expect(row!.enteredOn).to.equal('2026-08-20');
  });

  it('applies nothing where one row is wrong, and names every mistake at once', async () => {
    await take([one]);
    const issues = await refusedWith(
      take([
        ...sampleWorkers.slice(1),
        { ...one, name: '另一人' },
        { ...sampleWorkers[1]! },
        { name: '符阿二', idNumber: testId('1990-01-02'), entryDate: day('2062-08-01') },
        { name: '符阿三', idNumber: testId('1990-01-03'), entryDate: day('2026-08-01'), exitDate: day('2026-07-01') },
        { name: '符阿四', idNumber: testId('1990-01-04'), exitDate: day('2026-09-01') },
      ]),
    );
    expect(issues.map((i) => i.path)).to.deep.equal(['rows.129.name', 'rows.130.idNumber', 'rows.131.entryDate', 'rows.132.exitDate', 'rows.133.exitDate']);
    expect(issues[0]!.message).to.not.include(one.name);
    expect([await count('worker'), await count('engagement')]).to.deep.equal([1, 1]);
  });

  it('takes an exit, then asks for the day when the worker comes back, and refuses days that overlap', async () => {
    await take([one]);
    expect(await take([{ ...one, exitDate: day('2026-06-30') }])).to.include({ updated: 1 });
    expect(await take([{ ...one, exitDate: day('2026-06-30') }])).to.include({ engaged: 0, updated: 0 });
    const { entryDate: _entry, ...undated } = one;
    expect((await refusedWith(take([undated])))[0]!.message).to.equal('此人已于 2026-06-30 离场，没有填写再次进场的日期');
    expect((await refusedWith(take([{ ...one, entryDate: day('2026-06-01') }])))[0]!.message).to.equal('与已登记的在场期间 2026-03-15 至 2026-06-30 重叠');
    expect(await take([{ ...one, entryDate: day('2026-07-01') }])).to.include({ engaged: 1 });
    const found = await world.as('system', (work) => findWorkers(work, projectId, [one.idNumber]));
    expect(found.get(one.idNumber)).to.include({ enteredOn: '2026-07-01', leftOn: null });
  });

  it('accepts a day of entry up to 31 days ahead and no later', async () => {
    const entry = { name: '符阿五', idNumber: testId('1990-01-05') };
    expect(await refusedWith(take([{ ...entry, entryDate: day('2026-09-21') }]))).to.have.length(1);
    expect(await take([{ ...entry, entryDate: day('2026-09-20') }])).to.include({ engaged: 1 });
  });

  it('records a worker under sixteen and says so; on the sixteenth birthday there is nothing to say', async () => {
    const result = await take([
      { name: '小符', idNumber: testId('2010-08-21'), entryDate: day('2026-08-20') },
      { name: '小羊', idNumber: testId('2010-08-20'), entryDate: day('2026-08-20') },
    ]);
    expect(result.underAge.map((w) => w.name)).to.deep.equal(['小符']);
    expect(await count('engagement')).to.equal(2);
  });

  it('warns of a card that another worker of the project has', async () => {
    await take([one]);
    const result = await take([{ ...sampleWorkers[1]!, card: one.card }]);
    expect(result.warnings.map((w) => [w.code, w.field])).to.deep.equal([['RD-11', 'card']]);
  });

  it('knows one worker for two firms, and takes names with other dots and spaces for the same', async () => {
    await take([one]);
    await world.as('subcontractor2', (work) => importRoster(work, { projectId, partyId: world.parties.subcontractor2, rows: [{ ...one, name: '古丽巴哈尔• 买买提' }] }));
    expect([await count('worker'), await count('engagement')]).to.deep.equal([1, 2]);
    const found = await world.as('system', (work) => findWorkers(work, projectId, [one.idNumber], world.parties.subcontractor2));
    expect(found.get(one.idNumber)).to.include({ partyId: world.parties.subcontractor2, name: one.name });
  });

  it('takes in the same people twice at once without a double or a deadlock', async () => {
    const other = await makeProject(world);
    const results = await Promise.all([
      take(sampleWorkers),
      world.as('contractor', (work) => importRoster(work, { projectId: other, partyId: world.parties.subcontractor, rows: sampleWorkers.toReversed() })),
      take(sampleWorkers, 'contractor'),
    ]);
    expect(results[0].engaged + results[2].engaged).to.equal(130);
    expect([await count('worker'), await count('engagement')]).to.deep.equal([130, 260]);
  });

  it('refuses a firm that is not on the project, and a subcontractor speaking for another, in the same words', async () => {
    const asked = (who: 'contractor' | 'subcontractor', partyId: string) => refusedWith(world.as(who, (work) => importRoster(work, { projectId, partyId, rows: [one] })));
    const stranger = await asked('contractor', world.parties.contractor2);
    expect(stranger).to.deep.equal([{ path: 'partyId', message: '这个单位不是本项目的参建单位' }]);
    expect(await asked('subcontractor', world.parties.subcontractor2)).to.deep.equal(stranger);
  });

  it('answers another firm’s project like one that does not exist', async () => {
    const why = async (id: string): Promise<string> => {
      const error = await world.as('contractor2', (work) => importRoster(work, { projectId: id, partyId: world.parties.subcontractor, rows: [one] })).catch((e: unknown) => e);
      return `${(error as Refusal).code} ${(error as Refusal).why}`;
    };
    expect(await why(projectId)).to.equal(await why('019a0000-0000-7000-8000-000000000000'));
  });

  it('leaves one line in the audit trail, with changed days of entry and telephones', async () => {
    await take([one]);
    await take([{ ...one, entryDate: day('2026-04-01'), phone: sampleWorkers[1]!.phone }]);
    const events = await world.dataSource.query<{ detail: { entryChanged: unknown[]; phonesChanged: unknown[] } }[]>(`SELECT detail FROM audit_event WHERE action = 'roster.imported' AND project_id = $1 ORDER BY id`, [projectId]);
    expect(events).to.have.length(2);
    expect(events[1]!.detail.entryChanged).to.have.length(1);
    expect(events[1]!.detail.entryChanged[0]).to.include({ from: '2026-03-15', to: '2026-04-01' });
    expect(events[1]!.detail.phonesChanged).to.have.length(1);
  });

  describe('one worker', () => {
    const input = { partyId: '', name: '符阿六', idNumber: testId('1988-08-08'), phone: undefined, trade: '木工', team: '一班', teamLeader: true, enteredOn: day('2026-08-01'), contractSignedOn: day('2026-07-30'), contractEndsOn: undefined, card: undefined, bankName: undefined };
    const add = (changes: Partial<typeof input> = {}) => world.as('subcontractor', (work) => engage(work, projectId, { ...input, partyId: world.parties.subcontractor, ...changes }));

    it('is engaged, as a team’s leader', async () => {
      const { engagementId, underAge } = await add();
      expect(underAge).to.equal(false);
      const [row] = await world.dataSource.query<object[]>('SELECT id, team_leader AS "teamLeader", contract_signed_on AS "signed" FROM engagement');
      expect(row).to.deep.equal({ id: engagementId, teamLeader: true, signed: '2026-07-30' });
    });

    it('is refused a second time, at the ID number', async () => {
      await add();
      expect(await refusedWith(add())).to.deep.equal([{ path: 'idNumber', message: '此人已在这个单位名下登记在场' }]);
    });

    it('is refused with the mistakes at the fields of the form', async () => {
      const issues = await refusedWith(add({ enteredOn: day('2028-01-01') }));
      expect(issues.map((i) => i.path)).to.deep.equal(['enteredOn']);
    });
  });
});
