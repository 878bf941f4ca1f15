import { expect } from 'chai';
import type { Response } from 'supertest';
import { readWorkbook } from '../../src/formats/spreadsheet/read-workbook.js';
import { readPayrollSheet } from '../../src/formats/payroll-sheet.js';
import { period } from '../../src/values/period.js';
import { importRoster, type RosterEntry } from '../../src/domain/roster/index.js';
import { makeProject } from '../support/builders.js';
import { employ, readingOf, readSample, sampleFile, submit } from '../support/payroll.js';
import { sampleWorkers } from '../support/sample-workers.js';
import { openWorld, type Browser, type Person, type World } from '../support/world.js';

const textOf = (html: string): string => html.replace(/<[^>]+>/gu, ' ').replace(/\s+/gu, ' ');
const bodyOf = (res: Response): Buffer => res.body as Buffer;
const binary = (res: { on(event: string, run: (chunk: Buffer) => void): void }, done: (error: Error | null, body: Buffer) => void): void => {
  const chunks: Buffer[] = [];
  res.on('data', (chunk) => chunks.push(chunk));
  res.on('end', () => done(null, Buffer.concat(chunks)));
};

describe('payroll over HTTP', () => {
  let world: World;
  let projectId: string;
  const browsers = new Map<Person, Browser>();
  const as = (who: Person): Browser => browsers.get(who)!;

  before(async () => {
    world = await openWorld({ on: '2026-10-08' });
    for (const who of ['subcontractor', 'subcontractor2', 'contractor', 'contractor2', 'inspector', 'farInspector', 'owner'] as const) browsers.set(who, await world.browser(who));
  });
  after(() => world.close());
  beforeEach(async () => {
    await world.owner.query('TRUNCATE worker CASCADE');
    projectId = await makeProject(world);
    await employ(world, projectId);
  });

  const upload = (who: Person, name: string, month: string, fields: Record<string, string> = {}, id = projectId) =>
    as(who).multipart(`/projects/${id}/payroll`, { partyId: world.parties.subcontractor, period: month, cycle: '1', ...fields }, { field: 'file', name, bytes: sampleFile(name) });
  const sheetOf = (res: Response): string => /^\/payroll\/([0-9a-f-]{36})$/u.exec(String(res.headers['location']))![1]!;
  const sheets = async (): Promise<number> => (await world.dataSource.query<[{ n: number }]>('SELECT count(*)::int AS n FROM payroll_sheet WHERE project_id = $1', [projectId]))[0].n;

  it('walks from the upload of four months over the approval to a list that shows them', async () => {
    for (const [month, net] of [['2026-05', '708,200.00'], ['2026-06', '781,300.00'], ['2026-07', '792,500.00'], ['2026-08', '770,000.00']] as const) {
      const res = await upload('subcontractor', `payroll-${month}.xlsx`, month, { signed: 'on', controlTotal: net });
      expect(res.status, textOf(res.text)).to.equal(303);
      const page = textOf((await as('subcontractor').get(res.headers['location'] as string).expect(200)).text);
      expect(page).to.include(`工资表已报送：130 人，实发合计 ${net} 元`).and.include('待总包审核').and.include('130 人').and.include('已确认');
      await as('contractor').post(`/payroll/${sheetOf(res)}/approve`, { certified: 'on', opinion: '同意' }).expect(303);
      const approved = textOf((await as('contractor').get(`/payroll/${sheetOf(res)}`).expect(200)).text);
      expect(approved).to.include('已审核，由施工总承包单位提请发放').and.include('审核通过工资表');
    }
    const [sum] = await world.dataSource.query<[{ fen: bigint }]>('SELECT sum(payable_fen)::bigint AS fen FROM project_month WHERE project_id = $1', [projectId]);
    expect(sum.fen).to.equal(305_200_000n);
    const code = (await world.dataSource.query<[{ code: string }]>('SELECT code FROM project WHERE id = $1', [projectId]))[0].code;
    const list = textOf((await as('inspector').get(`/payroll?q=${code}&sort=period&direction=asc`).expect(200)).text);
    expect(list).to.match(/2026年5月.*2026年6月.*2026年7月.*2026年8月/u).and.include('770,000.00').and.include('共 4 条');
    const grid = textOf((await as('inspector').get(`/projects/${projectId}/payroll`).expect(200)).text);
    expect(grid).to.include('儋州众力劳务有限公司').and.include('逾期未付').and.include('各工人按月发放 130 人').and.include(`${sampleWorkers[0]!.name} 354X`);
  });

  it('takes the same month as xls and csv', async () => {
    const lines: unknown[] = [];
    for (const [name, fields] of [['payroll-2026-08.xlsx', {}], ['payroll-2026-08.xls', { reason: '改用旧格式' }], ['payroll-2026-08.gb18030.csv', { reason: '改用文本格式' }]] as const) {
      const res = await upload('subcontractor', name, '2026-08', fields).expect(303);
      const { body } = await as('subcontractor').get(`/api/v1/payroll/${sheetOf(res)}/lines?size=200`).expect(200);
      lines.push(body);
      if (fields !== undefined && 'reason' in fields) {
        const page = textOf((await as('subcontractor').get(`/payroll/${sheetOf(res)}`)).text);
        expect(page).to.include('人员、天数、金额和银行卡都与上一版相同').and.include(fields.reason);
      }
    }
    expect((lines[0] as { total: number }).total).to.equal(130);
    expect(lines[1]).to.deep.equal(lines[0]);
    expect(lines[2]).to.deep.equal(lines[0]);
  });

  it('answers the second click with the first sheet', async () => {
    const [a, b] = await Promise.all([upload('subcontractor', 'payroll-2026-08.xlsx', '2026-08'), upload('subcontractor', 'payroll-2026-08.xlsx', '2026-08')]);
    expect(sheetOf(a)).to.equal(sheetOf(b));
    expect(await sheets()).to.equal(1);
    const third = await upload('contractor', 'payroll-2026-08.xlsx', '2026-08').expect(303);
    expect(sheetOf(third)).to.equal(sheetOf(a));
    expect(textOf((await as('contractor').get(third.headers['location'] as string)).text)).to.include('这份文件已经报送过');
    await as('contractor').post(`/payroll/${sheetOf(a)}/approve`, { certified: 'on' }).expect(303);
    const again = await as('contractor').post(`/payroll/${sheetOf(a)}/approve`, { certified: 'on' }).expect(409);
    expect(textOf(again.text)).to.include('当前状态是“已审核”，不能审核通过');
  });

  describe('a file with mistakes', () => {
    const name = 'payroll-2026-09-with-mistakes.xlsx';
    let mistaken: string;
    beforeEach(async () => {
      // Its people as the sheet itself has them, so that only the sheet's own mistakes are found.
      mistaken = await makeProject(world);
      const { rows } = await readSample(name, '2026-09');
      await world.owner.query('TRUNCATE worker CASCADE');
      await world.as('contractor', (work) => importRoster(work, { projectId: mistaken, partyId: world.parties.subcontractor, rows: rows.map(({ name: n, idNumber }): RosterEntry => ({ name: n, idNumber, entryDate: sampleWorkers[0]!.entryDate })) }));
    });

    it('is refused whole: the page lists every mistake with row, column and remedy, and keeps what was typed', async () => {
      const res = await upload('subcontractor', name, '2026-09', { controlTotal: '67,466', reason: '补报九月', signed: 'on' }, mistaken).expect(422);
      const text = textOf(res.text);
      expect(text).to.include('有 1 处需要改正').and.include('文件中有 12 处须改正，整份没有导入').and.include('12 处须改正，3 处提醒');
      expect(res.text).to.include('value="2026-09"').and.include('value="67,466"').and.include('value="补报九月"').and.match(/name="signed" value="on" checked/u);
      for (const m of JSON.parse(sampleFile('payroll-2026-09-with-mistakes.json').toString()) as { sheetRow: number; column: string }[]) expect(text, String(m.sheetRow)).to.include(`第 ${m.sheetRow} 行 · ${m.column} `);
      expect(text).to.include('先把该列设为“文本”格式，再重新填写完整的号码');
      expect(await world.dataSource.query('SELECT FROM payroll_sheet WHERE project_id = $1', [mistaken])).to.deep.equal([]);
      // The whole number of nobody, not even of who is wrong.
      expect(/.{40}\d{17}[\dX]/u.exec(textOf(res.text))?.[0]).to.equal(undefined);
    });

    it('is found again on the page, in 导入记录 and as a workbook, until a mended file went in', async () => {
      await upload('subcontractor', name, '2026-09', {}, mistaken).expect(422);
      const page = (await as('subcontractor').get(`/projects/${mistaken}/payroll`).expect(200)).text;
      expect(textOf(page)).to.include('上次上传的文件没有导入');
      const href = /href="(\/imports\/[0-9a-f-]{36}\/mistakes)"/u.exec(page)![1]!;
      expect(textOf((await as('subcontractor').get('/imports').expect(200)).text)).to.include(name);
      const list = await as('subcontractor').get(href).buffer(true).parse(binary as never).expect(200);
      const [sheet] = (await readWorkbook(bodyOf(list))).sheets;
      expect(sheet!.rows).to.have.length(16);
      expect(sheet!.rows[1]!.cells.map((c) => c?.text)).to.deep.equal(['工资支付表', '5', '身份证号码', '须改正', '****3541', '身份证号码的校验位不对，请核对证件', '对照身份证逐位核对', 'PF-11']);
      await as('subcontractor2').get(href).expect(404);
      expect(textOf((await as('contractor').get(`/projects/${mistaken}/payroll`)).text)).to.not.include('上次上传的文件没有导入');
      const { rows } = await readSample(name, '2026-09');
      world.clock.now = new Date(world.clock.now.getTime() + 1_000);
      await submit(world, mistaken, '2026-09', { reading: readingOf(rows.map(({ name: n, idNumber, card }) => ({ name: n, idNumber, card }))) });
      expect(textOf((await as('subcontractor').get(`/projects/${mistaken}/payroll`)).text)).to.not.include('上次上传的文件没有导入');
    });

    it('tells a program each cell', async () => {
      const res = await as('subcontractor').multipart(`/api/v1/projects/${mistaken}/payroll`, { partyId: world.parties.subcontractor, period: '2026-09' }, { field: 'file', name, bytes: sampleFile(name) }).set('X-CSRF-Token', as('subcontractor').csrf);
      expect(res.status).to.equal(422);
      const { errors, type } = res.body as { type: string; errors: { pointer: string; detail: string }[] };
      expect(type).to.equal('/problems/invalid');
      expect(errors.map((e) => e.pointer)).to.deep.equal([5, 6, 7, 9, 10, 11, 12, 13, 18, 19, 20, 21].map((row, i) => `/file/${row}/${['idNumber', 'idNumber', 'idNumber', 'net', 'net', 'gross', 'days', 'card', 'name', 'deduction', 'idNumber', 'net'][i]}`));
      expect(errors[0]!.detail).to.equal('第 5 行“身份证号码”:身份证号码的校验位不对，请核对证件。对照身份证逐位核对');
    });
  });

  it('shows every mistake of the form at once and keeps what was typed', async () => {
    const res = await as('subcontractor').multipart(`/projects/${projectId}/payroll`, { partyId: '', period: '2026-13', cycle: '99', controlTotal: '五千', reason: '一' }, { field: 'other', name: 'x', bytes: Buffer.from('x') });
    expect(res.status).to.equal(422);
    expect(textOf(res.text)).to.include('有 6 处需要改正').and.include('请选择文件').and.include('“2026-13”不是月份').and.include('请填写用工单位').and.include('“五千”不是金额').and.include('当月第几次发放应为 1 至 31 的整数').and.include('更正原因至少 2 个字');
    expect(res.text).to.include('value="2026-13"').and.include('value="五千"').and.include('value="99"');
  });

  it('refuses what is no payroll, in words', async () => {
    for (const bytes of [Buffer.from('hello'), Buffer.from([0, 1, 2, 3]), sampleFile('workers.json')]) {
      const res = await as('subcontractor').multipart(`/projects/${projectId}/payroll`, { partyId: world.parties.subcontractor, period: '2026-08' }, { field: 'file', name: 'a.xlsx', bytes });
      expect(res.status).to.equal(422);
      expect(textOf(res.text)).to.include('报送工资表').and.include('处需要改正');
    }
    expect(await sheets()).to.equal(0);
  });

  it('needs a reason for a second file, then supersedes and shows the difference', async () => {
    const first = sheetOf(await upload('subcontractor', 'payroll-2026-08.xlsx', '2026-08'));
    const none = await upload('subcontractor', 'payroll-2026-08.xls', '2026-08').expect(422);
    expect(textOf(none.text)).to.include('这个月已报送过工资表（第 1 版，待总包审核），要用这份文件替换，请填写更正原因');
    const second = sheetOf(await upload('subcontractor', 'payroll-2026-08.xls', '2026-08', { reason: '补签字' }).expect(303));
    expect(textOf((await as('inspector').get(`/payroll/${first}`)).text)).to.include('已被 第 2 版 替换');
    expect(textOf((await as('inspector').get(`/payroll/${second}`)).text)).to.include('与上一版的差异').and.include('补签字').and.include('第 1 版');
    const stale = await as('contractor').post(`/payroll/${first}/approve`, { certified: 'on' }).expect(409);
    expect(textOf(stale.text)).to.include('当前状态是“已被替换”');
  });

  it('asks for the declaration and, for a return, the reason; keeps the opinion', async () => {
    const { sheetId } = await submit(world, projectId, '2026-08');
    const undeclared = await as('contractor').post(`/payroll/${sheetId}/approve`, { opinion: '看过了' }).expect(422);
    expect(textOf(undeclared.text)).to.include('请确认已核对人员、出勤和金额').and.include('看过了');
    const unreasoned = await as('contractor').post(`/payroll/${sheetId}/return`, { opinion: '', certified: 'on' }).expect(422);
    expect(textOf(unreasoned.text)).to.include('请填写退回原因');
    await as('contractor').post(`/payroll/${sheetId}/return`, { opinion: '三班组出勤不对' }).expect(303);
    const page = (await as('subcontractor').get(`/payroll/${sheetId}`).expect(200)).text;
    expect(textOf(page)).to.include('退回原因：三班组出勤不对').and.include('重新上传');
    expect(page).to.include(`period=2026-08#upload`);
    expect(textOf((await as('inspector').get(`/projects/${projectId}/payroll`)).text)).to.include('已退回');
  });

  it('shows the first hundred warnings, and has all in a workbook', async () => {
    const card = sampleWorkers[0]!.card!;
    const { sheetId } = await submit(world, projectId, '2026-08', { reading: readingOf(sampleWorkers.map((w) => ({ ...w, card }))) });
    const { text } = await as('contractor').get(`/payroll/${sheetId}`).expect(200);
    expect(textOf(text)).to.include('检查时的提醒 129 处').and.include('这里只列前 100 处');
    const list = await as('contractor').get(/href="(\/imports\/[0-9a-f-]{36}\/mistakes)"/u.exec(text)![1]!).buffer(true).parse(binary as never).expect(200);
    expect((await readWorkbook(bodyOf(list))).sheets[0]!.rows).to.have.length(130);
  });

  it('filters a sheet’s lines and exports them without whole numbers', async () => {
    const { sheetId } = await submit(world, projectId, '2026-08');
    await world.dataSource.query(`UPDATE payroll_line SET state = 'returned' WHERE sheet_id = $1 AND line_no <= 3`, [sheetId]);
    const page = textOf((await as('inspector').get(`/payroll/${sheetId}?state=returned`).expect(200)).text);
    expect(page).to.include('工人明细 3 人');
    const exported = await as('inspector').get(`/payroll/${sheetId}/export?state=returned`).buffer(true).parse(binary as never).expect(200);
    const [sheet] = (await readWorkbook(bodyOf(exported))).sheets;
    expect(sheet!.rows).to.have.length(6);
    expect(JSON.stringify(sheet)).to.not.match(/\d{11}/u);
    const list = await as('inspector').get('/payroll/export').buffer(true).parse(binary as never).expect(200);
    expect((await readWorkbook(bodyOf(list))).sheets[0]!.rows.length).to.be.greaterThan(1);
  });

  it('gives a template with the month’s workers that reads back as theirs', async () => {
    const res = await as('subcontractor').get(`/projects/${projectId}/payroll/template?partyId=${world.parties.subcontractor}&period=2026-08`).buffer(true).parse(binary as never).expect(200);
    const read = readPayrollSheet(await readWorkbook(bodyOf(res)), { period: period('2026-08') });
    expect(read.faulty.map((f) => f.typed.idNumber).sort()).to.deep.equal(sampleWorkers.map((w) => w.idNumber).sort());
    expect(new Set(read.issues.map((i) => i.code))).to.deep.equal(new Set(['PF-21']));
    await as('subcontractor2').get(`/projects/${projectId}/payroll/template?partyId=${world.parties.subcontractor}&period=2026-08`).expect(404);
    await as('inspector').get(`/projects/${projectId}/payroll/template?partyId=${world.parties.subcontractor}&period=2026-08`).expect(403);
  });

  it('answers another firm’s sheet and project exactly as one that does not exist', async () => {
    const { sheetId } = await submit(world, projectId, '2026-08');
    const absent = '00000000-0000-7000-8000-000000000000';
    const cut = (text: string, id: string): string => text.replaceAll(id, 'ID').replaceAll(/value="[\w-]{20,}"/gu, 'TOKEN');
    for (const who of ['subcontractor2', 'contractor2', 'farInspector'] as const) {
      for (const path of ['', '/export'] as const) {
        const [real, none] = [await as(who).get(`/payroll/${sheetId}${path}`), await as(who).get(`/payroll/${absent}${path}`)];
        expect([real.status, none.status], `${who} ${path}`).to.deep.equal([404, 404]);
        expect(cut(real.text, sheetId)).to.equal(cut(none.text, absent));
      }
      for (const path of [`/api/v1/payroll/ID`, `/api/v1/payroll/ID/lines`]) {
        const [real, none] = [await as(who).get(path.replace('ID', sheetId)), await as(who).get(path.replace('ID', absent))];
        expect([real.status, real.body]).to.deep.equal([404, none.body]);
      }
      const [grid, noGrid] = [await as(who).get(`/api/v1/projects/${projectId}/payroll`), await as(who).get(`/api/v1/projects/${absent}/payroll`)];
      expect([grid.status, grid.body], who).to.deep.equal([404, noGrid.body]);
    }
    for (const action of ['approve', 'return']) {
      const [real, none] = [await as('contractor2').api(`/payroll/${sheetId}/${action}`, { certified: true, opinion: '同意' }), await as('contractor2').api(`/payroll/${absent}/${action}`, { certified: true, opinion: '同意' })];
      expect([real.status, real.body]).to.deep.equal([404, none.body]);
    }
    expect((await upload('contractor2', 'payroll-2026-08.xlsx', '2026-08')).status).to.equal(404);
  });

  it('speaks JSON: upload, list, sheet, lines, grid, approval', async () => {
    const sub = as('subcontractor');
    const made = await sub.multipart(`/api/v1/projects/${projectId}/payroll`, { partyId: world.parties.subcontractor, period: '2026-08' }, { field: 'file', name: 'a.xlsx', bytes: sampleFile('payroll-2026-08.xlsx') }).set('X-CSRF-Token', sub.csrf).expect(201);
    const { sheetId, ...rest } = made.body as { sheetId: string };
    expect(rest).to.deep.equal({ version: 1, lines: 130, net: '770000.00', warnings: 0, repeated: false });
    const list = (await sub.get('/api/v1/payroll?period=2026-08').expect(200)).body as { total: number; rows: { id: string; net: string; state: string }[] };
    expect(list.rows.find((r) => r.id === sheetId)).to.include({ net: '770000.00', state: 'submitted' });
    await as('contractor').api(`/payroll/${sheetId}/approve`, { certified: true }).expect(200);
    const sheet = (await sub.get(`/api/v1/payroll/${sheetId}`).expect(200)).body as { state: string; payOn: string };
    expect(sheet).to.include({ state: 'approved', payOn: '2026-09-15' }).and.not.have.property('submitterPersonId');
    const lines = (await sub.get(`/api/v1/payroll/${sheetId}/lines?size=2`).expect(200)).body as { rows: object[]; total: number };
    expect(lines.total).to.equal(130);
    expect(JSON.stringify(lines)).to.not.match(/\d{11,}"/u);
    const grid = (await sub.get(`/api/v1/projects/${projectId}/payroll`).expect(200)).body as { periods: string[]; rows: { party: string }[] };
    expect(grid.rows.map((r) => r.party)).to.deep.equal(['儋州众力劳务有限公司']);
    expect(grid.periods.at(-1)).to.equal('2026-10');
  });

  it('does not let in who has no business there', async () => {
    await as('owner').get('/payroll').expect(403);
    await as('inspector').api(`/projects/${projectId}/payroll`, {}).expect(403);
    expect((await as('inspector').get(`/projects/${projectId}/payroll`).expect(200)).text).to.not.include('id="upload"');
  });

  it('gives a refused file back with its mistakes in their cells, to the firms that may upload, on record', async () => {
    await upload('subcontractor', 'payroll-2026-09-with-mistakes.xlsx', '2026-09').expect(422);
    const page = await as('subcontractor').get(`/projects/${projectId}/payroll`).expect(200);
    const href = /href="(\/imports\/[^"/]+\/marked)"/u.exec(page.text)![1]!;
    const { sheets: found } = await readWorkbook(bodyOf(await as('subcontractor').get(href).buffer(true).parse(binary).expect(200)));
    expect(found.at(-1)!.name).to.equal('问题清单');
    expect(found.at(-1)!.rows.length).to.be.above(10);
    await as('contractor2').get(href).expect(404);
    await as('inspector').get(href).expect(403);
    const [seen] = await world.dataSource.query<[{ n: number }]>(`SELECT count(*)::int AS n FROM audit_event WHERE action = 'import.file-fetched'`);
    expect(seen.n).to.equal(1);
  });
});
