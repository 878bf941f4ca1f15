import { expect } from 'chai';
import type { Definition } from '../../src/routes/define.js';
import { siteMap } from '../../src/routes/index.js';
import { api } from '../../src/routes/mount.js';
import { roles, type Role } from '../../src/values/role.js';
import { openWorld, type Browser, type Person, type World } from '../support/world.js';

/** A test person of each role that signs in. */
const speaker: Readonly<Record<Exclude<Role, 'worker' | 'anonymous'>, Person>> = {
  admin: 'admin',
  inspector: 'inspector',
  supervisor: 'supervisor',
  'housing-reviewer': 'housing',
  'bank-operator': 'bank',
  'general-contractor': 'contractor',
  subcontractor: 'subcontractor',
  owner: 'owner',
  department: 'department',
};

const absent = '00000000-0000-7000-8000-000000000000';

/** An address of the route with identifiers that no record has. */
const addressOf = (def: Definition): string => {
  const path = def.path.replace(/:(\w+)/gu, (_m, name: string) => (def.params.fields[name]?.doc['enum'] as string[] | undefined)?.[0] ?? absent);
  return def.kind === 'resource' ? api + path : path;
};

describe('the site map', () => {
  let world: World;
  const browsers = new Map<Role, Browser>();
  before(async () => {
    world = await openWorld();
    for (const role of roles) {
      if (role === 'worker') continue;
      browsers.set(role, role === 'anonymous' ? await world.stranger() : await world.browser(speaker[role]));
    }
  });
  after(() => world.close());

  it('declares an audience, parameters and a summary for every route, and each address and command once', () => {
    const seen = new Set<string>();
    const ids = new Set<string>();
    for (const def of siteMap) {
      expect(def.audience, def.path).to.have.length.greaterThan(0);
      expect(def.summary, def.path).to.match(/[\u4e00-\u9fff]/u);
      const named = [...def.path.matchAll(/:(\w+)/gu)].map((m) => m[1]!);
      expect(Object.keys(def.params.fields).sort(), def.path).to.deep.equal(named.sort());
      const key = `${def.kind === 'command' ? 'POST' : def.kind === 'resource' ? 'API' : 'GET'} ${def.path}`;
      expect(seen.has(key), key).to.equal(false);
      seen.add(key);
      if (def.kind === 'command') {
        expect(ids.has(def.id), def.id).to.equal(false);
        ids.add(def.id);
      }
    }
  });

  it('answers every role on every route as declared: the others are shown the door before anything is read', async function () {
    this.timeout(120_000);
    const wrong: string[] = [];
    for (const def of siteMap) {
      // Signing in and out would change who is asking.
      if (def.kind === 'command' && def.id.startsWith('session.')) continue;
      for (const [role, browser] of browsers) {
        const allowed = (def.audience as readonly string[]).includes('anonymous') || (def.audience as readonly string[]).includes(role);
        const address = addressOf(def);
        const res = def.kind === 'command' ? await browser.api(address, {}) : await browser.get(address);
        const shown = res.status === 403 || res.status === 401 || (res.status === 303 && String(res.headers['location']).startsWith('/login'));
        const mayRefuse = def.kind === 'command' && res.status === 403 && (res.body as { type?: string }).type === '/problems/not-allowed';
        if (res.status >= 500) wrong.push(`${role} ${def.kind} ${def.path}: ${res.status}`);
        else if (allowed && shown && !mayRefuse) wrong.push(`${role} ${def.kind} ${def.path}: refused with ${res.status}`);
        else if (!allowed && !shown) wrong.push(`${role} ${def.kind} ${def.path}: let in with ${res.status}`);
      }
    }
    expect(wrong).to.deep.equal([]);
  });

  it('does not know any other address', async () => {
    const inspector = browsers.get('inspector')!;
    for (const address of ['/nothing', '/api/v1/nothing', '/.git/config', '/package.json', '/assets/../../package.json', '/projects/1']) {
      const res = await inspector.get(address);
      expect(res.status, address).to.equal(404);
      expect(res.text).to.not.match(/Error:|node_modules|at \//u);
    }
  });

  it('sends the same strict headers with every kind of answer', async () => {
    const inspector = browsers.get('inspector')!;
    for (const address of ['/login', '/projects', '/nothing', '/api/v1/nothing', '/api/openapi.json', '/assets/css/base.css', '/healthz', '/readyz']) {
      const { headers } = await inspector.get(address);
      expect(headers['content-security-policy'], address).to.equal("default-src 'none';script-src 'self';style-src 'self';img-src 'self';font-src 'self';connect-src 'self';form-action 'self';base-uri 'none';frame-ancestors 'none'");
      expect(headers['x-content-type-options'], address).to.equal('nosniff');
      expect(headers['referrer-policy'], address).to.equal('no-referrer');
      expect(headers['cross-origin-opener-policy'], address).to.equal('same-origin');
      expect(headers['x-powered-by'], address).to.equal(undefined);
      if (!address.startsWith('/assets') && !address.endsWith('z')) expect(headers['cache-control'], address).to.equal('no-store');
    }
  });

  it('describes every command and resource in an OpenAPI 3.1 document', async () => {
    const { body } = await browsers.get('anonymous')!.get('/api/openapi.json').expect(200);
    const doc = body as { openapi: string; paths: Record<string, Record<string, { operationId?: string }>> };
    expect(doc.openapi).to.equal('3.1.0');
    for (const def of siteMap) {
      if (def.kind === 'page') continue;
      const operations = doc.paths[api + def.path.replace(/:(\w+)/gu, '{$1}')];
      expect(operations, def.path).to.have.property(def.kind === 'command' ? 'post' : 'get');
    }
  });
});
