import { expect } from 'chai';
import supertest from 'supertest';
import { demoPassword } from '../../src/demo/logins.js';
import { listen } from '../support/listen.js';
import { openWorld, type World } from '../support/world.js';

describe('signing in', () => {
  let world: World;
  before(async () => (world = await openWorld()));
  after(() => world.close());

  it('leads a stranger from a desk page to the login page and back to it', async () => {
    const guest = await world.stranger();
    const asked = await guest.get('/projects?state=running').expect(303);
    expect(asked.headers['location']).to.equal('/login?next=%2Fprojects%3Fstate%3Drunning');
    const inside = await guest.post(asked.headers['location'] as string, { username: 'inspector', password: demoPassword }).expect(303);
    expect(inside.headers['location']).to.equal('/projects?state=running');
    const list = await guest.get('/projects').expect(200);
    expect(list.text).to.include('测试inspector');
  });

  it('never redirects to another site', async () => {
    for (const next of ['https://evil.example/', '//evil.example/', '/\\evil.example', 'javascript:alert(1)']) {
      const guest = await world.stranger();
      const inside = await guest.post(`/login?next=${encodeURIComponent(next)}`, { username: 'inspector', password: demoPassword }).expect(303);
      expect(inside.headers['location']).to.equal('/');
    }
  });

  it('answers a wrong password and an unknown user alike, keeps the name and drops the password', async () => {
    const guest = await world.stranger();
    const wrong = await guest.post('/login', { username: 'supervisor', password: 'nonsense-nonsense' }).expect(401);
    const unknown = await guest.post('/login', { username: 'supervisox', password: 'nonsense-nonsense' }).expect(401);
    expect(wrong.text).to.include('用户名或密码不对').and.include('value="supervisor"').and.not.include('nonsense');
    expect(unknown.text.replaceAll('supervisox', 'supervisor')).to.equal(wrong.text);
  });

  it('says everything that is missing at once', async () => {
    const guest = await world.stranger();
    const empty = await guest.post('/login', {}).expect(422);
    expect(empty.text).to.include('请填写用户名').and.include('请填写密码');
  });

  it('closes the door after five wrong passwords, for that account and that address, until 15 minutes have passed', async () => {
    const guest = await world.stranger();
    for (let i = 0; i < 5; i += 1) await guest.api('/login', { username: 'department', password: 'wrong' });
    await guest.api('/login', { username: 'department', password: demoPassword }).expect(429);
    const start = world.clock.now;
    world.clock.now = new Date(start.getTime() + 15 * 60_000 + 1);
    await guest.api('/login', { username: 'department', password: demoPassword }).expect(200);
    world.clock.now = start;
  });

  it('lets a redirect go only when the session is stored: a browser follows it at once', async () => {
    const site = await listen(world.app);
    try {
      const form = await fetch(`${site.url}/complaint`);
      const csrf = /name="_csrf" value="([^"]+)"/u.exec(await form.text())![1]!;
      const cookie = form.headers.get('set-cookie')!.split(';')[0]!;
      const body = new URLSearchParams({ _csrf: csrf, name: '吴阿妹', phone: '13907550000', employer: '带班的劳务公司', place: '那大镇安置房', content: '六月进场做木工，至今没有发工资。' });
      let answered = false;
      const sent = await world.owner.transaction(async (db) => {
        await db.query('LOCK TABLE session IN SHARE MODE');
        const status = fetch(`${site.url}/complaint`, { method: 'POST', redirect: 'manual', headers: { cookie }, body }).then((res) => {
          answered = true;
          return res.status;
        });
        const writing = (): Promise<unknown[]> => world.owner.query(`SELECT FROM pg_locks WHERE NOT granted AND relation = 'session'::regclass`);
        while ((await writing()).length === 0 && !answered);
        await fetch(`${site.url}/healthz`);
        expect(answered).to.equal(false);
        return { status };
      });
      expect(await sent.status).to.equal(303);
    } finally {
      await site.close();
    }
  });

  it('gives a new session id at sign-in and ends it at sign-out, on the server too', async () => {
    const guest = await world.stranger();
    const cookieOf = (res: { headers: Record<string, unknown> }): string => String((res.headers['set-cookie'] as string[] | undefined)?.find((c) => c.startsWith('sid=')) ?? '').split(';')[0]!;
    const before = cookieOf(await guest.get('/login'));
    const after = cookieOf(await guest.post('/login', { username: 'owner', password: demoPassword }).expect(303));
    expect(after).to.not.equal(before).and.not.equal('');
    const session = await guest.agent.get('/api/v1/session');
    await guest.agent.post('/api/v1/logout').set('X-CSRF-Token', (session.body as { csrfToken: string }).csrfToken).send({}).expect(200);
    const replay = await supertest(world.app).get('/projects').set('Cookie', after);
    expect(replay.status).to.equal(303);
  });

  for (const [who, idle, hours] of [['inspector2', 30, 12], ['bank', 15, 8], ['admin', 15, 8]] as const) {
    it(`forgets ${who} after ${idle} idle minutes, and ${hours} hours after sign-in however busy`, async () => {
      const start = world.clock.now;
      const after = (ms: number): void => void (world.clock.now = new Date(start.getTime() + ms));
      const page = who === 'admin' ? '/users' : '/projects';
      try {
        const idler = await world.browser(who);
        after(idle * 60_000 + 1_000);
        await idler.get(page).expect(303);
        world.clock.now = start;
        const busy = await world.browser(who);
        for (let at = idle * 60_000 - 1_000; at < hours * 3_600_000; at += idle * 60_000 - 1_000) {
          after(at);
          await busy.get(page).expect(200);
        }
        after(hours * 3_600_000 + 1_000);
        await busy.get(page).expect(303);
      } finally {
        world.clock.now = start;
      }
    });
  }

  it('keeps three sessions of an account; a fourth sign-in closes the oldest, and that is recorded', async () => {
    const start = world.clock.now;
    const open = [];
    for (let i = 0; i < 4; i += 1) {
      world.clock.now = new Date(start.getTime() + i * 1_000);
      open.push(await world.browser('housing'));
      if (i === 2) await open[0]!.get('/projects').expect(200);
    }
    expect(await Promise.all(open.map(async (browser) => (await browser.get('/projects')).status))).to.deep.equal([303, 200, 200, 200]);
    const closed = (await world.dataSource.query(`SELECT count(*)::int AS n FROM audit_event WHERE action = 'identity.session-closed' AND subject_id = $1`, [world.actors.housing.id])) as unknown;
    expect(closed).to.deep.equal([{ n: 1 }]);
    world.clock.now = start;
  });

  it('does not take up an identifier that somebody set beforehand, and sends the signed-in cookie to our own pages only', async () => {
    const guest = await world.stranger();
    const given = await supertest(world.app).get('/login').set('Cookie', 'sid=s%3Achosen.bysomebody').expect(200);
    expect(String(given.headers['set-cookie'])).to.match(/^sid=/u).and.not.include('chosen');
    const inside = await guest.post('/login', { username: 'owner', password: demoPassword }).expect(303);
    expect(String(inside.headers['set-cookie'])).to.match(/^sid=.*HttpOnly; SameSite=Strict/u);
  });

  it('lets a first password open nothing but the page that changes it', async () => {
    const admin = await world.browser('admin');
    const made = await admin.api('/users', { username: 'xinren', name: '新人', role: 'inspector', organId: world.organs.labour, areaCode: '460400' }).expect(201);
    const first = (made.body as { password: string }).password;
    const guest = await world.stranger();
    expect((await guest.post('/login', { username: 'xinren', password: first }).expect(303)).headers['location']).to.equal('/password');
    expect((await guest.get('/projects').expect(303)).headers['location']).to.equal('/password');
    await guest.agent.get('/api/v1/workbench').expect(403);
    const session = await guest.agent.get('/api/v1/session');
    const csrf = (session.body as { csrfToken: string }).csrfToken;
    const weak = await guest.agent.post('/password').type('form').send({ _csrf: csrf, currentPassword: first, newPassword: 'danzhou2026', repeatPassword: 'other' }).expect(422);
    expect(weak.text).to.include('密码至少 12 个字符').and.include('两次输入的新密码不一致');
    await guest.agent.post('/password').type('form').send({ _csrf: csrf, currentPassword: first, newPassword: 'Haijing-zaichen-7', repeatPassword: 'Haijing-zaichen-7' }).expect(303);
    const again = await world.stranger();
    await again.post('/login', { username: 'xinren', password: 'Haijing-zaichen-7' }).expect(303);
    await again.get('/projects').expect(200);
  });

  it('shuts out a disabled account on its next request', async () => {
    const rival = await world.browser('contractor2');
    await rival.get('/projects').expect(200);
    const admin = await world.browser('admin');
    await admin.api(`/users/${world.actors.contractor2.id}/disable`).expect(200);
    await rival.get('/projects').expect(303);
  });
});

describe('changing state', () => {
  let world: World;
  before(async () => (world = await openWorld()));
  after(() => world.close());

  it('is refused without the token of the own session, on forms, multipart and JSON alike, and changes nothing', async () => {
    const inspector = await world.browser('inspector');
    const other = await world.browser('supervisor');
    const party = { kind: 'enterprise', name: '某某劳务有限公司', uscc: '91350100M000100Y43', areaCode: '460400' };
    await inspector.agent.post('/parties').type('form').send(party).expect(403);
    await inspector.agent.post('/parties').type('form').send({ ...party, _csrf: other.csrf }).expect(403);
    await inspector.agent.post('/parties').field('name', party.name).expect(403);
    await inspector.agent.post('/api/v1/parties').send(party).expect(403);
    await inspector.agent.post('/api/v1/parties').set('X-CSRF-Token', inspector.csrf).set('Sec-Fetch-Site', 'cross-site').send(party).expect(403);
    const [row] = (await world.dataSource.query(`SELECT count(*)::int AS n FROM party WHERE uscc = $1`, [party.uscc])) as [{ n: number }];
    expect(row.n).to.equal(0);
    await inspector.api('/parties', party).expect(201);
  });

  it('gives the first answer again for the same key and content, and refuses other content under it', async () => {
    const inspector = await world.browser('inspector');
    const party = { kind: 'enterprise', name: '幂等建设有限公司', uscc: '91460400MA5T0000XT', areaCode: '460400' };
    const all = await Promise.all(Array.from({ length: 10 }, () => inspector.api('/parties', party, { 'Idempotency-Key': 'k-1' })));
    expect(new Set(all.map((r) => JSON.stringify([r.status, r.body]))).size).to.equal(1);
    expect(all[0]!.status).to.equal(201);
    const other = await inspector.api('/parties', { ...party, name: '另一个名称' }, { 'Idempotency-Key': 'k-1' }).expect(422);
    expect((other.body as { type: string }).type).to.equal('/problems/idempotency-conflict');
  });

  it('refuses unknown fields, fields sent twice and hostile keys', async () => {
    const inspector = await world.browser('inspector');
    const party = { kind: 'enterprise', name: '某某劳务有限公司', uscc: '91350100M000100Y43', areaCode: '460400' };
    const unknown = await inspector.api('/parties', { ...party, standing: 'normal' }).expect(422);
    expect((unknown.body as { errors: { pointer: string }[] }).errors).to.deep.equal([{ pointer: '/standing', detail: '不认识的字段' }]);
    await inspector.post('/parties', { ...party, name: ['甲公司', '乙公司'] }).expect(422);
    const raw = await inspector.agent.post('/api/v1/parties').set('X-CSRF-Token', inspector.csrf).set('Content-Type', 'application/json').send('{"__proto__":{"admin":true},"constructor":{}}');
    expect(raw.status).to.equal(422);
    expect(({} as { admin?: boolean }).admin).to.equal(undefined);
  });

  it('shows the form again with every mistake and what was typed', async () => {
    const inspector = await world.browser('inspector');
    const res = await inspector.post('/parties', { kind: 'enterprise', name: '', uscc: '91350100M000100Y44', areaCode: '460400', address: '<b>那大镇</b>' }).expect(422);
    expect(res.text).to.include('请填写单位名称').and.include('校验位不对').and.include('91350100M000100Y44').and.include('&lt;b>那大镇');
  });
});
