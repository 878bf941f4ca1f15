import { expect } from 'chai';
import type { Response } from 'supertest';
import { readWorkbook } from '../../src/formats/spreadsheet/read-workbook.js';
import { addToMonth } from '../../src/domain/projects/index.js';
import { ruleCodes, scan } from '../../src/domain/risk/index.js';
import { period } from '../../src/values/period.js';
import { makeProject } from '../support/builders.js';
import { employ, readSample, submit, submitApproved } from '../support/payroll.js';
import { says } from '../support/reading.js';
import { openWorld, type Browser, type Person, type World } from '../support/world.js';

const binary = (res: { on(event: string, run: (chunk: Buffer) => void): void }, done: (error: Error | null, body: Buffer) => void): void => {
  const chunks: Buffer[] = [];
  res.on('data', (chunk) => chunks.push(chunk));
  res.on('end', () => done(null, Buffer.concat(chunks)));
};
const absent = '00000000-0000-7000-8000-000000000000';

describe('risk over HTTP', () => {
  let world: World;
  /** Four months of 130 workers on sheets, and nothing paid. */
  let owing: string;
  /** Nothing ever reported. */
  let silent: string;
  const browsers = new Map<Person, Browser>();
  const as = (who: Person): Browser => browsers.get(who)!;
  const page = async (who: Person, path: string, status = 200): Promise<string> => says((await as(who).get(path).expect(status)).text);
  const bodyOf = <T>(res: Response): T => res.body as T;

  before(async () => {
    world = await openWorld({ on: '2026-10-08' });
    for (const who of ['inspector', 'supervisor', 'farInspector', 'contractor', 'contractor2', 'subcontractor', 'owner', 'housing', 'bank', 'department'] as const) browsers.set(who, await world.browser(who));
    owing = await makeProject(world, { name: '滨海新区安居房二期' });
    await employ(world, owing);
    for (const month of ['2026-05', '2026-06', '2026-07', '2026-08']) {
      const input = { reading: await readSample(`payroll-${month}.xlsx`, month) };
      await (month === '2026-08' ? submit(world, owing, month, input) : submitApproved(world, owing, month, input));
      await world.as('system', (work) => addToMonth(work, owing, period(month), { attendanceDays: 2_860, attendingWorkers: 130 }));
    }
    silent = await makeProject(world, { name: '兰洋温泉康养中心', areaCode: '460400105', contractorId: world.parties.contractor2 }, { subcontractors: [] });
    world.clock.on('2026-10-08', 7);
    await world.as('system', (work) => scan(work, { asOf: work.today }));
    world.clock.on('2026-10-08', 12);
  });
  after(() => world.close());

  describe('the workbench', () => {
    it('shows flagged projects worst first, each once with its reasons, and what is due', async () => {
      const text = await page('inspector', '/workbench');
      expect(text).to.match(/工作台 2026年10月8日 星期四 · 今天已扫描/u);
      expect(text).to.match(/红色预警项目 2/u).and.include('未付工资合计 305.20万');
      expect(text.indexOf('滨海新区安居房二期')).to.be.lessThan(text.indexOf('兰洋温泉康养中心'));
      expect(text).to.include('2026年5月工资应于2026年6月15日前支付，应发708,200.00元，已发0.00元，尚欠708,200.00元。').and.include('同类另有 3 条').and.include('3,052,000.00');
      expect(text).to.include('项未评估：缺').and.include('缺用工名册和考勤').and.include('新增').and.include('1 个工作日后到期');
      expect(text).to.include('没有待受理的线索').and.include('没有待审核的支付申请').and.include('没有到期的预警');
      const { text: html } = await as('inspector').get('/workbench').expect(200);
      for (const id of [owing, silent]) expect(html.split(`class="row-link" href="/projects/${id}"`).length - 1).to.equal(1);
    });

    it('lists findings as due from the day on which the term to respond ends', async () => {
      const on = async (day: string, path: string): Promise<string> => {
        world.clock.on(day);
        try {
          return says((await (await world.browser('inspector')).get(path).expect(200)).text);
        } finally {
          world.clock.on('2026-10-08');
        }
      };
      expect(await on('2026-10-09', '/workbench')).to.match(/预警待处置 \d+ .*今天到期/u);
      expect(await on('2026-10-12', '/workbench?view=due')).to.match(/件已逾期.*已逾期 \d 个工作日/u);
    });

    it('filters by area, grade, rule, what is new and text; sorts and pages', async () => {
      const named = (text: string): string[] => ['滨海新区安居房二期', '兰洋温泉康养中心'].filter((name) => text.includes(name));
      expect(named(await page('inspector', '/workbench?areaCode=460400105'))).to.deep.equal(['兰洋温泉康养中心']);
      expect(named(await page('inspector', '/workbench?grade=grey'))).to.deep.equal([]);
      expect(named(await page('inspector', '/workbench?rule=R-PAY-02&grade=red'))).to.deep.equal(['滨海新区安居房二期', '兰洋温泉康养中心']);
      expect(named(await page('inspector', '/workbench?rule=R-PAY-03'))).to.deep.equal([]);
      expect(named(await page('inspector', '/workbench?q=康养'))).to.deep.equal(['兰洋温泉康养中心']);
      expect(named(await page('inspector', '/workbench?q=100%25'))).to.deep.equal([]);
      expect(named(await page('inspector', '/workbench?view=new'))).to.have.lengthOf(2);
      const sorted = await page('inspector', '/workbench?sort=unpaid&direction=asc');
      expect(sorted.indexOf('兰洋温泉康养中心')).to.be.lessThan(sorted.indexOf('滨海新区安居房二期'));
      const second = await page('inspector', '/workbench?page=2&size=1');
      expect(named(second)).to.deep.equal(['兰洋温泉康养中心']);
      expect(second).to.include('第 2 / 2 页');
    });

    it('says what is wrong with a filter, keeps what was typed and shows the page without it', async () => {
      const res = await as('inspector').get('/workbench?grade=purple&q=滨海').expect(422);
      expect(says(res.text)).to.include('预警不在可选范围内').and.include('滨海新区安居房二期').and.include('兰洋温泉康养中心');
      expect(res.text).to.include('value="滨海"');
    });

    it('is empty for an inspector of another city and closed to everybody else', async () => {
      expect(await page('farInspector', '/workbench')).to.include('还没有扫描过');
      for (const who of ['contractor', 'owner', 'housing', 'bank', 'department'] as const) await as(who).get('/workbench').expect(403);
      await (await world.stranger()).get('/workbench').expect(303);
    });

    it('exports what the filter finds, projects and flags, and records it', async () => {
      const res = await as('inspector').get('/workbench/export?grade=red&sort=unpaid').buffer(true).parse(binary).expect(200);
      expect(decodeURIComponent(String(res.headers['content-disposition']))).to.include('预警项目-2026-10-08.xlsx');
      const book = await readWorkbook(res.body as Buffer);
      const text = JSON.stringify(book);
      expect(text).to.include('预警明细').and.include('R-PAY-01').and.include('尚欠708,200.00元').and.include('兰洋温泉康养中心');
      const [event] = await world.dataSource.query<{ detail: { rows: number } }[]>(`SELECT detail FROM audit_event WHERE action = 'risk.exported'`);
      expect(event!.detail.rows).to.equal(2);
    });

    it('is the same as JSON', async () => {
      const { body } = await as('supervisor').get('/api/v1/workbench?rule=R-PAY-01').expect(200);
      expect(body).to.have.nested.property('tally.unpaid', '3052000.00');
      expect(body).to.have.nested.property('flagged.rows[0].unpaid', '3052000.00');
      expect(body).to.have.nested.property('flagged.rows[0].flags[0].severity', 'red');
      expect(body).to.have.nested.property('due.leads.total', 0);
    });
  });

  describe('findings as JSON', () => {
    it('carry sentence, rows, citations and parameters', async () => {
      const { body } = await as('inspector').get(`/api/v1/findings?projectId=${owing}&rule=R-PAY-01&severity=red`).expect(200);
      expect(body).to.have.property('total', 4);
      expect(body).to.have.nested.property('rows[0].basis[0]').that.matches(/^《.+》/u);
      const { body: all } = await as('inspector').get(`/api/v1/projects/${owing}/findings`).expect(200);
      const pay = bodyOf<{ rule: string; evidence: { of: string; what: string }[]; parameters: { used: { key: string }[] } }[]>({ body: all } as Response).find((f) => f.rule === 'R-PAY-01')!;
      expect(pay.evidence.map((e) => e.of)).to.deep.equal(['project-month', 'payroll-sheet']);
      expect(pay.parameters.used[0]!.key).to.equal('pay.graceDays');
      expect(JSON.stringify(all)).to.not.match(/\d{17}[\dX]/u);
    });

    it('are closed to firms, and those of another city do not exist', async () => {
      await as('contractor').get('/api/v1/findings').expect(403);
      expect(bodyOf<{ total: number }>(await as('farInspector').get('/api/v1/findings?state=all').expect(200)).total).to.equal(0);
      const [foreign, none] = [await as('farInspector').get(`/api/v1/projects/${owing}/findings`).expect(404), await as('farInspector').get(`/api/v1/projects/${absent}/findings`).expect(404)];
      expect(foreign.body).to.deep.equal(none.body);
    });
  });

  describe('the page of a project', () => {
    it('tells an inspector state, money, months, flags with their proof, firms, cases and papers', async () => {
      const res = await as('inspector').get(`/projects/${owing}`).expect(200);
      const text = says(res.text);
      expect(text).to.include('登记停工').and.include('登记完工').and.include('应拨人工费').and.include('合同价的 25%').and.include('次月 15 日');
      expect(text).to.include('2026年8月工资应于2026年9月15日前支付，应发770,000.00元，已发0.00元，尚欠770,000.00元（其中770,000.00元的工资表尚未审核）。');
      expect(text).to.include('《保障农民工工资支付条例》第十二条、第十四条、第十六条；《劳动保障监察条例》第二十六条').and.include('发出询问通知书').and.include('工资支付日之后的宽限天数 0日（内部时限）');
      expect(text).to.include('儋州众力劳务有限公司2026年8月工资表').and.include('状态 待总包审核，人数 130 人，实发合计 770,000.00 元');
      expect(text).to.include('未能评估').and.include('第 1 层分包').and.include('还没有案件和文书');
      expect(text).to.match(/已发 .*0\.00万 0 人次/u);
      const links = [...res.text.matchAll(/href="(\/payroll\/[0-9a-f-]{36})"/gu)].map((m) => m[1]!);
      expect(links.length).to.be.at.least(4);
      await as('inspector').get(links[0]!).expect(200);
    });

    it('tells each other role no more than its part', async () => {
      const contractor = await page('contractor', `/projects/${owing}`);
      expect(contractor).to.include('逐月情况').and.include('登记停工').and.include('登记分包单位').and.not.include('立即扫描');
      expect(contractor).to.not.include('登记完工');
      expect(contractor).to.not.include('尚欠');
      const sub = await page('subcontractor', `/projects/${owing}`);
      expect(sub).to.include('参建单位');
      for (const hidden of ['逐月情况', '资金链', '登记停工', '立即扫描', '案件与文书', '登记分包']) expect(sub, hidden).to.not.include(hidden);
      expect(await page('owner', `/projects/${owing}`)).to.include('资金链').and.not.include('登记停工');
      expect(await page('housing', `/projects/${owing}`)).to.include('登记完工').and.not.include('立即扫描');
      expect(await page('department', `/projects/${owing}`)).to.not.include('资金链');
    });

    it('answers for a foreign project as for one that does not exist', async () => {
      for (const who of ['contractor2', 'farInspector', 'bank'] as const) {
        const strip = (html: string): string => html.replace(/urn:uuid:[^<"]+/gu, '');
        expect(strip((await as(who).get(`/projects/${owing}`).expect(404)).text), who).to.equal(strip((await as(who).get(`/projects/${absent}`).expect(404)).text));
      }
    });

    it('gives the months as JSON to those who see money', async () => {
      const { body } = await as('contractor').get(`/api/v1/projects/${owing}/months`).expect(200);
      expect(body).to.have.lengthOf(4);
      expect((body as object[])[0]).to.include({ period: '2026-05', payable: '708200.00', paid: '0.00', payOn: '2026-06-15' });
      await as('subcontractor').get(`/api/v1/projects/${owing}/months`).expect(403);
    });

    it('shows a wrong date at its field, keeps what was typed, and then stops and resumes', async () => {
      const future = await as('contractor').post(`/projects/${silent}/move/stop`, { on: '2026-10-09', reason: '等待材料' }).expect(404);
      expect(says(future.text)).to.include('没有找到');
      const refused = await as('contractor2').post(`/projects/${silent}/move/stop`, { on: '2026-10-09', reason: '等待材料' }).expect(422);
      expect(says(refused.text)).to.include('日期不能晚于今天').and.include('兰洋温泉康养中心');
      expect(refused.text).to.include('value="等待材料"').and.include('value="2026-10-09"');
      await as('contractor2').post(`/projects/${silent}/move/stop`, { on: '2026-10-08', reason: '等待材料' }).expect(303).expect('location', `/projects/${silent}`);
      expect(await page('contractor2', `/projects/${silent}`)).to.include('项目状态已更新').and.include('停工').and.include('登记复工');
      const again = await as('contractor2').post(`/projects/${silent}/move/stop`, { on: '2026-10-08' }).expect(409);
      expect(says(again.text)).to.include('当前状态是“停工”，不能停工');
      await as('contractor2').post(`/projects/${silent}/move/complete`, { on: '2026-10-08' }).expect(403);
      await as('contractor2').post(`/projects/${silent}/move/resume`, { on: '2026-10-08' }).expect(303);
    });

    it('registers a subcontractor under another, and shows every mistake of the form at once', async () => {
      const refused = await as('contractor').post(`/projects/${owing}/parties`, { scope: '', partyId: '' }).expect(422);
      expect(says(refused.text)).to.include('有 3 处需要改正').and.include('请填写分包单位').and.include('请填写承包内容').and.include('请填写进场日期');
      const twice = await as('contractor').post(`/projects/${owing}/parties`, { partyId: world.parties.subcontractor, scope: '木工', enteredOn: '2026-09-01' }).expect(422);
      expect(says(twice.text)).to.include('这个单位已在项目上');
      expect(twice.text).to.include('value="木工"');
      const parent = /<option value="([0-9a-f-]{36})"[^>]*>儋州众力劳务有限公司<\/option><\/select>/u.exec(twice.text)![1]!;
      await as('contractor').post(`/projects/${owing}/parties`, { partyId: world.parties.subcontractor2, parentId: parent, scope: '木工', enteredOn: '2026-09-01' }).expect(303);
      expect(await page('contractor', `/projects/${owing}`)).to.include('分包单位已登记').and.include('第 2 层分包');
    });
  });

  describe('scanning one project', () => {
    it('clears what has been mended at once and says what changed', async () => {
      for (const month of ['2026-05', '2026-06', '2026-07', '2026-08']) {
        const [{ fen }] = await world.dataSource.query<[{ fen: bigint }]>('SELECT payable_fen AS fen FROM project_month WHERE project_id = $1 AND period = $2', [owing, month]);
        await world.as('system', (work) => addToMonth(work, owing, period(month), { paidFen: fen, paidLines: 130 }));
      }
      await as('inspector').post(`/projects/${owing}/scan`).expect(303).expect('location', `/projects/${owing}#flags`);
      const text = await page('inspector', `/projects/${owing}`);
      expect(text).to.match(/已扫描：新增 \d+ 条，消除 8 条/u).and.not.include('尚欠');
      const again = await as('inspector').api(`/projects/${owing}/scan`).expect(200);
      expect(again.body).to.include({ opened: 0, cleared: 0, projects: 1 });
    });

    it('is for labour staff of the place', async () => {
      await as('contractor').post(`/projects/${owing}/scan`).expect(403);
      await as('farInspector').post(`/projects/${owing}/scan`).expect(404);
    });
  });

  describe('the rule book', () => {
    it('shows inspectors condition, law, duty, parameters in force and how often each rule fired', async () => {
      const text = await page('inspector', '/rules');
      expect(text).to.include(`共 ${ruleCodes.length} 条`).and.include('逾期未存储工资保证金').and.include('存储工资保证金的期限：20个工作日（《工程建设领域农民工工资保证金规定》第八条）').and.include('1个工作日内处置');
      expect(text).to.match(/现有 \d+ 条 \d+ 个项目 近 30 天/u);
      const { body } = await as('inspector').get('/api/v1/rules').expect(200);
      const book = body as { code: string; counts: { cleared: number } }[];
      expect(book.map((r) => r.code)).to.deep.equal([...ruleCodes]);
      expect(book.find((r) => r.code === 'R-PAY-01')!.counts.cleared).to.equal(4);
    });

    it('tells contractors in plain words what is expected, without our terms and counts', async () => {
      const text = await page('contractor', '/rules');
      expect(text).to.include('工资要发到工人本人的银行卡').and.include('没有报送的数据不会算作正常');
      expect(text).to.not.include('处置');
      expect(text).to.not.include('近 30 天');
      const { body } = await as('contractor').get('/api/v1/rules').expect(200);
      expect(body).to.have.nested.property('[0].counts', null);
      await as('bank').get('/rules').expect(403);
    });
  });
});
