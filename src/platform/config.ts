import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { openMessages, type Messages } from './messages.js';

/** The keys that protect personal data and sessions; 32 bytes each. */
export interface Keys {
  /** Sealing keys by number (1–255); the highest seals, all open. */
  readonly sealing: ReadonlyMap<number, Buffer>;
  /** Keyed index of identifiers; never the same as a sealing key. */
  readonly index: Buffer;
  readonly session: Buffer;
}

export interface Config {
  readonly port: number;
  /** PORT was named; otherwise the demo takes a free port where the usual one is taken. */
  readonly portNamed: boolean;
  readonly host: string;
  /** Where the outside reaches the service, e.g. https://anxin.example.gov.cn; QR codes lead there. */
  readonly publicUrl: string;
  /** The browser speaks https to us or to a proxy in front: cookies are Secure and carry the __Host- prefix. */
  readonly https: boolean;
  /** Proxies in front whose X-Forwarded-* is believed. */
  readonly trustedProxies: number;
  /** No DATABASE_URL: embedded server, demo city, demo logins. */
  readonly demo: boolean;
  /** Staff and banks give a code of their second factor when they sign in, not only at grave steps. */
  readonly loginFactor: boolean;
  readonly databaseUrl: string | undefined;
  readonly migrationDatabaseUrl: string | undefined;
  readonly dataDir: string | undefined;
  readonly keysFile: string | undefined;
  readonly logLevel: string;
  /** Where payment files are exchanged with banks; the demo has a folder of its own. */
  readonly bankDir: string | undefined;
  /** The bank interfaces that may be called: name → base address. */
  readonly bankEndpoints: ReadonlyMap<string, string>;
  /** The gateway to people's telephones: its address and the file with its key. */
  readonly messageGateway: { readonly url: string; readonly keyFile: string } | undefined;
}

export class ConfigError extends Error {}

/** Reads the environment once; names every mistake at once. */
export function readConfig(env: NodeJS.ProcessEnv): Config {
  const mistakes: string[] = [];
  const number = (name: string, fallback: number, max: number): number => {
    const text = env[name];
    if (text === undefined || text === '') return fallback;
    const n = Number(text);
    if (!Number.isInteger(n) || n < 0 || n > max) mistakes.push(`${name} must be a whole number from 0 to ${max}, not "${text}"`);
    return n;
  };
  const port = number('PORT', 3000, 65535);
  const publicUrl = (env.PUBLIC_URL ?? `http://localhost:${port}`).replace(/\/+$/u, '');
  if (!/^https?:\/\/[^/\s]+$/u.test(publicUrl)) mistakes.push(`PUBLIC_URL must be an origin such as https://anxin.example.gov.cn, not "${publicUrl}"`);
  const databaseUrl = env.DATABASE_URL || undefined;
  const demo = databaseUrl === undefined;
  const keysFile = env.KEYS_FILE || undefined;
  if (!demo && !keysFile) mistakes.push('KEYS_FILE is required with DATABASE_URL: a file of keys made by `npm run admin -- make-keys FILE`');
  if (!demo && env.PUBLIC_URL === undefined) mistakes.push('PUBLIC_URL is required with DATABASE_URL: papers carry a QR code that leads there');
  const bankEndpoints = endpointsOf(env.BANK_ENDPOINTS ?? '', demo || env.NODE_ENV === 'test', mistakes);
  const loginFactor = env.LOGIN_FACTOR || undefined;
  if (loginFactor !== undefined && loginFactor !== 'on' && loginFactor !== 'off') mistakes.push(`LOGIN_FACTOR must be on or off, not "${loginFactor}"`);
  const config: Config = {
    port,
    portNamed: Boolean(env.PORT),
    host: env.HOST ?? (demo ? '127.0.0.1' : '0.0.0.0'),
    publicUrl,
    https: publicUrl.startsWith('https://'),
    trustedProxies: number('TRUSTED_PROXIES', 0, 10),
    demo,
    loginFactor: loginFactor === undefined ? !demo : loginFactor === 'on',
    databaseUrl,
    migrationDatabaseUrl: env.MIGRATION_DATABASE_URL || undefined,
    dataDir: env.DATA_DIR || undefined,
    keysFile,
    logLevel: env.LOG_LEVEL ?? 'info',
    bankDir: env.BANK_DIR || undefined,
    bankEndpoints,
    messageGateway: gatewayOf(env, mistakes),
  };
  if (mistakes.length > 0) throw new ConfigError(mistakes.join('\n'));
  return config;
}

/** `abc=https://bank.example/api,boc=https://…`: https, except to this very machine in the demo and in tests. */
function endpointsOf(text: string, trial: boolean, mistakes: string[]): Map<string, string> {
  const endpoints = new Map<string, string>();
  for (const entry of text.split(',').filter((e) => e.trim() !== '')) {
    const [, name, address] = /^\s*([a-z0-9-]{1,40})=(\S+?)\/*\s*$/u.exec(entry) ?? [];
    const url = address !== undefined && URL.canParse(address) ? new URL(address) : null;
    const local = trial && url?.protocol === 'http:' && url.hostname === '127.0.0.1';
    if (!name || !url || (url.protocol !== 'https:' && !local) || url.username || url.search || url.hash || endpoints.has(name)) {
      mistakes.push(`BANK_ENDPOINTS must be names and https addresses such as abc=https://bank.example/payments, not "${entry.trim()}"`);
    } else endpoints.set(name, address!);
  }
  return endpoints;
}

/** Both or neither; https. */
function gatewayOf({ MESSAGE_GATEWAY: url, MESSAGE_KEY_FILE: keyFile }: NodeJS.ProcessEnv, mistakes: string[]): Config['messageGateway'] {
  if (!url && !keyFile) return undefined;
  if (url && keyFile && URL.canParse(url) && new URL(url).protocol === 'https:') return { url, keyFile };
  mistakes.push('MESSAGE_GATEWAY must be an https address and MESSAGE_KEY_FILE the file with its key');
  return undefined;
}

/** The configured gateway with its key; undefined where none is. @throws ConfigError where the file cannot be read */
export function openGateway({ messageGateway }: Pick<Config, 'messageGateway'>): Messages | undefined {
  if (!messageGateway) return undefined;
  if (!existsSync(messageGateway.keyFile)) throw new ConfigError(`MESSAGE_KEY_FILE ${messageGateway.keyFile} does not exist`);
  return openMessages({ url: messageGateway.url, key: readFileSync(messageGateway.keyFile, 'utf8').trim() });
}

interface KeysFile {
  readonly sealing: Readonly<Record<string, string>>;
  readonly index: string;
  readonly session: string;
}

/** Keys from a file that only its owner may read: `{ sealing: { "1": base64 }, index: base64, session: base64 }`. */
export function readKeys(file: string): Keys {
  if (!existsSync(file)) throw new ConfigError(`KEYS_FILE ${file} does not exist; make one with \`npm run admin -- make-keys FILE\``);
  let raw: KeysFile;
  try {
    raw = JSON.parse(readFileSync(file, 'utf8')) as KeysFile;
  } catch {
    throw new ConfigError(`KEYS_FILE ${file} is not JSON`);
  }
  const key = (name: string, text: string | undefined): Buffer => {
    const bytes = Buffer.from(text ?? '', 'base64');
    if (bytes.length !== 32) throw new ConfigError(`KEYS_FILE ${file}: ${name} must be 32 bytes in base64`);
    return bytes;
  };
  const sealing = new Map(Object.entries(raw.sealing ?? {}).map(([n, text]) => [Number(n), key(`sealing.${n}`, text)]));
  if (sealing.size === 0 || [...sealing.keys()].some((n) => !Number.isInteger(n) || n < 1 || n > 255)) {
    throw new ConfigError(`KEYS_FILE ${file}: sealing needs at least one key, numbered 1 to 255`);
  }
  return { sealing, index: key('index', raw.index), session: key('session', raw.session) };
}

/** Keys that anyone can derive: for tests and the throw-away demo only. */
export function demoKeys(): Keys {
  const derive = (name: string): Buffer => createHash('sha256').update(`anxin demo ${name}`).digest();
  return { sealing: new Map([[1, derive('sealing')]]), index: derive('index'), session: derive('session') };
}

/** A real service never runs on keys that are printed in its own source. */
export function refuseDemoKeys(keys: Keys): void {
  const demo = demoKeys();
  const secrets = [...keys.sealing.values(), keys.index, keys.session];
  if (secrets.some((k) => [...demo.sealing.values(), demo.index, demo.session].some((d) => d.equals(k)))) {
    throw new ConfigError('KEYS_FILE holds demo keys; make real ones with `npm run admin -- make-keys FILE`');
  }
  if (new Set(secrets.map((k) => k.toString('hex'))).size < secrets.length) throw new ConfigError('KEYS_FILE: every key must be different');
}
