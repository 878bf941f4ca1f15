import { expect } from 'chai';
import supertest from 'supertest';
import { createApp } from '../../src/app.js';
import { UserAccount } from '../../src/entities/user-account.js';
import { demoPassword } from '../../src/demo/logins.js';
import { demoKeys } from '../../src/platform/config.js';
import { createLog } from '../../src/platform/log.js';
import { openWorld, type World } from '../support/world.js';

describe('behind https', () => {
  let world: World;
  before(async () => (world = await openWorld()));
  after(() => world.close());

  const secureApp = (): ReturnType<typeof createApp> =>
    createApp({ config: { https: true, trustedProxies: 1, publicUrl: 'https://anxin.example', demo: false }, keys: demoKeys(), dataSource: world.dataSource, clock: () => world.clock.now, log: createLog('silent'), scheduler: () => true });

  it('the session cookie is __Host-, Secure, HttpOnly and SameSite, and HSTS lasts a year', async () => {
    const res = await supertest(secureApp()).get('/login').set('X-Forwarded-Proto', 'https').expect(200);
    const cookie = (res.headers['set-cookie'] as unknown as string[])[0]!;
    expect(cookie).to.match(/^__Host-sid=/u);
    for (const part of ['Path=/', 'HttpOnly', 'Secure', 'SameSite=Lax']) expect(cookie).to.include(part);
    expect(cookie).to.not.include('Domain');
    expect(res.headers['strict-transport-security']).to.equal('max-age=31536000; includeSubDomains');
  });

  it('no demo login is shown and no demo account exists', async () => {
    const res = await supertest(secureApp()).get('/login').set('X-Forwarded-Proto', 'https');
    expect(res.text).to.not.include('演示').and.not.include(demoPassword);
  });
});

describe('when something of ours breaks', () => {
  let world: World;
  before(async () => (world = await openWorld()));
  after(() => world.close());

  it('the answer is opaque: an occurrence number, no SQL, no stack', async () => {
    const inspector = await world.browser('inspector');
    await world.owner.query('ALTER TABLE project RENAME TO project_gone');
    try {
      const page = await inspector.get('/projects').expect(500);
      expect(page.text).to.include('系统出了差错').and.match(/[0-9a-f]{8}-[0-9a-f]{4}-/u);
      expect(page.text).to.not.match(/project_gone|relation|SELECT|node_modules|\.js:\d+/u);
      const api = await inspector.get('/api/v1/workbench').expect(500);
      expect(api.headers['content-type']).to.include('application/problem+json');
      expect(Object.keys(api.body as object).sort()).to.deep.equal(['detail', 'instance', 'status', 'title', 'type']);
    } finally {
      await world.owner.query('ALTER TABLE project_gone RENAME TO project');
    }
  });

  it('a look-up by an undefined key throws instead of finding the first row', async () => {
    const found = await world.dataSource.manager.findOne(UserAccount, { where: { id: undefined as unknown as string } }).catch((error: unknown) => error);
    expect(found).to.be.instanceOf(Error);
  });

  it('a body above its limit, or one that is no form, is refused before anything else', async () => {
    const inspector = await world.browser('inspector');
    await inspector.agent.post('/api/v1/parties').set('X-CSRF-Token', inspector.csrf).set('Content-Type', 'application/json').send(`{"name":"${'x'.repeat(200_000)}"}`).expect(413);
    await inspector.agent.post('/api/v1/parties').set('X-CSRF-Token', inspector.csrf).set('Content-Type', 'application/json').send('{"name":').expect(400);
    const large = await inspector.multipart('/api/v1/projects/00000000-0000-7000-8000-000000000000/roster/import', {}, { field: 'file', name: 'x.csv', bytes: Buffer.alloc(10 * 1024 * 1024 + 1) });
    expect(large.status).to.be.oneOf([403, 413]);
  });
});
