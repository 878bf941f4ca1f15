import type { AddressInfo } from 'node:net';
import { demoPassword } from '../../src/demo/logins.js';
import { makeProject } from './builders.js';
import { stopTestServer } from './database.js';
import { openWorld, people } from './world.js';

/** A throw-away server over the small test city, to click through by hand: `node dist/test/support/serve.js`. */
const world = await openWorld({ on: process.argv[2] ?? '2026-08-20' });
await makeProject(world);
await makeProject(world, { name: '未开工项目' }, { state: 'preparing' });
const server = world.app.listen(0, '127.0.0.1', () => {
  process.stdout.write(`http://localhost:${(server.address() as AddressInfo).port}  ${people.map((p) => p.toLowerCase()).join(' ')}  ${demoPassword}\n`);
});
process.once('SIGINT', () => {
  server.closeAllConnections();
  server.close(() => void world.close().then(stopTestServer));
});
