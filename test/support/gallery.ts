/**
 * Draws every component and a few whole pages with invented data, looks at them in a browser under the policy that the service sends,
 * and checks them with axe: `node dist/test/support/gallery.js [page]`. HTML and pictures land in out/gallery; a violation ends with status 1.
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { closeBrowser, openBrowser } from './browser.js';
import { renderPage } from '../../src/views/render.js';
import { gallery, serveGallery } from './gallery-server.js';

const out = 'out/gallery';
const widths = [1440, 390];

const wanted = process.argv[2];
const drawn = Object.entries(gallery).filter(([name]) => !wanted || name === wanted);
await mkdir(out, { recursive: true });
const server = await serveGallery();

const axe = await readFile('node_modules/axe-core/axe.min.js', 'utf8');
const browser = await openBrowser();
let faults = 0;

for (const [name, draw] of drawn) {
  await writeFile(`${out}/${name}.html`, renderPage(draw()));
  for (const width of widths) {
    const page = await browser.newPage({ viewport: { width, height: 900 }, locale: 'zh-CN' });
    page.on('console', (message) => message.type() === 'error' && fault(name, width, message.text()));
    await page.goto(`${server.url}/${name}`, { waitUntil: 'networkidle' });
    for (const violation of await violations(page)) fault(name, width, violation);
    await page.screenshot({ path: `${out}/${name}-${width}.png`, fullPage: true });
    if (width === widths[0]) await page.pdf({ path: `${out}/${name}.pdf`, preferCSSPageSize: true });
    await page.close();
  }
}

await closeBrowser();
server.close();
console.log(`${drawn.length} pages in ${out}, ${faults} faults`);
process.exitCode = faults > 0 ? 1 : 0;

function fault(name: string, width: number, what: string): void {
  faults += 1;
  console.error(`${name} at ${width}: ${what}`);
}

/** What axe finds, whether the page scrolls sideways, and on public pages text below 18 px and targets below 60 px on a phone. */
async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  const found = await page.evaluate<{ id: string; nodes: { html: string; failureSummary: string }[] }[]>('axe.run().then((result) => result.violations)');
  const small = await page.evaluate<string[]>(`(() => {
    const faults = document.documentElement.scrollWidth > document.documentElement.clientWidth ? ['the page scrolls sideways'] : [];
    if (!document.body.matches('.public')) return faults;
    for (const element of document.body.querySelectorAll('*')) {
      if (!element.checkVisibility() || element.closest('.visually-hidden, .skip-link')) continue;
      const words = [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
      if (words && parseFloat(getComputedStyle(element).fontSize) < 18) faults.push('small text: ' + element.outerHTML);
      const target = element.matches('button, select, input:not([type=hidden], [type=radio], [type=checkbox]), .choice label, a:not(p a, td:not(:first-child) a)');
      if (target && innerWidth < 720 && element.getBoundingClientRect().height < 60) faults.push('small target: ' + element.outerHTML);
    }
    return faults;
  })()`);
  return [...found.map(({ id, nodes }) => `${id}: ${nodes.map((n) => `${n.html} ${n.failureSummary}`).join(' | ')}`), ...small];
}
