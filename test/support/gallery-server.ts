import { createServer } from 'node:http';
import { readFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import type { VNode } from 'preact';
import { renderPage } from '../../src/views/render.js';
import * as pages from './gallery-pages.js';

/** Every page of the gallery by its name. */
export const gallery: Readonly<Record<string, () => VNode>> = pages;

const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
const types: Readonly<Record<string, string>> = { '.css': 'text/css', '.js': 'text/javascript', '.svg': 'image/svg+xml' };

/** Serves the gallery under the policy that the service sends. `posts` lists the paths that forms were sent to; the answer leaves the page as it is. */
export async function serveGallery(): Promise<{ url: string; posts: string[]; close(): void }> {
  const posts: string[] = [];
  const server = createServer((request, response) => {
    const path = (request.url ?? '/').split('?')[0]!;
    if (request.method === 'POST') {
      posts.push(path);
      response.writeHead(204).end();
      return;
    }
    const send = (type: string, body: string | Buffer): void => {
      response.writeHead(200, { 'content-type': type, 'content-security-policy': policy }).end(body);
    };
    const draw = gallery[path.slice(1)];
    if (draw) send('text/html; charset=utf-8', renderPage(draw()));
    else readFile(join('src', path)).then((bytes) => send(types[extname(path)] ?? 'application/octet-stream', bytes), () => response.writeHead(404).end());
  });
  await new Promise<void>((resolve) => server.listen(0, resolve));
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}`,
    posts,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
