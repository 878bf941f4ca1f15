import { expect } from 'chai';
import { engage, importRoster, recordAttendance } from '../../src/domain/roster/index.js';
import { attendanceTemplate } from '../../src/formats/roster-template.js';
import { readWorkbook } from '../../src/formats/spreadsheet/read-workbook.js';
import { openFile } from '../../src/platform/files.js';
import { period } from '../../src/values/period.js';
import { day } from '../../src/values/plain-date.js';
import { makeProject } from '../support/builders.js';
import { readingOf, submit } from '../support/payroll.js';
import { says } from '../support/reading.js';
import { sampleWorkers, testId } from '../support/sample-workers.js';
import { openWorld, type Browser, type World } from '../support/world.js';

const header = '姓名,身份证号码,联系电话,工种,班组,进场日期,退场日期,合同签订日期,开户银行,银行卡号';
const csv = (...rows: readonly string[]): Buffer => Buffer.from(`\uFEFF${[header, ...rows].join('\r\n')}\r\n`);
const rowOf = (w: (typeof sampleWorkers)[number], changes: { entry?: string; card?: string; name?: string } = {}): string =>
  [changes.name ?? w.name, w.idNumber, w.phone, w.trade, w.team, changes.entry ?? '2026-03-15', '', '2026-03-12', w.bank, `${changes.card ?? w.card}\t`].join(',');

describe('roster pages and API', () => {
  let world: World;
  let projectId: string;
  let firm: Browser;
  let rival: Browser;
  let inspector: Browser;
  const one = sampleWorkers[0]!;

  before(async () => {
    world = await openWorld();
    [firm, rival, inspector] = await Promise.all([world.browser('subcontractor'), world.browser('contractor2'), world.browser('inspector')]);
  });
  after(() => world.close());
  beforeEach(async () => {
    await world.dataSource.query('DELETE FROM payroll_line; DELETE FROM attendance; DELETE FROM engagement; DELETE FROM worker');
    projectId = await makeProject(world);
  });

  const upload = (path: string, body: Record<string, string>, bytes: Buffer, who = firm) => who.multipart(`/projects/${projectId}${path}`, { partyId: world.parties.subcontractor, ...body }, { field: 'file', name: '花名册.csv', bytes });
  const count = async (table: string): Promise<number> => (await world.dataSource.query<{ n: number }[]>(`SELECT count(*)::int AS n FROM ${table}`))[0]!.n;
  const fill = (rows = sampleWorkers) => world.as('subcontractor', (work) => importRoster(work, { projectId, partyId: world.parties.subcontractor, rows }));
  const workerId = async (name = one.name): Promise<string> => (await world.dataSource.query<{ id: string }[]>('SELECT id FROM worker WHERE name = $1', [name]))[0]!.id;
  const engagementId = async (): Promise<string> => (await world.dataSource.query<{ id: string }[]>('SELECT id FROM engagement LIMIT 1'))[0]!.id;

  describe('uploading a roster', () => {
    it('takes the 130 workers of the sample in and leads to the result', async () => {
      const res = await upload('/roster/import', {}, csv(...sampleWorkers.map((w) => rowOf(w)))).expect(303);
      const page = says((await firm.get(res.headers['location'] as string).expect(200)).text);
      expect(page).to.include('花名册导入结果 已导入').and.include('花名册已导入，共 130 行');
      expect(await count('engagement')).to.equal(130);
      expect(says((await firm.get(`/projects/${projectId}/roster`).expect(200)).text)).to.include('在场 130').and.include('共 130 条');
    });

    it('tells every mistake with row, column and remedy, of the file and against the record, and applies nothing', async () => {
      await fill([one]);
      const res = await upload('/roster/import', {}, csv(rowOf(one, { card: sampleWorkers[5]!.card! }), rowOf(sampleWorkers[1]!), '符阿一,46000319900101001,,,,,,,,', rowOf(sampleWorkers[2]!, { entry: '2099-01-01' }))).expect(303);
      const page = says((await firm.get(res.headers['location'] as string).expect(200)).text);
      expect(page).to.include('整份没有导入').and.include('有 3 处须改正');
      expect(page).to.include('第 2 行 · 银行卡号 须改正').and.include('第 4 行 · 身份证号码 须改正').and.include('第 5 行 · 进场日期 须改正');
      expect(page).to.include('对照身份证逐位核对').and.include('核对年份和月份');
      expect([await count('worker'), await count('engagement')]).to.deep.equal([1, 1]);
      const again = says((await inspector.get('/imports').expect(200)).text);
      expect(again).to.include('花名册.csv').and.include('3 处须改正');
    });

    it('keeps the file as it came, sealed, and masks long numbers in what it tells', async () => {
      const bytes = csv('符阿一,460003199001010019,,,,,,,,6222020000000000\t', '符阿二,46000319900101001,13800000000000,,,,,,,');
      const res = await upload('/roster/import', {}, bytes).expect(303);
      const importId = (res.headers['location'] as string).split('/').pop()!;
      const [run] = await world.dataSource.query<{ fileId: string; told: string; sealed: Buffer }[]>('SELECT i.file_id AS "fileId", i.mistakes::text AS told, f.bytes AS sealed FROM import_run i JOIN stored_file f ON f.id = i.file_id WHERE i.id = $1', [importId]);
      for (const number of ['460003199001010019', '46000319900101001', '13800000000000']) {
        expect(run!.told).to.not.include(number);
        expect(run!.sealed.includes(number)).to.equal(false);
      }
      expect(run!.told).to.include('****1001');
      expect((await world.as('system', (work) => openFile(work, run!.fileId))).bytes.equals(bytes)).to.equal(true);
    });

    it('shows the form again, with what was chosen, where the file is none or missing', async () => {
      const res = await upload('/roster/import', { enteredOn: '2026-08-01' }, Buffer.from('%PDF-1.7 …')).expect(422);
      expect(says(res.text)).to.include('这是PDF 文件，请上传 xlsx、xls 或 csv 文件');
      expect(res.text).to.include('value="2026-08-01"');
      const none = await firm.post(`/projects/${projectId}/roster/import`, { enteredOn: '2026-13-01' }).expect(422);
      expect(says(none.text)).to.include('有 3 处需要改正').and.include('请选择文件').and.include('请填写用工单位').and.include('这一天不存在');
      expect(await count('import_run WHERE project_id = \'' + projectId + "'")).to.equal(0);
    });

    it('does no harm when it comes twice', async () => {
      for (let i = 0; i < 2; i += 1) await upload('/roster/import', {}, csv(rowOf(one))).expect(303);
      expect([await count('worker'), await count('engagement')]).to.deep.equal([1, 1]);
    });
  });

  describe('uploading attendance', () => {
    const sheet = (rows: readonly string[]): Buffer => Buffer.from(`姓名,身份证号码,1日,2日,3日,4日,5日,6日,7日,8日,21日,出勤天数\n${rows.join('\n')}\n`);

    it('takes a month in; the same sheet without a day withdraws that day', async () => {
      await fill([one]);
      const first = await upload('/attendance/import', { period: '2026-08' }, sheet([`${one.name},${one.idNumber},1,√,半天,,,,,,,2.5`])).expect(303);
      expect(says((await firm.get(first.headers['location'] as string)).text)).to.include('考勤表导入结果 已导入');
      const grid = says((await inspector.get(`/projects/${projectId}/attendance?period=2026-08`).expect(200)).text);
      expect(grid).to.include('出勤人数 1').and.include('出勤人次 3').and.include(one.name);
      const second = await upload('/attendance/import', { period: '2026-08' }, sheet([`${one.name},${one.idNumber},1,,半天,,,,,,,1.5`])).expect(303);
      expect(says((await firm.get(second.headers['location'] as string)).text)).to.include('以前的考勤表中有 1 个出勤日不在这份表中，已经撤回');
      const [month] = await world.dataSource.query<object[]>('SELECT attendance_days AS days, attending_workers AS workers FROM project_month WHERE project_id = $1', [projectId]);
      expect(month).to.deep.equal({ days: 2, workers: 1 });
    });

    it('warns, row by row, of people who are not registered, and records them', async () => {
      const res = await upload('/attendance/import', { period: '2026-08' }, sheet([`过路人,${testId('1990-01-01')},1,,,,,,,,,1`])).expect(303);
      expect(says((await firm.get(res.headers['location'] as string)).text)).to.include('已导入，另有提醒').and.include('未登记的人员不得进场施工');
      expect(says((await inspector.get(`/projects/${projectId}/attendance?period=2026-08`)).text)).to.include('有未登记出勤的人数 1').and.include('未登记');
    });

    it('refuses days to come, with their column', async () => {
      await fill([one]);
      const res = await upload('/attendance/import', { period: '2026-08' }, sheet([`${one.name},${one.idNumber},,,,,,,,,1,1`])).expect(303);
      expect(says((await firm.get(res.headers['location'] as string)).text)).to.include('整份没有导入').and.include('第 2 行 · 21日 须改正').and.include('2026-08-21 尚未到来');
      expect(await count('attendance')).to.equal(0);
    });

    it('tells by their names those whom a sheet lists without numbers, and asks where two have one name', async () => {
      await fill(sampleWorkers.slice(0, 2));
      await world.as('subcontractor', (work) => importRoster(work, { projectId, partyId: world.parties.subcontractor, rows: [{ name: '符小明', idNumber: testId('1990-01-01') }, { name: '符小明', idNumber: testId('1991-01-01') }] }));
      const named = (rows: readonly string[]): Buffer => Buffer.from(`姓名,1,2,3,4,5,6,7,8,9,合计\n${rows.join('\n')}\n`);
      await upload('/attendance/import', { period: '2026-08' }, named([`${one.name},1,1,,,,,,,,2`])).expect(303);
      expect(await count('attendance')).to.equal(2);
      const res = await upload('/attendance/import', { period: '2026-08' }, named(['符小明,1,,,,,,,,,1', '不在册,1,,,,,,,,,1', `${one.name},1,,,,,,,,,1`, `${one.name},,1,,,,,,,,1`])).expect(303);
      expect(says((await firm.get(res.headers['location'] as string)).text)).to.include('花名册中有 2 人同名').and.include('花名册中没有这个姓名').and.include('与第 4 行是同一人');
      expect(await count('attendance')).to.equal(2);
    });

    it('reads back the template that it gives out, with the month’s workers in it', async () => {
      await fill(sampleWorkers.slice(0, 3));
      const res = await firm.get(`/projects/${projectId}/attendance/template?partyId=${world.parties.subcontractor}&period=2026-08`).responseType('blob').expect(200);
      const text = JSON.stringify((await readWorkbook(res.body as Buffer)).sheets);
      for (const w of sampleWorkers.slice(0, 3)) {
        expect(text).to.include(w.name);
        expect(text).to.not.include(w.idNumber);
      }
      const filled = await attendanceTemplate({ project: '甲', employer: '乙', period: period('2026-02'), workers: [] });
      expect(JSON.stringify((await readWorkbook(filled)).sheets)).to.include('28日').and.not.include('29日');
    });
  });

  describe('one worker', () => {
    const form = { name: '符阿六', idNumber: testId('1988-08-08'), enteredOn: '2026-08-01', team: '一班', trade: '木工', phone: '13800001234', card: '6222020000000000000', bankName: '农行', contractSignedOn: '2026-07-30', contractEndsOn: '', teamLeader: 'on' };

    it('is registered in a form and shown masked', async () => {
      const res = await firm.post(`/projects/${projectId}/roster`, { ...form, partyId: world.parties.subcontractor }).expect(303);
      const { text } = await firm.get(res.headers['location'] as string).expect(200);
      expect(says(text)).to.include('工人已登记').and.include('符阿六').and.include('一班(班组长)').and.include('**** 0000');
      for (const secret of [form.idNumber, form.card, form.phone]) expect(text).to.not.include(secret);
    });

    it('shows every mistake at once and keeps what was typed', async () => {
      const res = await firm.post(`/projects/${projectId}/roster`, { ...form, partyId: world.parties.subcontractor, idNumber: '460003198808080000', phone: '12', enteredOn: '昨天', card: '1' }).expect(422);
      expect(says(res.text)).to.include('有 4 处需要改正').and.include('校验位').and.include('手机号码应为 11 位').and.include('不是日期').and.include('银行卡号应为 12 至 19 位数字');
      expect(res.text).to.include('value="昨天"').and.include('value="符阿六"');
      expect(await count('worker')).to.equal(0);
    });

    it('is not registered twice by a second click', async () => {
      await firm.post(`/projects/${projectId}/roster`, { ...form, partyId: world.parties.subcontractor }).expect(303);
      const res = await firm.post(`/projects/${projectId}/roster`, { ...form, partyId: world.parties.subcontractor }).expect(422);
      expect(says(res.text)).to.include('此人已在这个单位名下登记在场');
      expect(await count('engagement')).to.equal(1);
    });

    it('leaves once, and not before entering or after today', async () => {
      await fill([one]);
      const at = `/projects/${projectId}/roster/${await engagementId()}`;
      for (const [leftOn, why] of [['2026-03-14', '离场日期不能早于进场日期 2026-03-15'], ['2026-08-21', '离场日期不能晚于今天']] as const) {
        expect(says((await firm.post(`${at}/leave`, { leftOn }).expect(422)).text)).to.include(why);
      }
      await firm.post(`${at}/leave`, { leftOn: '2026-08-20', reason: '合同到期' }).expect(303);
      const page = says((await firm.get(at)).text);
      expect(page).to.include('已离场').and.include('办理离场').and.include('2026-08-20,合同到期');
      expect(says((await firm.post(`${at}/leave`, { leftOn: '2026-08-19' }).expect(409)).text)).to.include('当前状态是“已离场”，不能办理离场');
    });

    it('has the card corrected with a reason; the old one stays in the audit trail, sealed', async () => {
      await fill(sampleWorkers.slice(0, 2));
      const id = (await world.dataSource.query<{ id: string }[]>('SELECT e.id FROM engagement e JOIN worker w ON w.id = e.worker_id WHERE w.name = $1', [one.name]))[0]!.id;
      const at = `/projects/${projectId}/roster/${id}`;
      expect(says((await firm.post(`${at}/card`, { card: one.card!, reason: '补卡' }).expect(422)).text)).to.include('与现在登记的银行卡号相同');
      expect(says((await firm.post(`${at}/card`, { card: '62', reason: '' }).expect(422)).text)).to.include('有 2 处需要改正');
      await firm.post(`${at}/card`, { card: sampleWorkers[1]!.card!, reason: '补卡' }).expect(303);
      const { text } = await firm.get(at);
      expect(says(text)).to.include('这张卡也登记在本项目另一名工人名下').and.include(`尾号 ${one.card!.slice(-4)} 改为 ${sampleWorkers[1]!.card!.slice(-4)},补卡`);
      const [event] = await world.dataSource.query<{ detail: { from: { sealed: string } } }[]>(`SELECT detail FROM audit_event WHERE action = 'roster.card-corrected' AND subject_id = $1`, [id]);
      expect(JSON.stringify(event)).to.not.include(one.card);
      expect(world.vault.open(Buffer.from(event!.detail.from.sealed, 'base64'), `engagement.card_sealed.${id}`)).to.equal(one.card);
      expect(text).to.not.include(event!.detail.from.sealed);
    });
  });

  describe('another firm', () => {
    it('gets for our project exactly what it gets for one that does not exist', async () => {
      await fill([one]);
      const id = await engagementId();
      const absent = '019a0000-0000-7000-8000-000000000000';
      const seen = async (project: string, engagement: string): Promise<unknown[]> => {
        const gets = ['/roster', '/roster/export', '/roster/new', '/roster/import', '/roster/template', `/roster/${engagement}`, '/attendance', `/attendance/template?partyId=${world.parties.subcontractor}&period=2026-08`];
        const posts: [string, object][] = [
          ['/roster', { partyId: world.parties.subcontractor, name: '甲', idNumber: testId('1990-01-01'), enteredOn: '2026-08-01' }],
          [`/roster/${engagement}/leave`, { leftOn: '2026-08-01' }],
          [`/roster/${engagement}/card`, { card: '6222020000000000000', reason: '补卡' }],
          ['/attendance', { partyId: world.parties.subcontractor, records: [{ idNumber: one.idNumber, day: '2026-08-01' }] }],
        ];
        const answers: unknown[] = [];
        for (const path of gets) answers.push([(await rival.get(`/projects/${project}${path}`)).status, (await rival.get(`/api/v1/projects/${project}${path}`)).body]);
        for (const [path, body] of posts) {
          const res = await rival.api(`/projects/${project}${path}`, body);
          answers.push([res.status, res.body]);
        }
        return answers;
      };
      const ours = await seen(projectId, id);
      expect(ours.map((a) => (a as [number])[0])).to.deep.equal(Array(12).fill(404));
      expect(ours).to.deep.equal(await seen(absent, absent));
      expect(await count('engagement WHERE left_on IS NOT NULL')).to.equal(0);
    });

    it('does not see our uploads', async () => {
      const res = await upload('/roster/import', {}, csv(rowOf(one))).expect(303);
      await rival.get(res.headers['location'] as string).expect(404);
      expect(says((await rival.get('/imports').expect(200)).text)).to.include('没有符合条件的导入记录');
    });

    it('of the same project does not see our workers, nor act on them', async () => {
      projectId = await makeProject(world, {}, { subcontractors: ['subcontractor', 'subcontractor2'] });
      await fill([one]);
      const neighbour = await world.browser('subcontractor2');
      const id = await engagementId();
      expect(says((await neighbour.get(`/projects/${projectId}/roster`).expect(200)).text)).to.include('没有符合条件的工人');
      await neighbour.get(`/projects/${projectId}/roster/${id}`).expect(404);
      await neighbour.post(`/projects/${projectId}/roster/${id}/leave`, { leftOn: '2026-08-01' }).expect(404);
      expect((await neighbour.get(`/api/v1/projects/${projectId}/roster`).expect(200)).body).to.deep.equal({ rows: [], total: 0 });
      expect((await neighbour.api(`/projects/${projectId}/attendance`, { partyId: world.parties.subcontractor, records: [{ idNumber: one.idNumber, day: '2026-08-01' }] }).expect(422)).body.errors).to.deep.equal([{ pointer: '/partyId', detail: '这个单位不是本项目的参建单位' }]);
    });
  });

  describe('the roster page', () => {
    it('filters by name, team, trade and state, pages, and exports what is filtered without whole numbers', async () => {
      await fill();
      const page = async (query: string): Promise<string> => says((await inspector.get(`/projects/${projectId}/roster?${query}`).expect(200)).text);
      expect(await page('team=第一班组')).to.include(`共 ${sampleWorkers.filter((w) => w.team === '第一班组').length} 条`);
      expect(await page(`trade=${encodeURIComponent('抹灰工')}&state=in-service`)).to.include(`共 ${sampleWorkers.filter((w) => w.trade === '抹灰工').length} 条`);
      expect(await page(`q=${encodeURIComponent('䶮')}`)).to.include('䶮志强');
      expect(await page('state=left')).to.include('没有符合条件的工人');
      expect(await page('size=50&page=3')).to.include('第 3 / 3 页');
      expect(says((await inspector.get(`/projects/${projectId}/roster?state=nothing`).expect(422)).text)).to.include('状态不在可选范围内');
      const file = await inspector.get(`/projects/${projectId}/roster/export?team=${encodeURIComponent('第一班组')}`).responseType('blob').expect(200);
      const text = JSON.stringify((await readWorkbook(file.body as Buffer)).sheets);
      expect(text).to.include(one.name).and.not.include('第二班组');
      for (const w of sampleWorkers) for (const secret of [w.idNumber, w.card!, w.phone!]) expect(text).to.not.include(secret);
    });

    it('offers a firm to register and import, and an inspector only to read', async () => {
      const at = `/projects/${projectId}/roster`;
      expect(says((await firm.get(at)).text)).to.include('导入花名册').and.include('登记一名工人');
      expect(says((await inspector.get(at)).text)).to.not.include('登记一名工人');
      await inspector.get(`${at}/new`).expect(403);
    });
  });

  describe('attendance as JSON', () => {
    it('takes records and says what came of them; again nothing is new', async () => {
      await fill([one]);
      const body = { partyId: world.parties.subcontractor, records: [{ idNumber: one.idNumber, name: one.name, day: '2026-08-01', portion: 1 }, { idNumber: testId('1990-01-01'), day: '2026-08-02', portion: '0.5' }] };
      const first = await firm.api(`/projects/${projectId}/attendance`, body).expect(200);
      expect(first.body).to.include({ recorded: 2, changed: 0, kept: 0, workers: 2 });
      expect((first.body as { unregistered: unknown[] }).unregistered).to.have.length(1);
      expect((await firm.api(`/projects/${projectId}/attendance`, body).expect(200)).body).to.include({ recorded: 0, changed: 0, kept: 0 });
      const month = await firm.get(`/api/v1/projects/${projectId}/attendance?period=2026-08`).expect(200);
      expect((month.body as { facts: unknown }).facts).to.deep.equal({ attendanceDays: 2, attendingWorkers: 2, unregisteredWorkers: 1 });
    });

    it('answers bad records with all mistakes, each at its pointer', async () => {
      const res = await firm.api(`/projects/${projectId}/attendance`, { partyId: world.parties.subcontractor, records: [{ idNumber: 'x', day: '2026-02-30', portion: 2 }, { day: '2026-08-01', extra: 1 }] }).expect(422);
      expect((res.body as { errors: { pointer: string }[] }).errors.map((e) => e.pointer)).to.have.members(['/records/0/day', '/records/0/portion', '/records/1/idNumber', '/records/1/extra']);
    });
  });

  describe('a worker’s file', () => {
    it('is found by ID number without the number in the address, and by the whole name', async () => {
      await fill([one]);
      const res = await inspector.post('/workers/find', { idNumber: one.idNumber }).expect(303);
      expect(res.headers['location']).to.equal(`/workers/${await workerId()}`);
      expect(says((await inspector.get(`/workers?name=${encodeURIComponent(one.name)}`).expect(200)).text)).to.include('共 1 条');
      expect(says((await inspector.get('/workers?name=无此人').expect(200)).text)).to.include('没有这个姓名的工人');
      const unknown = await inspector.post('/workers/find', { idNumber: testId('1990-01-01') }).expect(422);
      expect(says(unknown.text)).to.include('没有登记过这个身份证号码的工人');
    });

    it('shows where the worker is engaged, seen and paid, and no whole number', async () => {
      await fill([one]);
      await submit(world, projectId, '2026-06', { reading: readingOf([one], () => 612_345n) });
      await world.as('subcontractor', (work) => recordAttendance(work, { projectId, partyId: world.parties.subcontractor, records: [{ idNumber: one.idNumber, day: day('2026-07-31'), portion: 0.5 }, { idNumber: one.idNumber, day: day('2026-08-01'), portion: 1 }], source: 'feed' }));
      const { text } = await inspector.get(`/workers/${await workerId()}`).expect(200);
      expect(says(text)).to.include('儋州众力劳务有限公司').and.include('2026年6月').and.include('6,123.45').and.include('2026年8月').and.include('2026年7月').and.include('没有人查看过完整信息');
      for (const secret of [one.idNumber, one.card!, one.phone!]) expect(text).to.not.include(secret);
    });

    it('opens a whole number for a purpose, to the one who gave it, for five minutes, and says so in the file', async () => {
      await fill([one]);
      const at = `/workers/${await workerId()}`;
      const missing = await inspector.post(`${at}/reveal`, { field: 'id-number', purpose: '' }).expect(422);
      expect(says(missing.text)).to.include('请填写查看用途');
      expect(says((await inspector.post(`${at}/reveal`, { field: 'id-number', purpose: 'other', note: '' }).expect(422)).text)).to.include('用途为“其他”时须写明');
      expect((await inspector.get(at)).text).to.not.include(one.idNumber);

      await inspector.post(`${at}/reveal`, { field: 'id-number', purpose: 'complaint', note: '投诉 12 号' }).expect(303);
      const open = (await inspector.get(at)).text;
      expect(open).to.include(one.idNumber).and.not.include(one.card).and.not.include(one.phone);
      expect(says(open)).to.include('查看身份证号码').and.include('核实投诉举报:投诉 12 号').and.include('测试inspector(劳动监察员)');
      await inspector.post(`${at}/reveal`, { field: 'card', purpose: 'payment' }).expect(303);
      expect((await inspector.get(at)).text).to.include(one.card);
      expect((await inspector.get(`/api/v1${at}`)).body.opened).to.include({ idNumber: one.idNumber });

      const colleague = await world.browser('inspector2');
      expect((await colleague.get(at).expect(200)).text).to.not.include(one.idNumber);
      world.clock.now = new Date(world.clock.now.getTime() + 5 * 60_000);
      expect((await inspector.get(at)).text).to.not.include(one.idNumber);
      const [event] = await world.dataSource.query<object[]>(`SELECT actor_name AS actor, detail FROM audit_event WHERE action = 'personal-data.revealed' ORDER BY id LIMIT 1`);
      expect(event).to.deep.equal({ actor: '测试inspector', detail: { field: 'id-number', purpose: 'complaint', note: '投诉 12 号' } });
    });

    it('of a worker seen only in another city answers like one that does not exist', async () => {
      await fill([one]);
      const far = await world.browser('farInspector');
      const id = await workerId();
      const absent = '019a0000-0000-7000-8000-000000000000';
      for (const path of [(i: string) => `/workers/${i}`]) {
        const [theirs, none] = [await far.get(`/api/v1${path(id)}`), await far.get(`/api/v1${path(absent)}`)];
        expect([theirs.status, theirs.body]).to.deep.equal([404, none.body]);
      }
      const [theirs, none] = [await far.api(`/workers/${id}/reveal`, { field: 'id-number', purpose: 'case' }), await far.api(`/workers/${absent}/reveal`, { field: 'id-number', purpose: 'case' })];
      expect([theirs.status, theirs.body]).to.deep.equal([404, none.body]);
      await far.post('/workers/find', { idNumber: one.idNumber }).expect(422);
      expect(says((await far.get(`/workers?name=${encodeURIComponent(one.name)}`)).text)).to.include('没有这个姓名的工人');
    });

    it('has its name corrected with a reason, for all firms', async () => {
      await fill([one]);
      const at = `/workers/${await workerId()}`;
      expect(says((await inspector.post(`${at}/name`, { name: one.name, reason: '核对证件' }).expect(422)).text)).to.include('与现在登记的姓名相同');
      await inspector.post(`${at}/name`, { name: '古丽巴哈尔·麦麦提', reason: '核对证件' }).expect(303);
      const issues = (await firm.api(`/projects/${projectId}/roster`, { partyId: world.parties.subcontractor, name: one.name, idNumber: one.idNumber, enteredOn: '2026-08-01' }).expect(422)).body as { errors: { detail: string }[] };
      expect(issues.errors[0]!.detail).to.include('已在这个单位名下登记');
    });
  });

  it('flags a worker under sixteen on the roster and in the file', async () => {
    const { engagementId: id } = await world.as('subcontractor', (work) =>
      engage(work, projectId, { partyId: world.parties.subcontractor, name: '小符', idNumber: testId('2011-01-01'), phone: undefined, trade: undefined, team: undefined, teamLeader: false, enteredOn: day('2026-08-01'), contractSignedOn: undefined, contractEndsOn: undefined, card: undefined, bankName: undefined }),
    );
    for (const path of [`/projects/${projectId}/roster`, `/projects/${projectId}/roster/${id}`, `/workers/${await workerId('小符')}`]) expect(says((await inspector.get(path).expect(200)).text), path).to.include('未满 16 周岁');
  });
});
