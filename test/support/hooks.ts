import { stopTestServer } from './database.js';

export const mochaHooks = {
  async afterAll(): Promise<void> {
    await stopTestServer();
  },
};
