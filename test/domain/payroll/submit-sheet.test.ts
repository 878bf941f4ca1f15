import { expect } from 'chai';
import { approveSheet, changesOf, getSheet, listLines, returnSheet, settleLines, submitSheet, trySheet, type SheetInput, type SheetOutcome } from '../../../src/domain/payroll/index.js';
import { getImport, leave, listImports, type RosterEntry } from '../../../src/domain/roster/index.js';
import type { ProjectMonth } from '../../../src/entities/project-month.js';
import { must } from '../../../src/values/parsed.js';
import { parseBankCard } from '../../../src/values/bank-card.js';
import { period } from '../../../src/values/period.js';
import { day } from '../../../src/values/plain-date.js';
import { Invalid, Refusal } from '../../../src/values/refusal.js';
import { makeProject } from '../../support/builders.js';
import { employ, readingOf, readSample, sampleFile, submit, standing } from '../../support/payroll.js';
import { sampleWorkers, testId } from '../../support/sample-workers.js';
import { openWorld, type Person, type World } from '../../support/world.js';

const thrown = async (run: Promise<unknown>): Promise<Error> => run.then(() => { throw new Error('nothing was refused'); }, (error: Error) => error);
const issuesOf = async (run: Promise<unknown>): Promise<readonly { path: string; message: string }[]> => {
  const error = await thrown(run);
  if (!(error instanceof Invalid)) throw error;
  return error.issues;
};

describe('payroll: sending in a sheet', () => {
  let world: World;
  let projectId: string;

  before(async () => {
    world = await openWorld({ on: '2026-10-08' });
  });
  after(() => world.close());
  beforeEach(async () => {
    projectId = await makeProject(world, {}, { subcontractors: ['subcontractor', 'subcontractor2'] });
    await world.dataSource.query('DELETE FROM engagement');
    await world.owner.query('TRUNCATE worker CASCADE');
    await employ(world, projectId);
  });

  const facts = async (month = '2026-08'): Promise<Partial<ProjectMonth>> => {
    const [row] = await world.dataSource.query<Partial<ProjectMonth>[]>('SELECT sheets, approved_sheets AS "approvedSheets", lines, payable_fen AS "payableFen", paid_lines AS "paidLines" FROM project_month WHERE project_id = $1 AND period = $2', [projectId, month]);
    return row ?? {};
  };
  const count = async (table: 'payroll_sheet' | 'payroll_line' | 'import_run'): Promise<number> => (await world.dataSource.query<[{ n: number }]>(`SELECT count(*)::int AS n FROM ${table}`))[0].n;
  const attempt = (input: Partial<SheetInput> = {}, who: Person = 'subcontractor'): Promise<SheetOutcome> =>
    world.as(who, (work) => trySheet(work, { projectId, partyId: world.parties.subcontractor, period: period('2026-08'), file: { name: 'a.xlsx', mediaType: 'x', bytes: Buffer.from(JSON.stringify(Object.keys(input))) }, reading: readingOf(sampleWorkers), signed: true, ...input }));
  const mistakesOf = async (outcome: Promise<SheetOutcome>): Promise<string[]> => {
    const got = await outcome;
    if ('submitted' in got) throw new Error('nothing was refused');
    return got.refused.mistakes.map((m) => `${m.row} ${m.field} ${m.code} ${m.severity}`);
  };

  for (const [month, file, yuan] of [
    ['2026-05', 'payroll-2026-05.xlsx', '708200.00'],
    ['2026-06', 'payroll-2026-06.xlsx', '781300.00'],
    ['2026-07', 'payroll-2026-07.xlsx', '792500.00'],
    ['2026-08', 'payroll-2026-08.xlsx', '770000.00'],
  ] as const) {
    it(`takes the sample of ${month}: 130 workers, ${yuan} yuan`, async () => {
      const sheet = await submit(world, projectId, month, { reading: await readSample(file, month), file: { name: file, mediaType: 'x', bytes: sampleFile(file) } });
      expect(sheet).to.include({ version: 1, lines: 130, netFen: BigInt(yuan.replace('.', '')), warnings: 0, repeated: false });
      const { rows, total } = await world.as('subcontractor', (work) => listLines(work, { id: sheet.sheetId, period: period(month) }));
      expect(total).to.equal(130);
      expect(rows.reduce((sum, l) => sum + l.netFen, 0n)).to.equal(sheet.netFen);
      expect(await facts(month)).to.deep.equal({ sheets: 1, approvedSheets: 0, lines: 130, payableFen: sheet.netFen, paidLines: 0 });
    });
  }

  it('gives August’s three forms the same 130 lines', async () => {
    const content = async (file: string): Promise<unknown[]> => {
      const sheet = await submit(world, projectId, '2026-08', { reading: await readSample(file, '2026-08'), reason: '换一种格式再传' });
      return world.dataSource.query('SELECT line_no, worker_id, days, gross_fen, deduction_fen, net_fen, card_index, card_last4, bank_name FROM payroll_line WHERE sheet_id = $1 ORDER BY line_no', [sheet.sheetId]);
    };
    const xlsx = await content('payroll-2026-08.xlsx');
    expect(xlsx).to.have.length(130);
    expect(await content('payroll-2026-08.xls')).to.deep.equal(xlsx);
    expect(await content('payroll-2026-08.gb18030.csv')).to.deep.equal(xlsx);
  });

  it('keeps cards sealed, each to its own line', async () => {
    const { sheetId } = await submit(world, projectId, '2026-08');
    const rows = await world.dataSource.query<{ lineNo: number; sealed: Buffer; last4: string }[]>('SELECT line_no AS "lineNo", card_sealed AS sealed, card_last4 AS last4 FROM payroll_line WHERE sheet_id = $1 ORDER BY line_no', [sheetId]);
    for (const [i, row] of rows.entries()) {
      const card = sampleWorkers[i]!.card!;
      expect(row.sealed.includes(card)).to.equal(false);
      expect(row.last4).to.equal(card.slice(-4));
      expect(world.vault.open(row.sealed, `payroll_line.card.${sheetId}/${row.lineNo}`)).to.equal(card);
    }
    expect(() => world.vault.open(rows[0]!.sealed, `payroll_line.card.${sheetId}/2`)).to.throw();
  });

  it('is due on the agreed day, or the working day before it', async () => {
    // 15 September 2026 is a Tuesday; 15 August a Saturday.
    const due = async (month: string): Promise<string> => (await world.as('subcontractor', async (work) => getSheet(work, (await submit(world, projectId, month)).sheetId))).payOn;
    expect(await due('2026-08')).to.equal('2026-09-15');
    expect(await due('2026-07')).to.equal('2026-08-14');
  });

  it('answers the same file with the first result', async () => {
    const file = { name: 'a.xlsx', mediaType: 'x', bytes: Buffer.from('same') };
    const first = await submit(world, projectId, '2026-08', { file });
    const second = await submit(world, projectId, '2026-08', { file: { ...file, name: 'b.xlsx' } });
    expect(second).to.deep.equal({ ...first, repeated: true });
    expect(await facts()).to.include({ sheets: 1, lines: 130 });
    const other = await submit(world, projectId, '2026-09', { file });
    expect(other.sheetId).to.not.equal(first.sheetId);
  });

  it('lets one of two that send the same file at once in, and gives both the same answer', async () => {
    const file = { name: 'a.xlsx', mediaType: 'x', bytes: Buffer.from('twice') };
    const before = await count('payroll_sheet');
    const [a, b] = await Promise.all([submit(world, projectId, '2026-08', { file }), submit(world, projectId, '2026-08', { file })]);
    expect(a.sheetId).to.equal(b.sheetId);
    expect([a.repeated, b.repeated].sort()).to.deep.equal([false, true]);
    expect(await count('payroll_sheet')).to.equal(before + 1);
  });

  describe('mistakes', () => {
    it('of the sample are told exactly, and nothing is written', async () => {
      const reading = await readSample('payroll-2026-09-with-mistakes.xlsx', '2026-09');
      // A roster in which the sheet's own people are as the sheet has them.
      await world.owner.query('TRUNCATE worker CASCADE');
      await employ(world, projectId, reading.rows.map(({ name, idNumber, card }): RosterEntry => ({ name, idNumber, card: name === '王喆堃' || name === '曹强霞' ? undefined : card, entryDate: day('2026-03-15') })));
      const listed = JSON.parse(sampleFile('payroll-2026-09-with-mistakes.json').toString()) as { sheetRow: number; column: string; kind: string }[];
      const got = await attempt({ period: period('2026-09'), reading });
      if ('submitted' in got) throw new Error('nothing was refused');
      const { importId, errors, warnings } = got.refused;
      const told = (await world.as('subcontractor', (work) => getImport(work, importId, 1, 100))).list;
      const inFileOrder = told.toSorted((a, b) => a.row - b.row).map((m) => ({ sheetRow: m.row, column: m.column, kind: m.severity }));
      expect(inFileOrder).to.deep.equal(listed.map(({ sheetRow, column, kind }) => ({ sheetRow, column, kind })));
      expect([errors, warnings]).to.deep.equal([12, 3]);
      expect(await facts('2026-09')).to.deep.equal({});
      expect(await world.dataSource.query('SELECT FROM payroll_sheet WHERE project_id = $1', [projectId])).to.deep.equal([]);
    });

    it('of the sample come together with those against the roster', async () => {
      const reading = await readSample('payroll-2026-09-with-mistakes.xlsx', '2026-09');
      const told = await mistakesOf(attempt({ period: period('2026-09'), reading }));
      expect(told).to.have.length(18);
      expect(told).to.include.members(['17 name PR-05 error', '14 card PR-07 warning', '16 card PR-07 warning']);
    });

    it('are on record with the file, and nobody else’s numbers stand in them', async () => {
      const reading = await readSample('payroll-2026-09-with-mistakes.xlsx', '2026-09');
      await attempt({ period: period('2026-09'), reading, file: { name: '九月.xlsx', mediaType: 'x', bytes: sampleFile('payroll-2026-09-with-mistakes.xlsx') } });
      const { rows } = await world.as('subcontractor', (work) => listImports(work, { projectId, kind: 'payroll', page: 1, size: 10 }));
      expect(rows[0]).to.include({ kind: 'payroll', state: 'refused', file: '九月.xlsx', rows: 24 });
      const [kept] = await world.dataSource.query<{ text: string }[]>('SELECT mistakes::text AS text FROM import_run WHERE id = $1', [rows[0]!.id]);
      expect(kept!.text).to.not.match(/\d{11}/u);
    });

    const [one, two] = sampleWorkers as [RosterEntry, RosterEntry];
    const card = must(parseBankCard('6228481210000000017'));

    it('PR-01: someone who is on no roster of the project', async () => {
      const stranger = { name: '符阿一', idNumber: testId('1990-01-01'), card };
      expect(await mistakesOf(attempt({ reading: readingOf([one, stranger, two]) }))).to.deep.equal(['6 idNumber PR-01 error']);
    });

    it('PR-02: someone who works for another firm of the project', async () => {
      const other = { name: '符阿二', idNumber: testId('1990-01-02'), card };
      await employ(world, projectId, [other], 'subcontractor2');
      expect(await mistakesOf(attempt({ reading: readingOf([other, one]) }))).to.deep.equal(['5 idNumber PR-02 error']);
    });

    it('PR-03: someone who entered after the month', async () => {
      const late = { name: '符阿三', idNumber: testId('1990-01-03'), card, entryDate: day('2026-09-01') };
      await employ(world, projectId, [late]);
      expect(await mistakesOf(attempt({ reading: readingOf([late]) }))).to.deep.equal(['5 idNumber PR-03 error']);
      expect(await attempt({ reading: readingOf([late]), period: period('2026-09') })).to.have.property('submitted');
    });

    it('PR-04: someone who left before the month is a warning', async () => {
      const [e] = await world.dataSource.query<{ id: string }[]>('SELECT e.id FROM engagement e JOIN worker w ON w.id = e.worker_id WHERE w.name = $1', [one.name]);
      await world.as('subcontractor', (work) => leave(work, projectId, e!.id, { leftOn: day('2026-07-31'), reason: undefined }));
      expect(await attempt({ reading: readingOf([one]) })).to.have.nested.property('submitted.warnings', 1);
    });

    it('PR-05: another name than the one on record, which is not told; the dots of a name may differ', async () => {
      const got = await attempt({ reading: readingOf([{ ...one, name: '古丽' }]) });
      expect(got).to.have.nested.property('refused.mistakes[0].code', 'PR-05');
      expect(JSON.stringify(got)).to.not.include(one.name);
      expect(await attempt({ reading: readingOf([{ ...one, name: one.name.replace('·', '•') }]) })).to.have.property('submitted');
    });

    it('PR-06: someone who was under sixteen when the month’s work began', async () => {
      // Sixteen on 20 August: of age at the month's end, which the file's own check looks at.
      const child = { name: '符小童', idNumber: testId('2010-08-20'), card, entryDate: day('2026-08-21') };
      const worked = { ...child, name: '符小明', idNumber: testId('2010-08-20', 2), entryDate: day('2026-08-10') };
      await employ(world, projectId, [child, worked]);
      expect(await mistakesOf(attempt({ reading: readingOf([child, worked]) }))).to.include('6 idNumber PR-06 error').and.not.include('5 idNumber PR-06 error');
    });

    it('PR-07: another card than on the roster is a warning that names only its last digits', async () => {
      await attempt({ reading: readingOf([{ ...one, card }]) });
      const [row] = await world.dataSource.query<{ warnings: { code: string; message: string }[] }[]>('SELECT warnings FROM payroll_sheet WHERE project_id = $1', [projectId]);
      expect(row!.warnings.map((w) => w.code)).to.deep.equal(['PR-07']);
      expect(row!.warnings[0]!.message).to.include(`**** ${one.card!.slice(-4)}`).and.not.match(/\d{11}/u);
    });

    it('PR-08: someone whom another firm has on its sheet of the month; not of another cycle, nor of a returned sheet', async () => {
      await employ(world, projectId, [one], 'subcontractor2');
      const other = { partyId: world.parties.subcontractor2, reading: readingOf([one]) };
      const { sheetId } = await submit(world, projectId, '2026-08', other, 'subcontractor2');
      expect(await mistakesOf(attempt({ reading: readingOf([one, two]) }))).to.deep.equal(['5 idNumber PR-08 error']);
      expect(await attempt({ reading: readingOf([one, two]), cycle: 2 })).to.have.property('submitted');
      await world.as('contractor', (work) => returnSheet(work, sheetId, { opinion: '不是你们的人' }));
      expect(await attempt({ reading: readingOf([one, two]) })).to.have.property('submitted');
    });

    it('PR-08: of two firms that name the same worker at once, one comes first', async () => {
      await employ(world, projectId, [one], 'subcontractor2');
      const answers = await Promise.all([attempt({ reading: readingOf([one]) }), attempt({ reading: readingOf([one]), partyId: world.parties.subcontractor2 }, 'subcontractor2')]);
      expect(answers.map((a) => Object.keys(a)[0]).sort()).to.deep.equal(['refused', 'submitted']);
    });

    it('of form and file come together, the cells named by row and field', async () => {
      const issues = await issuesOf(submit(world, projectId, '2026-08', { reading: readingOf([{ ...one, name: '古丽' }]), controlTotal: 1n }));
      expect(issues.map((i) => i.path)).to.deep.equal(['controlTotal', 'file.5.name']);
      expect(issues[1]!.message).to.equal('第 5 行“姓名”:“古丽”与这个身份证号码登记的姓名不符。对照身份证核对姓名和号码；登记有误的，请联系劳动保障监察机构更正');
    });
  });

  describe('the form', () => {
    it('refuses a control total that differs, by a fen', async () => {
      expect(await issuesOf(submit(world, projectId, '2026-08', { controlTotal: 65_000_001n }))).to.deep.equal([{ path: 'controlTotal', message: '填写的实发合计 650000.01 与表中各行之和 650000.00 相差 0.01 元' }]);
      expect(await submit(world, projectId, '2026-08', { controlTotal: 65_000_000n })).to.include({ lines: 130 });
    });

    it('refuses months before the start, before the firm’s entry and after today', async () => {
      expect(await issuesOf(submit(world, projectId, '2026-02'))).to.deep.equal([{ path: 'period', message: '项目 2026-03-10 开工，2026年2月在开工之前' }]);
      expect(await issuesOf(submit(world, projectId, '2026-11'))).to.deep.equal([{ path: 'period', message: '2026年11月尚未到来' }]);
      await world.dataSource.query(`UPDATE project_party SET entered_on = '2026-05-04' WHERE project_id = $1 AND role = 'subcontractor'`, [projectId]);
      expect(await issuesOf(submit(world, projectId, '2026-04'))).to.deep.equal([{ path: 'period', message: '本单位 2026-05-04 进场，2026年4月在进场之前' }]);
    });

    it('refuses a project that has not begun', async () => {
      projectId = await makeProject(world, {}, { state: 'preparing' });
      expect((await issuesOf(submit(world, projectId, '2026-08')))[0]!.message).to.equal('项目尚未登记开工，不能报送工资表');
    });

    it('takes a subcontractor’s sheet only from itself or the general contractor', async () => {
      expect((await issuesOf(submit(world, projectId, '2026-08', {}, 'subcontractor2')))[0]).to.deep.equal({ path: 'partyId', message: '这个单位不是本项目的参建单位' });
      expect(await thrown(submit(world, projectId, '2026-08', {}, 'contractor2'))).to.be.instanceOf(Refusal).with.property('code', 'not-found');
      expect(await thrown(submit(world, projectId, '2026-08', {}, 'inspector'))).to.be.instanceOf(Refusal).with.property('code', 'not-allowed');
      expect(await submit(world, projectId, '2026-08', {}, 'contractor')).to.include({ lines: 130 });
    });

    it('takes the general contractor’s own workers', async () => {
      const own = { name: '符阿四', idNumber: testId('1990-01-04'), card: must(parseBankCard('6228481210000000017')) };
      await employ(world, projectId, [{ ...own, entryDate: day('2026-03-15') }], 'contractor');
      expect(await submit(world, projectId, '2026-08', { partyId: world.parties.contractor, reading: readingOf([own]) }, 'contractor')).to.include({ lines: 1 });
    });
  });

  describe('a new version', () => {
    it('needs a reason, keeps the old one, and shows who differs', async () => {
      const first = await submit(world, projectId, '2026-08');
      const changed = readingOf(sampleWorkers.slice(1), (i) => (i === 0 ? 510_000n : 500_000n));
      expect(await issuesOf(submit(world, projectId, '2026-08', { reading: changed }))).to.deep.equal([{ path: 'reason', message: '这个月已报送过工资表（第 1 版，待总包审核），要用这份文件替换，请填写更正原因' }]);
      const second = await submit(world, projectId, '2026-08', { reading: changed, reason: '漏扣一人' });
      expect(second).to.include({ version: 2, lines: 129 });
      const [detail, old, diff] = await world.as('subcontractor', async (work) => {
        const sheet = await getSheet(work, second.sheetId);
        return [sheet, await getSheet(work, first.sheetId), await changesOf(work, sheet)] as const;
      });
      expect(old.state).to.equal('superseded');
      expect(detail).to.include({ state: 'submitted', reason: '漏扣一人', supersedesId: first.sheetId });
      expect(detail.versions.map((v) => [v.version, v.state, v.netFen])).to.deep.equal([[2, 'submitted', 64_510_000n], [1, 'superseded', 65_000_000n]]);
      expect(diff.map((d) => [d.name, d.beforeFen, d.afterFen])).to.deep.equal([
        [sampleWorkers[0]!.name, 500_000n, null],
        [sampleWorkers[1]!.name, 500_000n, 510_000n],
      ]);
      expect(await facts()).to.include({ sheets: 1, lines: 129, payableFen: 64_510_000n });
    });

    it('of a returned sheet needs no reason of its own', async () => {
      const { sheetId } = await submit(world, projectId, '2026-08');
      await world.as('contractor', (work) => returnSheet(work, sheetId, { opinion: '出勤不对' }));
      expect(await facts()).to.include({ sheets: 0, lines: 0, payableFen: 0n });
      const second = await submit(world, projectId, '2026-08');
      expect(second.version).to.equal(2);
      expect(await facts()).to.include({ sheets: 1, lines: 130 });
    });

    it('of an approved sheet takes its claims off the books', async () => {
      const first = await submit(world, projectId, '2026-08');
      const owed = async (): Promise<bigint> => (await world.dataSource.query<[{ sum: bigint }]>(`SELECT coalesce(sum(balance_fen), 0)::bigint AS sum FROM ledger_account WHERE project_id = $1 AND kind = 'wages-owed'`, [projectId]))[0].sum;
      await world.as('contractor', (work) => approveSheet(work, first.sheetId, { certified: true, opinion: undefined }));
      expect(await owed()).to.equal(65_000_000n);
      await submit(world, projectId, '2026-08', { reading: readingOf(sampleWorkers.slice(0, 10)), reason: '重报' });
      expect(await owed()).to.equal(0n);
      expect(await facts()).to.include({ sheets: 1, approvedSheets: 0, lines: 10, payableFen: 5_000_000n });
    });

    it('is refused once money of the sheet is on its way or paid', async () => {
      const first = await submit(world, projectId, '2026-08');
      await world.as('contractor', (work) => approveSheet(work, first.sheetId, { certified: true, opinion: undefined }));
      for (const outcome of ['in-transit', 'paid'] as const) {
        await world.as('system', (work) => settleLines(work, first.sheetId, [standing(1, outcome, '2026-10-08')]));
        expect(await thrown(submit(world, projectId, '2026-08', { reason: '重报' }))).to.be.instanceOf(Refusal).with.property('code', 'wrong-state');
      }
    });
  });

  it('writes 5,000 lines in as many statements as 5', async () => {
    const many = Array.from({ length: 5_000 }, (_, i): RosterEntry => ({ name: `工人${i}`, idNumber: testId(`19${70 + (i % 30)}-0${1 + (Math.floor(i / 30) % 9)}-1${Math.floor(i / 270) % 10}`, Math.floor(i / 2700) * 2 + (i % 2)), card: must(parseBankCard(`62284812${String(i).padStart(8, '0')}`)), entryDate: day('2026-03-15') }));
    expect(new Set(many.map((m) => m.idNumber)).size).to.equal(5_000);
    await employ(world, projectId, many);
    const statements = (people: readonly RosterEntry[], month: string): Promise<number> =>
      world.as('subcontractor', async (work) => {
        let n = 0;
        const run = work.db.query.bind(work.db);
        const counting = Object.create(work.db, { query: { value: (...args: Parameters<typeof run>) => ((n += 1), run(...args)) } }) as typeof work.db;
        await submitSheet({ ...work, db: counting }, { projectId, partyId: world.parties.subcontractor, period: period(month), file: { name: 'a', mediaType: 'x', bytes: Buffer.from(month) }, reading: readingOf(people), signed: true });
        return n;
      });
    expect(await statements(many, '2026-08')).to.equal(await statements(many.slice(0, 5), '2026-09'));
  });
});
