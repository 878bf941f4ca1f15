import { randomUUID } from 'node:crypto';
import type { Express } from 'express';
import supertest from 'supertest';
import type { DataSource } from 'typeorm';
import { createDataSource } from '../../ormconfig.js';
import { createApp } from '../../src/app.js';
import { demoPassword, demoSecret } from '../../src/demo/logins.js';
import { createUser, takeIntoUse } from '../../src/domain/identity/index.js';
import { registerParty } from '../../src/domain/parties/index.js';
import { loadReference, registerOrgan } from '../../src/domain/policy/index.js';
import { demoKeys, type Keys } from '../../src/platform/config.js';
import { fromBase32, stepAt, totp } from '../../src/platform/totp.js';
import { createLog } from '../../src/platform/log.js';
import { createVault, type Vault } from '../../src/platform/vault.js';
import { createDoor, systemActor, type Actor, type Work } from '../../src/platform/work.js';
import { commandFinder } from '../../src/routes/find-command.js';
import { siteMap } from '../../src/routes/index.js';
import { visitOf } from '../../src/routes/visit.js';
import { day, instantOf, type PlainDate } from '../../src/values/plain-date.js';
import { must } from '../../src/values/parsed.js';
import { parseUscc, usccCheck, type Uscc } from '../../src/values/uscc.js';
import { createTestDatabase, type TestDatabase } from './database.js';

/** Everyone that a test may speak as. `contractor2` is a rival firm, `inspector2` a colleague, `farInspector` of another city. */
export const people = ['admin', 'inspector', 'inspector2', 'farInspector', 'supervisor', 'supervisor2', 'housing', 'bank', 'bank2', 'contractor', 'contractor2', 'subcontractor', 'subcontractor2', 'owner', 'department'] as const;
export type Person = (typeof people)[number];

export interface World {
  readonly app: Express;
  readonly dataSource: DataSource;
  /** The migrator's connection, for what the application may not do. */
  readonly owner: DataSource;
  readonly vault: Vault;
  readonly actors: Readonly<Record<Person, Actor>>;
  /** Firms by name: owner, contractor, contractor2, subcontractor, subcontractor2, bank, bank2, surety, insurer. */
  readonly parties: Readonly<Record<'owner' | 'contractor' | 'contractor2' | 'subcontractor' | 'subcontractor2' | 'bank' | 'bank2' | 'surety' | 'insurer', string>>;
  readonly organs: Readonly<Record<'labour' | 'housing' | 'court' | 'far', string>>;
  /** The clock of every door and of the app. */
  readonly clock: { now: Date; on(date: PlainDate | string, hour?: number): void };
  /** One unit of work as this person; `system` is the clock. */
  as<T>(who: Person | 'system', run: (work: Work) => Promise<T>): Promise<T>;
  /** A signed-in browser that keeps its cookies, knows its CSRF token, and gives keys and codes where commands ask for them. */
  browser(who: Person): Promise<Browser>;
  /** The code that this person's telephone shows now. */
  codeOf(who: Person): string;
  /** A browser of nobody in particular. */
  stranger(): Promise<Browser>;
  close(): Promise<void>;
}

export interface Browser {
  readonly agent: ReturnType<typeof supertest.agent>;
  readonly csrf: string;
  get(path: string): supertest.Test;
  /** A form post, urlencoded; a file goes with `.attach` on `multipart`. */
  post(path: string, body?: Readonly<Record<string, string | string[]>>): supertest.Test;
  multipart(path: string, body: Readonly<Record<string, string>>, file: { readonly field: string; readonly name: string; readonly bytes: Buffer }): supertest.Test;
  /** POST /api/v1`path` as JSON. */
  api(path: string, body?: unknown, headers?: Readonly<Record<string, string>>): supertest.Test;
}

/** A valid made-up code; `n` from 0. */
export function testUscc(n: number): Uscc {
  const body = `91460400MA5T${String(n).padStart(5, '0')}`;
  return must(parseUscc(body + usccCheck(body)));
}

export interface WorldOptions {
  /** The day at whose noon it begins. */
  readonly on?: string;
  /** As in the demo: codes are shown. */
  readonly demo?: boolean;
  /** Staff and banks give a code when they sign in. */
  readonly loginFactor?: boolean;
  /** Migrated and empty; default: a clone of the template, on the server of the tests. */
  readonly database?: TestDatabase;
  readonly keys?: Keys;
}

/** A small city with every role on a database of its own, at noon of 2026-08-20 unless told otherwise. */
export async function openWorld(options: WorldOptions = {}): Promise<World> {
  const database = options.database ?? (await createTestDatabase());
  const dataSource = await createDataSource(database.appUrl).initialize();
  const owner = await createDataSource(database.ownerUrl, { poolSize: 2 }).initialize();
  const keys = options.keys ?? demoKeys();
  const vault = createVault(keys);
  const clock = {
    now: instantOf(day(options.on ?? '2026-08-20'), 12),
    on(date: PlainDate | string, hour = 12) {
      this.now = instantOf(day(date), hour);
    },
  };
  const door = createDoor({ dataSource, vault, clock: () => clock.now });
  const app = createApp({
    config: { https: false, trustedProxies: 0, publicUrl: 'http://localhost:3000', demo: options.demo ?? false, loginFactor: options.loginFactor ?? false },
    keys,
    dataSource,
    clock: () => clock.now,
    log: createLog('silent'),
    scheduler: () => true,
  });
  const { parties, organs, actors } = await door(systemActor, (work) => settle(work)).then(async (s) => ({ ...s, actors: await actorsOf(dataSource, s.users) }));
  const codeOf = (who: Person): string => totp(fromBase32(demoSecret(who.toLowerCase())), stepAt(clock.now));
  const browse = async (): Promise<Browser> => {
    const agent = supertest.agent(app);
    const session = await agent.get('/api/v1/session').expect(200);
    return browserOf(agent, (session.body as { csrfToken: string }).csrfToken);
  };
  return {
    app,
    dataSource,
    owner,
    vault,
    actors,
    parties,
    organs,
    clock,
    as: (who, run) => door(who === 'system' ? systemActor : actors[who], run),
    codeOf,
    stranger: browse,
    browser: async (who) => {
      const guest = await browse();
      await guest.api('/login', { username: who.toLowerCase(), password: demoPassword }).expect(200);
      // The clock stands still here: a code that another browser has used counts again.
      await owner.query('UPDATE second_factor SET last_step = NULL WHERE user_id = $1', [actors[who].id]);
      const session = await guest.agent.get('/api/v1/session').expect(200);
      return browserOf(guest.agent, (session.body as { csrfToken: string }).csrfToken, () => codeOf(who));
    },
    close: async () => {
      await dataSource.destroy();
      await owner.destroy();
      await database.drop();
    },
  };
}

const commandAt = commandFinder(siteMap);

/** What the door asks of a command besides its own fields; `code` only of those who have a telephone. */
function doorOf(path: string, code: (() => string) | undefined): { readonly fields: Record<string, string>; readonly key: string | undefined } {
  const def = commandAt(path.replace('/api/v1', ''));
  return { fields: def?.secondFactor && code ? { code: code() } : {}, key: def && !def.settle ? randomUUID() : undefined };
}

function browserOf(agent: ReturnType<typeof supertest.agent>, csrf: string, code?: () => string): Browser {
  return {
    agent,
    csrf,
    get: (path) => agent.get(path),
    post: (path, body = {}) => {
      const { fields, key } = doorOf(path, code);
      return agent.post(path).type('form').send({ _csrf: csrf, ...(key && { _key: key }), ...fields, ...body });
    },
    multipart: (path, body, file) => {
      const { fields, key } = doorOf(path, code);
      const request = agent.post(path).field('_csrf', csrf);
      if (path.startsWith('/api/')) void request.set('Idempotency-Key', key ?? '');
      else if (key) void request.field('_key', key);
      for (const [name, value] of Object.entries({ ...fields, ...body })) void request.field(name, value);
      return request.attach(file.field, file.bytes, file.name);
    },
    api: (path, body = {}, headers = {}) => {
      const { fields, key } = doorOf(path, code);
      const money = commandAt(path)?.money && key ? { 'Idempotency-Key': key } : {};
      return agent.post(`/api/v1${path}`).set('X-CSRF-Token', csrf).set({ ...money, ...headers }).send({ ...fields, ...(body as object) });
    },
  };
}

async function settle(work: Work): Promise<{ parties: World['parties']; organs: World['organs']; users: Record<Person, string> }> {
  await loadReference(work);
  const organ = async (kind: 'labour' | 'housing' | 'court', name: string, areaCode: string, docPrefix: string | undefined): Promise<string> => {
    const contest = kind === 'labour' ? { reconsiderationOrgan: '儋州市人民政府', court: '儋州市人民法院' } : { reconsiderationOrgan: undefined, court: undefined };
    return (await registerOrgan(work, { kind, name, areaCode, docPrefix, address: '儋州市那大镇中兴大街', phone: '0898-23000000', ...contest })).organId;
  };
  const organs = {
    labour: await organ('labour', '儋州市人力资源和社会保障局', '460400', '儋人社监'),
    housing: await organ('housing', '儋州市住房和城乡建设局', '460400', undefined),
    court: await organ('court', '儋州市人民法院', '460400', undefined),
    far: await organ('labour', '海口市人力资源和社会保障局', '460100', '海人社监'),
  };
  let n = 0;
  const party = async (kind: 'enterprise' | 'bank' | 'surety' | 'insurer', name: string): Promise<string> => {
    const { partyId } = await registerParty(work, { kind, uscc: testUscc(n++), name, legalRepresentative: '王某', address: '儋州市那大镇', phone: '0898-23300000', areaCode: '460400' });
    return partyId;
  };
  const parties = {
    owner: await party('enterprise', '儋州滨海置业有限公司'),
    contractor: await party('enterprise', '海南宏基建设工程有限公司'),
    contractor2: await party('enterprise', '海南恒远建筑有限公司'),
    subcontractor: await party('enterprise', '儋州众力劳务有限公司'),
    subcontractor2: await party('enterprise', '儋州同心劳务有限公司'),
    bank: await party('bank', '中国农业银行股份有限公司儋州分行'),
    bank2: await party('bank', '海南农商银行股份有限公司儋州支行'),
    surety: await party('surety', '海南融资担保有限公司'),
    insurer: await party('insurer', '海南财产保险股份有限公司'),
  };
  const user = (username: Person, role: Actor['role'], of: { organId?: string; areaCode?: string; partyId?: string } = {}): Promise<string> =>
    createUser(work, { username: username.toLowerCase(), name: `测试${username}`, role: role as 'admin', organId: of.organId, partyId: of.partyId, areaCode: of.areaCode, badgeNo: `琼0400${n++}`, phone: '0898-23000001', samePersonAs: undefined }, demoPassword).then(async ({ userId }) => {
      await takeIntoUse(work, userId, demoSecret(username.toLowerCase()), null);
      return userId;
    });
  const city = { organId: organs.labour, areaCode: '460400' };
  const users = {
    admin: await user('admin', 'admin'),
    inspector: await user('inspector', 'inspector', city),
    inspector2: await user('inspector2', 'inspector', city),
    farInspector: await user('farInspector', 'inspector', { organId: organs.far, areaCode: '460100' }),
    supervisor: await user('supervisor', 'supervisor', city),
    supervisor2: await user('supervisor2', 'supervisor', city),
    housing: await user('housing', 'housing-reviewer', { organId: organs.housing, areaCode: '460400' }),
    bank: await user('bank', 'bank-operator', { partyId: parties.bank }),
    bank2: await user('bank2', 'bank-operator', { partyId: parties.bank2 }),
    contractor: await user('contractor', 'general-contractor', { partyId: parties.contractor }),
    contractor2: await user('contractor2', 'general-contractor', { partyId: parties.contractor2 }),
    subcontractor: await user('subcontractor', 'subcontractor', { partyId: parties.subcontractor }),
    subcontractor2: await user('subcontractor2', 'subcontractor', { partyId: parties.subcontractor2 }),
    owner: await user('owner', 'owner', { partyId: parties.owner }),
    department: await user('department', 'department', { organId: organs.court, areaCode: '460400' }),
  };
  return { parties, organs, users };
}

async function actorsOf(dataSource: DataSource, users: Record<Person, string>): Promise<Record<Person, Actor>> {
  const pairs = await Promise.all(people.map(async (who) => [who, (await visitOf(dataSource, users[who], 'test')).actor] as const));
  return Object.fromEntries(pairs) as Record<Person, Actor>;
}
