import type { Response } from 'supertest';
import type { Browser, Person, World } from '../support/world.js';
import type { Means } from './list.js';

/** Everybody at a desk of their own, signed in when first needed. */
export function desksOf(world: World): Pick<Means, 'send' | 'upload' | 'read' | 'fetch' | 'fresh'> {
  const desks = new Map<Person, Browser>();
  const at = async (who: Person): Promise<Browser> => {
    const known = desks.get(who);
    if (known) return known;
    const opened = await world.browser(who);
    desks.set(who, opened);
    return opened;
  };
  return {
    send: async <T = Record<string, unknown>>(who: Person, address: string, body: unknown = {}): Promise<T> => ok<T>(await (await at(who)).api(address, body), address),
    upload: async <T = Record<string, unknown>>(who: Person, address: string, fields: Readonly<Record<string, string>>, name: string, bytes: Buffer): Promise<T> =>
      ok<T>(await (await at(who)).multipart(`/api/v1${address}`, fields, { field: Object.hasOwn(fields, 'outcome') ? 'statement' : 'file', name, bytes }), address),
    read: async <T>(who: Person, address: string): Promise<T> => ok<T>(await (await at(who)).get(`/api/v1${address}`), address),
    fetch: async (who, address) => {
      const res = await (await at(who)).get(address).buffer(true).parse((r, done) => {
        const chunks: Buffer[] = [];
        r.on('data', (c: Buffer) => chunks.push(c));
        r.on('end', () => done(null, Buffer.concat(chunks)));
      });
      if (res.status !== 200) throw new Error(`${address}: ${res.status}`);
      return res.body as Buffer;
    },
    fresh: () => desks.clear(),
  };
}

/** The answer of a command or resource; what went wrong is told whole. */
export function ok<T>(res: Response, address: string): T {
  if (res.status >= 300) throw new Error(`${address}: ${res.status} ${JSON.stringify(res.body).slice(0, 800)}`);
  return res.body as T;
}
