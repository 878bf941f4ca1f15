import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect } from 'chai';
import { sendMessages } from '../../src/jobs/send-messages.js';
import { openMessages } from '../../src/platform/messages.js';
import { recordAttendance } from '../../src/domain/roster/index.js';
import { day } from '../../src/values/plain-date.js';
import { submitApproved, readingOf } from '../support/payroll.js';
import { answer, answerFile, makePayingProject, sentRelease, sentTo } from '../support/releases.js';
import { sampleWorkers } from '../support/sample-workers.js';
import { says } from '../support/reading.js';
import { openWorld, type Browser, type World } from '../support/world.js';

const five = sampleWorkers.slice(0, 5).map((w, i) => ({ ...w, phone: `1390755000${i}` as typeof w.phone }));

describe('a worker’s own page, without an account', () => {
  let world: World;
  let projectId: string;
  let sheetId: string;
  let gateway: Server;
  const sent: { to: string; text: string; key: string | undefined }[] = [];
  let refuse = false;

  before(async () => {
    world = await openWorld({ on: '2026-10-08' });
    projectId = await makePayingProject(world, { people: five });
    sheetId = (await submitApproved(world, projectId, '2026-08', { reading: readingOf(five) })).sheetId;
    gateway = createServer((req, res) => {
      let body = '';
      req.on('data', (p: Buffer) => (body += p.toString()));
      req.on('end', () => {
        if (!refuse) sent.push({ ...(JSON.parse(body) as { to: string; text: string }), key: req.headers.authorization });
        res.writeHead(refuse ? 503 : 200).end();
      });
    });
    await new Promise<void>((resolve) => gateway.listen(0, '127.0.0.1', resolve));
  });
  after(async () => {
    gateway.close();
    await world.close();
  });
  beforeEach(async () => {
    sent.length = 0;
    refuse = false;
    world.clock.on('2026-10-08');
    await world.owner.query('DELETE FROM attempt');
    await world.owner.query('DELETE FROM outbox');
  });

  const door = <T,>(_actor: unknown, run: (work: never) => Promise<T>): Promise<T> => world.as('system', run as never);
  const deliver = () =>
    sendMessages.run({ door: door as never, slot: world.clock.now, asOf: '2026-10-08' as never, options: {}, messages: openMessages({ url: `http://127.0.0.1:${(gateway.address() as AddressInfo).port}/`, key: 'gateway-key' }) });
  const ask = async (browser: Browser, name: string, idLast4: string): Promise<string> => {
    const res = await browser.post('/my-wages', { name, idLast4 }).expect(303);
    return String(res.headers['location']);
  };
  const codeFor = async (phone: string): Promise<string> => {
    await deliver();
    return /验证码是 (\d{6})/u.exec(sent.filter((m) => m.to === phone).at(-1)!.text)![1]!;
  };
  const open = async (who = five[0]!): Promise<Browser> => {
    const browser = await world.stranger();
    const at = await ask(browser, who.name, who.idNumber.slice(-4));
    const res = await browser.post(at, { oneTimeCode: await codeFor(who.phone!) });
    expect(res.status).to.equal(303);
    expect(res.headers['location']).to.equal('/my-wages/months');
    const again = await browser.agent.get('/api/v1/session').expect(200);
    const csrf = (again.body as { csrfToken: string }).csrfToken;
    return { ...browser, csrf, post: (path, body = {}) => browser.agent.post(path).type('form').send({ _csrf: csrf, ...body }) };
  };

  it('opens with the code that goes to the telephone on record, and shows the own months only', async () => {
    const worker = await open();
    const text = says((await worker.get('/my-wages/months').expect(200)).text);
    expect(text).to.include(`${five[0]!.name}的工资`).and.include('2026年8月').and.include('5,000.00').and.include('还没有发放');
    for (const other of five.slice(1)) expect(text).to.not.include(other.name);
    expect(sent[0]).to.include({ to: five[0]!.phone, key: 'Bearer gateway-key' });
    await worker.get('/projects').expect(403);
    await worker.post('/my-wages/leave').expect(303);
    await worker.get('/my-wages/months').expect(303);
  });

  it('answers alike, byte for byte, whether there is such a worker or not', async () => {
    const pages: string[] = [];
    for (const [name, digits] of [[five[0]!.name, five[0]!.idNumber.slice(-4)], ['查无此人', '0000']] as const) {
      const browser = await world.stranger();
      const res = await browser.post('/my-wages', { name, idLast4: digits }).expect(303);
      const page = await browser.get(String(res.headers['location'])).expect(200);
      const wrong = await browser.post(String(res.headers['location']), { oneTimeCode: '000000x' });
      const plain = (html: string): string => html.replaceAll(/\/my-wages\/code\/[\w-]+/gu, 'TICKET').replaceAll(/name="_\w+" value="[^"]*"/gu, 'TOKEN');
      pages.push([res.status, wrong.status, plain(page.text), plain(wrong.text)].join('\n'));
    }
    expect(pages[0]).to.equal(pages[1]);
    await deliver();
    expect(sent).to.have.lengthOf(1);
  });

  it('takes five wrong codes a ticket and ten requests a minute from one address, and no code twice or late', async () => {
    const browser = await world.stranger();
    const at = await ask(browser, five[1]!.name, five[1]!.idNumber.slice(-4));
    const code = await codeFor(five[1]!.phone!);
    const wrong = code === '123456' ? '654321' : '123456';
    for (let i = 0; i < 5; i += 1) await browser.post(at, { oneTimeCode: wrong }).expect(401);
    expect((await browser.post(at, { oneTimeCode: code })).status).to.equal(429);
    await world.owner.query('DELETE FROM attempt');
    const late = await ask(browser, five[1]!.name, five[1]!.idNumber.slice(-4));
    const second_ = await codeFor(five[1]!.phone!);
    world.clock.now = new Date(world.clock.now.getTime() + 11 * 60_000);
    await browser.post(late, { oneTimeCode: second_ }).expect(401);
    await world.owner.query('DELETE FROM attempt');
    for (let i = 0; i < 10; i += 1) await browser.post('/my-wages', { name: `路人${i}`, idLast4: '0000' }).expect(303);
    await browser.post('/my-wages', { name: '路人', idLast4: '0000' }).expect(429);
  });

  it('keeps a worker’s word on a line: the last one counts, and the firm sees it', async () => {
    const worker = await open(five[2]);
    const line = 3;
    await worker.post(`/my-wages/months/${sheetId}/${line}/reply`, { verdict: 'rejected' }).expect(422);
    await worker.post(`/my-wages/months/${sheetId}/${line}/reply`, { verdict: 'rejected', reason: '干了 25 天只算了 22 天' }).expect(303);
    const firm = await world.browser('contractor');
    expect(says((await firm.get(`/payroll/${sheetId}`).expect(200)).text)).to.include('异议 1 人').and.include('干了 25 天只算了 22 天').and.include('未答复 4 人');
    await worker.post(`/my-wages/months/${sheetId}/${line}/reply`, { verdict: 'confirmed' }).expect(303);
    expect(says((await firm.get(`/payroll/${sheetId}`).expect(200)).text)).to.include('确认 1 人，异议 0 人，未答复 4 人');
    await worker.post(`/my-wages/months/${sheetId}/1/reply`, { verdict: 'confirmed' }).expect(404);
  });

  it('opens a lead that is filled in already, in one step', async () => {
    const worker = await open(five[3]);
    const res = await worker.post(`/my-wages/months/${sheetId}/4/complaint`, { what: 'not-received', words: '问过班长两次' }).expect(303);
    expect(res.headers['location']).to.equal('/my-wages/months');
    const [lead] = await world.dataSource.query<{ channel: string; employer: string; place: string; amount: bigint; projectId: string; content: string }[]>(
      `SELECT channel, employer, place, amount_fen AS amount, project_id AS "projectId", content FROM lead ORDER BY received_at DESC LIMIT 1`,
    );
    expect(lead).to.deep.include({ channel: 'worker-page', employer: '儋州众力劳务有限公司', amount: 500_000n, projectId });
    expect(lead!.content).to.include('没有收到').and.include('问过班长两次');
  });

  it('says why a payment came back', async () => {
    const id = await makePayingProject(world, { people: five });
    const sheet = (await submitApproved(world, id, '2026-09', { reading: readingOf(five) })).sheetId;
    const { releaseId, batchIds } = await sentRelease(world, sheet);
    const theirs = await sentTo(world, batchIds[0]!);
    await answer(world, releaseId, batchIds[0]!, answerFile(theirs, (one) => (one.name === five[4]!.name ? { result: '退汇', reason: '账户已销户' } : { result: '成功' })));
    const worker = await open(five[4]);
    expect(says((await worker.get('/my-wages/months').expect(200)).text)).to.include('银行退回：账户已销户');
    const paid = await open(five[0]);
    expect(says((await paid.get('/my-wages/months').expect(200)).text)).to.include('已发到尾号');
  });

  it('names a month with attendance and no sheet', async () => {
    const months = async (): Promise<string> => says((await (await open(five[1])).get('/my-wages/months').expect(200)).text);
    expect(await months()).to.not.include('有出勤、没有工资表的月份');
    const { idNumber, name } = five[1]!;
    await world.as('contractor', (work) => recordAttendance(work, { projectId, partyId: world.parties.subcontractor, records: [{ idNumber, name, day: day('2026-07-06'), portion: 1 }], source: 'sheet' }));
    expect(await months()).to.include('有出勤、没有工资表的月份').and.include('2026年7月');
  });

  it('tries a message three times, says what failed, and sends none of a code that has expired', async () => {
    refuse = true;
    const browser = await world.stranger();
    await ask(browser, five[0]!.name, five[0]!.idNumber.slice(-4));
    for (let i = 0; i < 4; i += 1) await deliver();
    const [row] = await world.dataSource.query<[{ attempts: number; error: string; done: boolean }]>('SELECT attempts, error, done_at IS NOT NULL AS done FROM outbox ORDER BY id DESC LIMIT 1');
    expect(row).to.deep.equal({ attempts: 3, error: 'the message gateway answered 503', done: false });
    refuse = false;
    await ask(await world.stranger(), five[0]!.name, five[0]!.idNumber.slice(-4));
    world.clock.now = new Date(world.clock.now.getTime() + 11 * 60_000);
    expect(await deliver()).to.deep.equal({ sent: 0, expired: 1, failed: 0 });
  });

  it('shows no code outside the demonstration', async () => {
    const browser = await world.stranger();
    const at = await ask(browser, five[0]!.name, five[0]!.idNumber.slice(-4));
    expect((await browser.get(at).expect(200)).text).to.not.match(/演示模式|\b\d{6}\b/u);
  });
});
