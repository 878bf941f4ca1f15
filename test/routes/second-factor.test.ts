import { expect } from 'chai';
import supertest from 'supertest';
import { demoPassword, demoSecret } from '../../src/demo/logins.js';
import { resetFactor } from '../../src/domain/identity/index.js';
import { fromBase32, stepAt, totp } from '../../src/platform/totp.js';
import { siteMap } from '../../src/routes/index.js';
import { makeProject } from '../support/builders.js';
import { says, tags } from '../support/reading.js';
import { openWorld, type Browser, type Person, type World } from '../support/world.js';

const second = 1_000;
const minute = 60 * second;

/** The session cookie that this browser would send. */
const cookieOf = (browser: Browser): string => browser.agent.jar.getCookie('sid', { domain: '127.0.0.1', path: '/', secure: false, script: false })!.toValueString();

describe('the second factor', () => {
  let world: World;
  let projectId: string;
  before(async () => (world = await openWorld()));
  after(() => world.close());
  beforeEach(async () => {
    world.clock.on('2026-08-20');
    await world.owner.query('DELETE FROM attempt');
    projectId = await makeProject(world);
  });

  const at = (): string => `/projects/${projectId}/money/deposit/exemption`;
  const later = (ms: number): void => void (world.clock.now = new Date(world.clock.now.getTime() + ms));
  const codeField = (page: string): Record<string, string> | undefined => tags(page, 'input').find((i) => i['name'] === 'code');
  const errorsOf = (res: { body: unknown }): unknown => (res.body as { errors?: { pointer: string; detail: string }[] }).errors;

  it('stands on the reviews of releases, the bank’s file, exemptions, listings, parameters and its own replacement', () => {
    const graved = siteMap.filter((def) => def.kind === 'command' && def.secondFactor).map((def) => (def.kind === 'command' ? def.id : ''));
    expect(graved).to.include.members(['release.agree', 'release.take-file', 'deposit.exempt', 'listing.decide', 'listing.drop', 'listing.remove', 'parameter.approve', 'factor.replace', 'factor.recovery', 'factor.reset']);
    for (const def of siteMap) if (def.kind === 'command' && def.secondFactor) expect(def.body.fields, `${def.id} has its own code`).to.not.have.property('code');
  });

  it('is asked for in the form, where nothing that was typed is lost, and again only after five minutes', async () => {
    const inspector = await world.browser('inspector');
    const money = await inspector.get(`/projects/${projectId}/money`).expect(200);
    expect(codeField(money.text)).to.include({ autocomplete: 'one-time-code', inputmode: 'numeric' });
    expect(says(money.text)).to.include('动态验证码').and.not.include('演示模式');
    const missing = await inspector.post(at(), { reason: '三年无拖欠', code: '' }).expect(422);
    expect(says(missing.text)).to.include('有 1 处需要改正').and.include('请填写动态验证码');
    expect(missing.text).to.include('>三年无拖欠</textarea>');
    const both = await inspector.post(at(), { reason: '', code: '000000' }).expect(422);
    expect(says(both.text)).to.include('请填写免存理由').and.include('动态验证码不对或者已经用过');
    expect(both.text).to.not.include('000000');
    await inspector.post(at(), { reason: '三年无拖欠' }).expect(303);
    const fresh = await inspector.get(`/projects/${projectId}/money`).expect(200);
    expect(codeField(fresh.text)).to.equal(undefined);
    later(5 * minute);
    await inspector.post(at(), { reason: '再提一次', code: '' }).expect(403);
    later(second);
    const stale = await inspector.post(at(), { reason: '再提一次', code: '' }).expect(422);
    expect(codeField(stale.text)?.['aria-invalid']).to.equal('true');
  });

  it('counts for the session that gave it, under a new identifier and with the same token', async () => {
    const inspector = await world.browser('inspector');
    const old = cookieOf(inspector);
    await inspector.api(at(), { reason: '三年无拖欠' }).expect(200);
    expect(cookieOf(inspector)).to.not.equal(old);
    const grave = await supertest(world.app).post(`/api/v1${at()}`).set('Cookie', old).set('X-CSRF-Token', inspector.csrf).set('Idempotency-Key', 'old').send({ reason: '三年无拖欠' });
    expect(grave.status, 'the old identifier opens nothing grave').to.equal(422);
    await supertest(world.app).get('/projects').set('Cookie', old).expect(200);
    later(minute + second);
    await supertest(world.app).get('/projects').set('Cookie', old).expect(303);
    await inspector.get('/projects').expect(200);
    await inspector.post('/parties', { kind: 'enterprise', name: '续用旧令牌的公司', uscc: '91350100M000100Y43', areaCode: '460400' }).expect(303);
  });

  it('is told over JSON at the field, and taken there', async () => {
    const inspector = await world.browser('inspector');
    const missing = await inspector.api(at(), { reason: '三年无拖欠', code: undefined }).expect(422);
    expect(errorsOf(missing)).to.deep.equal([{ pointer: '/code', detail: '请填写动态验证码' }]);
    await inspector.api(at(), { reason: '三年无拖欠', code: world.codeOf('inspector') }).expect(200);
    const plain = await inspector.api('/parties', { kind: 'enterprise', name: '某公司', uscc: '91350100M000100Y43', areaCode: '460400', code: '123456' }).expect(422);
    expect(errorsOf(plain), 'a command that needs none knows no such field').to.deep.include({ pointer: '/code', detail: '不认识的字段' });
  });

  it('takes a code once, one step early or late, and closes after five wrong ones for 15 minutes', async () => {
    const secret = fromBase32(demoSecret('supervisor'));
    const code = (steps: number): string => totp(secret, stepAt(world.clock.now) + steps);
    // Opened before any code is used: a browser of the test world lets old codes count again.
    const [a, b, c, d] = [await world.browser('supervisor'), await world.browser('supervisor'), await world.browser('supervisor'), await makeProject(world)];
    const prove = (who: Browser, given: string) => who.api(`/projects/${d}/money/deposit/exemption`, { reason: '三年无拖欠', code: given });
    await prove(a, code(-1)).expect(200);
    expect((await prove(b, code(-1))).status, 'the same code in another session').to.equal(422);
    expect((await prove(b, code(2))).status, 'two steps early').to.equal(422);
    expect((await prove(b, code(1))).status, 'one step early').to.not.equal(422);
    expect((await prove(c, code(0))).status, 'older than one that was used').to.equal(422);
    for (let i = 0; i < 4; i += 1) await prove(c, '000000').expect(422);
    later(2 * minute);
    await prove(c, code(0)).expect(429);
    later(13 * minute + second);
    expect((await prove(c, code(0))).status).to.not.be.oneOf([422, 429]);
  });

  describe('of somebody who has none yet', () => {
    const without = async (who: Person): Promise<Browser> => {
      await world.owner.query('DELETE FROM second_factor WHERE user_id = $1', [world.actors[who].id]);
      return world.browser(who);
    };

    it('is refused with the way to enrol, which needs the password and a code of the new key, and gives recovery codes once', async () => {
      const desk = await without('inspector2');
      const page = await desk.get(`/projects/${projectId}/money`).expect(200);
      expect(says(page.text)).to.include('您还没有启用： 启用动态验证码');
      const refused = await desk.api(at(), { reason: '三年无拖欠' }).expect(422);
      expect(errorsOf(refused)).to.deep.equal([{ pointer: '/code', detail: '请先启用动态验证码' }]);

      const wrong = await desk.post('/factor', { currentPassword: 'nonsense-nonsense' }).expect(422);
      expect(says(wrong.text)).to.include('当前密码不对');
      await desk.post('/factor', { currentPassword: demoPassword }).expect(303);
      const shown = await desk.get('/factor').expect(200);
      expect(shown.text).to.include('<svg').and.not.match(/style=|data:/u);
      const key = /factor-secret">([A-Z2-7-]+)</u.exec(shown.text)![1]!.replaceAll('-', '');
      const [stored] = (await world.owner.query('SELECT pending FROM second_factor WHERE user_id = $1', [world.actors.inspector2.id])) as [{ pending: Buffer }];
      expect(stored.pending.includes(key), 'sealed').to.equal(false);
      await desk.post('/factor/confirm', { pendingCode: '000000' }).expect(422);
      await desk.post('/factor/confirm', { pendingCode: totp(fromBase32(key), stepAt(world.clock.now)) }).expect(303);
      const done = await desk.get('/factor').expect(200);
      const codes = [...done.text.matchAll(/<li>([2-9A-Z-]{14})<\/li>/gu)].map((m) => m[1]!);
      expect(codes).to.have.length(10);
      expect((await desk.get('/factor')).text, 'shown once').to.not.include(codes[0]);
      await desk.post('/factor', { currentPassword: demoPassword }).expect(409);

      // The confirmation has proved the factor; another session uses a recovery code, once.
      await desk.api(at(), { reason: '三年无拖欠', code: undefined }).expect(200);
      const elsewhere = await world.browser('inspector2');
      await elsewhere.post('/factor/recovery', { code: codes[3]!.toLowerCase() }).expect(303);
      const third = await world.browser('inspector2');
      await third.post('/factor/replace', { code: codes[4]! }).expect(422);
      expect((await world.dataSource.query(`SELECT count(*)::int AS n FROM audit_event WHERE action = 'identity.recovery-code-used'`)) as unknown).to.deep.equal([{ n: 1 }]);
    });

    it('is given back only by somebody else, who gives a code of their own; the person is signed out', async () => {
      const [admin, bank] = [await world.browser('admin'), await world.browser('bank2')];
      await admin.api(`/users/${world.actors.admin.id}/factor/reset`).expect(403);
      expect(says((await admin.get('/users')).text)).to.include('重置验证码');
      await admin.post(`/users/${world.actors.bank2.id}/factor/reset`).expect(303);
      await bank.get('/releases').expect(303).expect('location', /^\/login/u);
      const again = await world.browser('bank2');
      expect(says((await again.get('/factor')).text)).to.include('启用动态验证码');
      await admin.api(`/users/${world.actors.bank2.id}/factor/reset`).expect(409);
    });

    it('is given back by the operator where the only administrator has lost it', async () => {
      const admin = await world.browser('admin');
      await world.as('system', (work) => resetFactor(work, { username: 'ADMIN' }));
      await admin.get('/users').expect(303).expect('location', /^\/login/u);
      expect(says((await (await world.browser('admin')).get('/factor')).text)).to.include('生成密钥');
    });
  });
});

describe('the code beside the field', () => {
  it('is shown in demo mode, where nobody has these people’s telephones, and lets the newcomer go on', async () => {
    const world = await openWorld({ demo: true });
    try {
      const projectId = await makeProject(world);
      const inspector = await world.browser('inspector');
      const page = await inspector.get(`/projects/${projectId}/money`).expect(200);
      const code = /演示模式：当前验证码 (\d{6})/u.exec(page.text)![1]!;
      await inspector.post(`/projects/${projectId}/money/deposit/exemption`, { reason: '三年无拖欠', code }).expect(303);
    } finally {
      await world.close();
    }
  });
});

describe('with a second factor at sign-in', () => {
  let world: World;
  before(async () => (world = await openWorld({ loginFactor: true })));
  after(() => world.close());

  it('a password opens nothing but the page that asks for the code; the code leads on', async () => {
    const inspector = await world.browser('inspector');
    const asked = await inspector.get('/projects?state=running').expect(303);
    expect(asked.headers['location']).to.equal('/login/code?next=%2Fprojects%3Fstate%3Drunning');
    await inspector.get('/api/v1/workbench').expect(403);
    await inspector.api('/parties', {}).expect(403);
    expect((await inspector.get('/api/v1/session')).body).to.include({ mustFirst: 'give-code' });
    await inspector.get('/login/code').expect(200);
    await inspector.post('/login/code', { code: '000000' }).expect(422);
    await inspector.post(asked.headers['location'] as string).expect(303).expect('location', '/projects?state=running');
    await inspector.get('/projects').expect(200);
  });

  it('who has none is led to enrol before anything else', async () => {
    await world.owner.query('DELETE FROM second_factor WHERE user_id = $1', [world.actors.bank.id]);
    const bank = await world.browser('bank');
    await bank.get('/releases').expect(303).expect('location', '/factor');
    await bank.post('/factor', { currentPassword: demoPassword }).expect(303);
    const key = /factor-secret">([A-Z2-7-]+)</u.exec((await bank.get('/factor').expect(200)).text)![1]!.replaceAll('-', '');
    await bank.post('/factor/confirm', { pendingCode: totp(fromBase32(key), stepAt(world.clock.now)) }).expect(303);
    await bank.get('/releases').expect(200);
  });

  it('firms sign in by password and are asked at grave steps only', async () => {
    const contractor = await world.browser('contractor');
    await contractor.get('/projects').expect(200);
  });
});
