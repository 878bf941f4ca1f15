import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { demoPassword, demoSecret } from '../../../src/demo/logins.js';
import { fromBase32, stepAt, totp } from '../../../src/platform/totp.js';
import { commandFinder } from '../../../src/routes/find-command.js';
import { siteMap } from '../../../src/routes/index.js';
import type { Person } from '../world.js';

/** A command that the service has answered with 2xx: from now on it must be there, whatever breaks. */
export interface Acknowledged {
  readonly who: Person;
  readonly path: string;
  readonly key: string;
  readonly body: unknown;
  readonly answer: Readonly<Record<string, unknown>>;
}

export interface Answer {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
  /** How many times it was sent until it was answered. */
  readonly tries: number;
}

/** A program that speaks to the service over HTTP and, when it does not know what became of a command, sends it again under the same key. */
export interface Client {
  readonly who: Person;
  /** Sends until there is an answer that is neither a broken connection nor 5xx. What is acknowledged is written into `acks`. */
  command(path: string, body: unknown, key: string): Promise<Answer>;
  /** One try; undefined where the connection broke. */
  once(path: string, body: unknown, key?: string): Promise<Answer | undefined>;
  get(path: string): Promise<Answer>;
  /** A file with its fields, as a form sends it; one try, under a key of its own unless one is named. */
  upload(path: string, fields: Readonly<Record<string, string>>, file: { readonly name: string; readonly bytes: Buffer }, key?: string): Promise<Answer | undefined>;
}

const patienceMs = 90_000;

const commandAt = commandFinder(siteMap);

/** @param origin asked at every request, because the service may come back elsewhere; @param clockOffset of the service, for codes of the second factor */
export async function signIn(who: Person, origin: () => string, acks: Acknowledged[], clockOffset: number): Promise<Client> {
  const code = (): string => totp(fromBase32(demoSecret(who.toLowerCase())), stepAt(new Date(Date.now() + clockOffset)));
  let cookie = '';
  let csrf = '';
  const send = async (path: string, init: RequestInit): Promise<Answer | undefined> => {
    try {
      const res = await fetch(`${origin()}/api/v1${path}`, { ...init, signal: AbortSignal.timeout(patienceMs), headers: { ...(init.headers as Record<string, string>), cookie, 'x-csrf-token': csrf } });
      const text = await res.text();
      const [set] = res.headers.getSetCookie();
      if (set) cookie = set.split(';')[0]!;
      return { status: res.status, body: text === '' ? {} : (JSON.parse(text) as Record<string, unknown>), tries: 1 };
    } catch {
      return undefined;
    }
  };
  const keyed = (key: string | undefined): Record<string, string> => (key === undefined ? {} : { 'idempotency-key': key });
  const once: Client['once'] = (path, body, key) => send(path, { method: 'POST', body: JSON.stringify({ ...(body as object), ...(commandAt(path)?.secondFactor && { code: code() }) }), headers: { 'content-type': 'application/json', ...keyed(key) } });
  const again = async (run: () => Promise<Answer | undefined>, what: string): Promise<Answer> => {
    for (let tries = 1, until = Date.now() + patienceMs; ; tries += 1) {
      const answer = await run();
      if (answer && answer.status < 500) return { ...answer, tries };
      if (Date.now() > until) throw new Error(`${what}: no answer after ${tries} tries, at last ${answer ? `${answer.status} ${JSON.stringify(answer.body)}` : 'a broken connection'}`);
      await sleep(Math.min(20 * tries, 200));
    }
  };
  const session = async (): Promise<void> => {
    csrf = String((await again(() => send('/session', {}), 'session')).body['csrfToken']);
  };
  await session();
  const entered = await again(() => once('/login', { username: who.toLowerCase(), password: demoPassword }), 'login');
  if (entered.status !== 200) throw new Error(`${who} cannot sign in: ${entered.status} ${JSON.stringify(entered.body)}`);
  await session();
  return {
    who,
    once,
    get: (path) => again(() => send(path, {}), path),
    upload: (path, fields, file, key) => {
      const form = new FormData();
      for (const [name, value] of Object.entries(fields)) form.set(name, value);
      form.set('file', new Blob([new Uint8Array(file.bytes)]), file.name);
      return send(path, { method: 'POST', body: form, headers: keyed(key ?? randomUUID()) });
    },
    command: async (path, body, key) => {
      const answer = await again(() => once(path, body, key), path);
      if (answer.status >= 200 && answer.status < 300) acks.push({ who, path, key, body, answer: answer.body });
      return answer;
    },
  };
}
