import type { DataSource } from 'typeorm';
import { createDataSource } from '../../ormconfig.js';
import { createApp } from '../../src/app.js';
import { loadDemoCity } from '../../src/demo/index.js';
import { demoKeys } from '../../src/platform/config.js';
import { createLog } from '../../src/platform/log.js';
import { createVault } from '../../src/platform/vault.js';
import { day, instantOf } from '../../src/values/plain-date.js';
import { createTestDatabase } from './database.js';
import { listen } from './listen.js';

export interface DemoCity {
  /** Where it is served, without a slash at the end. */
  readonly url: string;
  readonly dataSource: DataSource;
  close(): Promise<void>;
}

/** The demo city as `npm start` loads and serves it, at noon of 2026-08-20, on its own database and a free port. Takes about a minute. */
export async function openDemoCity(): Promise<DemoCity> {
  const database = await createTestDatabase();
  const dataSource = await createDataSource(database.appUrl).initialize();
  const keys = demoKeys();
  const now = instantOf(day('2026-08-20'), 12);
  const clock = (): Date => now;
  await loadDemoCity({ dataSource, vault: createVault(keys), clock, say: () => undefined });
  const site = await listen(
    createApp({
      config: { https: false, trustedProxies: 0, publicUrl: 'http://localhost:3000', demo: true },
      keys,
      dataSource,
      clock,
      log: createLog('error'),
      scheduler: () => true,
    }),
  );
  return {
    url: site.url,
    dataSource,
    close: async () => {
      await site.close();
      await dataSource.destroy();
      await database.drop();
    },
  };
}
