import { expect } from 'chai';
import type { BrowserContext } from 'playwright-core';
import { demoLogins, demoPassword, demoWorker } from '../../src/demo/logins.js';
import { siteMap } from '../../src/routes/index.js';
import { paths } from '../../src/routes/paths.js';
import type { Role } from '../../src/values/role.js';
import { openBrowser } from '../support/browser.js';
import { openDemoCity, type DemoCity } from '../support/demo-city.js';
import { tour, type Tour } from '../support/tour.js';

/** Every page of the demo city, as every role that signs in there and as the public, on a desk and on a phone. */
describe('every page', function () {
  this.timeout(180_000);
  let city: DemoCity;
  const everywhere = new Set<string>();

  before(async () => {
    city = await openDemoCity();
  });
  after(() => city.close());

  const visitors: readonly { readonly role: Role; readonly username?: string }[] = [{ role: 'anonymous' }, { role: 'worker' }, ...demoLogins];
  for (const { role, username } of visitors) {
    describe(`as ${role}`, () => {
      let walked: Tour;

      before(async () => {
        const browser = await openBrowser();
        const context = await browser.newContext({ locale: 'zh-CN', timezoneId: 'Asia/Shanghai' });
        if (username !== undefined) await signIn(context, city.url, username);
        const starts =
          role === 'worker' ? [await openOwnPage(context, city), paths.ownWages] : username === undefined ? [paths.publicHome, paths.login, await somePaper(city)] : [await homeOf(context, city.url), paths.loginCode];
        walked = await tour(context, city.url, starts, role);
        for (const pattern of walked.seen) everywhere.add(pattern);
        await context.close();
      });

      it('is in order wide and narrow: nothing that axe, the console or the policy complains of', () => {
        expect(walked.faults.join('\n')).to.equal('');
      });

      it('is reached by links alone, wherever the role may go without naming a record', () => {
        const open = siteMap.filter((def) => def.kind === 'page' && !def.path.includes(':') && (def.audience as readonly string[]).includes(role)).map((def) => def.path);
        expect(open.filter((path) => !walked.seen.has(path))).to.deep.equal([]);
      });
    });
  }

  // After all roles: a suite's own tests run before those of the suites in it.
  describe('as anyone', () => {
    it('is shown to somebody, also where it is about one record', () => {
      expect(siteMap.filter((def) => def.kind === 'page' && !everywhere.has(def.path)).map((def) => def.path)).to.deep.equal([]);
    });
  });
});

async function signIn(context: BrowserContext, url: string, username: string): Promise<void> {
  const { csrfToken } = (await (await context.request.get(`${url}/api/v1/session`)).json()) as { csrfToken: string };
  const answer = await context.request.post(`${url}/api/v1/login`, { headers: { 'X-CSRF-Token': csrfToken }, data: { username, password: demoPassword } });
  expect(answer.status(), username).to.equal(200);
}

/** As a worker does it: name and last digits, then the code that the demonstration shows. Answers the page of the code. */
async function openOwnPage(context: BrowserContext, { url, dataSource }: DemoCity): Promise<string> {
  const worker = await demoWorker(dataSource);
  const { csrfToken } = (await (await context.request.get(`${url}/api/v1/session`)).json()) as { csrfToken: string };
  const headers = { 'X-CSRF-Token': csrfToken };
  const { ticket } = (await (await context.request.post(`${url}/api/v1/my-wages`, { headers, data: worker })).json()) as { ticket: string };
  const page = await (await context.request.get(url + paths.selfCheckCode(ticket))).text();
  const answer = await context.request.post(`${url}/api/v1${paths.selfCheckCode(ticket)}`, { headers, data: { oneTimeCode: /验证码 (\d{6})/u.exec(page)![1]! } });
  expect(answer.status(), 'the own page opens').to.equal(200);
  return paths.selfCheckCode(ticket);
}

/** Where the start of the site leads this visitor. */
async function homeOf(context: BrowserContext, url: string): Promise<string> {
  return new URL((await context.request.get(url)).url()).pathname;
}

/** What the QR code of a paper leads to: no link of the site does. */
async function somePaper({ dataSource }: DemoCity): Promise<string> {
  const [paper] = await dataSource.query<[{ check_code: string }]>('SELECT check_code FROM paper ORDER BY number LIMIT 1');
  return paths.paperCheckCode(paper.check_code);
}
