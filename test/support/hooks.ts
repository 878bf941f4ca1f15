import { closeBrowser } from './browser.js';
import { stopTestServer } from './database.js';

export const mochaHooks = {
  async afterAll(): Promise<void> {
    await closeBrowser();
    await stopTestServer();
  },
};
