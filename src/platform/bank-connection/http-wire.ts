import { isPlainName, mostBytes, type BankWire } from './wire.js';

export interface HttpSettings {
  /** From the configuration, never from a form. */
  readonly base: string;
  readonly secret: string;
  readonly wireSeconds: number;
}

/**
 * Exchange with a bank's interface: PUT /batches/NUMBER hands a file over, GET /batches/NUMBER asks for it, GET /answers lists what waits,
 * GET and DELETE /answers/NAME fetch and acknowledge. No redirect is followed, and one call has its time and no more.
 */
export function httpWire({ base, secret, wireSeconds }: HttpSettings): BankWire {
  const call = async (method: string, path: string, init: { readonly body?: Uint8Array; readonly headers?: Record<string, string> } = {}): Promise<{ status: number; body: Buffer }> => {
    const response = await fetch(base + path, {
      method,
      body: init.body ? new Uint8Array(init.body) : null,
      headers: { authorization: `Bearer ${secret}`, ...init.headers },
      redirect: 'error',
      signal: AbortSignal.timeout(wireSeconds * 1_000),
    });
    return { status: response.status, body: await bounded(response) };
  };
  const expect = (status: number, wanted: readonly number[], what: string): void => {
    if (!wanted.includes(status)) throw new Error(`${what}：银行接口返回 ${status}`);
  };
  return {
    async send({ name, batch, bytes }) {
      const { status, body } = await call('PUT', `/batches/${encodeURIComponent(batch)}`, { body: bytes, headers: { 'content-type': 'application/octet-stream', 'x-file-name': encodeURIComponent(name) } });
      expect(status, [200, 201, 202], '发送');
      if ((json(body) as { batch?: unknown } | undefined)?.batch !== batch) throw new Error('发送：银行接口的回执不完整或者不是这个批次的');
    },
    async ask(batch) {
      const { status, body } = await call('GET', `/batches/${encodeURIComponent(batch)}`);
      expect(status, [200, 404], '查询');
      const told = json(body) as { batch?: unknown; known?: unknown } | undefined;
      if (told?.batch !== batch || typeof told.known !== 'boolean' || told.known !== (status === 200)) throw new Error('查询：银行接口的答复不完整');
      return told.known ? 'known' : 'not-known';
    },
    async waiting() {
      const { status, body } = await call('GET', '/answers');
      expect(status, [200], '取回盘');
      const names = json(body);
      if (!Array.isArray(names)) throw new Error('取回盘：银行接口的答复不完整');
      return names.filter((n): n is string => typeof n === 'string' && isPlainName(n)).slice(0, 1_000);
    },
    async fetch(name) {
      const { status, body } = await call('GET', `/answers/${encodeURIComponent(name)}`);
      expect(status, [200], '取回盘');
      return body;
    },
    async acknowledge(name) {
      const { status } = await call('DELETE', `/answers/${encodeURIComponent(name)}`);
      expect(status, [200, 204, 404], '确认回盘');
    },
  };
}

async function bounded(response: Response): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of response.body ?? []) {
    length += chunk.length;
    if (length > mostBytes) throw new Error(`答复超过 ${mostBytes / 1024 / 1024} MB`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function json(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
}
