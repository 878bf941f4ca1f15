import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { SimulatedBank } from './bank.js';
import { moodsFrom } from './moods.js';

export interface HttpSide {
  readonly url: string;
  close(): Promise<void>;
}

const hangMs = 30_000;

/**
 * The bank's interface: PUT and GET /batches/NUMBER, GET /answers, GET and DELETE /answers/NAME, all with the secret as a bearer token. Its
 * bad days come over the wire as they do in life: cut sockets, 502, half a reply, half a minute of silence. A request may set the mood of
 * the bank from now on by the header `x-moods`, e.g. `worst;hang=1`.
 */
export async function httpSide(bank: SimulatedBank, { secret, port = 0 }: { readonly secret: string; readonly port?: number }): Promise<HttpSide> {
  const server = createServer((req, res) => void handle(bank, secret, req, res).catch(() => res.destroy()));
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => closed(server),
  };
}

async function handle(bank: SimulatedBank, secret: string, req: IncomingMessage, res: ServerResponse): Promise<void> {
  const body = await bodyOf(req);
  if (req.headers.authorization !== `Bearer ${secret}`) return tell(res, 401, { error: 'secret' });
  const moods = req.headers['x-moods'];
  if (typeof moods === 'string') {
    const [name = '', changes] = moods.split(';');
    bank.moods = moodsFrom(name, changes);
  }
  const [, of, name = ''] = new URL(req.url ?? '/', 'http://bank').pathname.split('/').map(decodeURIComponent);
  if (of === 'batches' && req.method === 'PUT') return takeBatch(bank, name, body, res);
  if (of === 'batches' && req.method === 'GET') return tell(res, bank.knows(name) ? 200 : 404, { batch: name, known: bank.knows(name) });
  if (of === 'answers' && name === '' && req.method === 'GET') return tell(res, 200, bank.ready().map((a) => a.name));
  const answer = bank.ready().find((a) => a.name === name);
  if (of !== 'answers' || !answer) return tell(res, 404, { error: 'unknown' });
  if (req.method === 'DELETE') {
    bank.gone(name);
    return tell(res, 200, { gone: name });
  }
  res.writeHead(200, { 'content-type': 'application/octet-stream' }).end(answer.bytes);
}

async function takeBatch(bank: SimulatedBank, number: string, body: Buffer, res: ServerResponse): Promise<void> {
  const { reply } = bank.receive(body);
  const receipt = JSON.stringify({ batch: number, received: true });
  if (reply === 'lost') return void res.destroy();
  if (reply === 'bad-gateway') return tell(res, 502, { error: 'bad gateway' });
  if (reply === 'cut') return void res.writeHead(200, { 'content-type': 'application/json' }).end(receipt.slice(0, 9));
  if (reply === 'hung') await new Promise((resolve) => setTimeout(resolve, hangMs).unref());
  res.writeHead(200, { 'content-type': 'application/json' }).end(receipt);
}

async function bodyOf(req: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of req) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

function tell(res: ServerResponse, status: number, body: unknown): void {
  res.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

const closed = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
