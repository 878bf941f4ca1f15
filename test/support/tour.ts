import type { BrowserContext, Page } from 'playwright-core';
import { siteMap } from '../../src/routes/index.js';
import type { Definition } from '../../src/routes/define.js';
import { screenshot } from './browser.js';
import { pageFaults, slips } from './page-faults.js';

/** A desk and a phone. */
export const widths = [1440, 390] as const;

/** Pages that are looked at side by side: one is drawn while another is checked. */
const sideBySide = 3;
/** Further addresses of the same route that are opened, not looked at. */
const furtherOfEach = 8;

export interface Tour {
  /** Patterns of the pages that were looked at. */
  readonly seen: ReadonlySet<string>;
  /** What is wrong: "pattern (address): what". */
  readonly faults: readonly string[];
  /** Addresses opened without looking at them: files, and other records and filters of the pages seen. */
  readonly opened: number;
}

/** The route that answers a GET of this path. */
export function routeOf(path: string): Definition | undefined {
  return siteMap.find((def) => (def.kind === 'page' || def.kind === 'file') && new RegExp(`^${def.path.replace(/:\w+/gu, '[^/]+')}$`, 'u').test(path));
}

/**
 * Follows the links from these addresses, nearest first: looks at one page of each route at both widths and takes its picture into
 * out/pages/`folder`. Then opens a few more of each page and of each file, and goes on with what only those lead to: a page may be
 * about something that not every record has.
 */
export async function tour(context: BrowserContext, origin: string, starts: readonly string[], folder: string): Promise<Tour> {
  const seen = new Set<string>();
  const further = new Map<string, Set<string>>();
  const faults: string[] = [];
  const opened = new Set<string>();
  let level = [...starts];
  while (level.length > 0) {
    const chosen: [Definition, string][] = [];
    for (const address of level) {
      const def = routeOf(new URL(address, origin).pathname);
      if (!def) {
        // The start of the site and what is served beside the site map.
        if (address !== '/' && !address.startsWith('/assets/')) faults.push(`a link leads nowhere: ${address}`);
      } else if (def.kind === 'page' && !seen.has(def.path)) {
        seen.add(def.path);
        chosen.push([def, address]);
      } else further.set(def.path, (further.get(def.path) ?? new Set()).add(address));
    }
    const links = await inParallel(chosen, async ([def, address]) => {
      const looked = await look(context, origin, address, `pages/${folder}/${nameOf(def.path)}`);
      faults.push(...looked.faults.map((fault) => `${def.path} (${address}): ${fault}`));
      return looked.links;
    });
    level = [...new Set(links.flat())];
    if (level.length > 0) continue;
    const rest = [...further.values()].flatMap(choose).filter((address) => !opened.has(address));
    further.clear();
    const found = await inParallel(rest, async (address) => {
      opened.add(address);
      const fetched = await fetch(context, origin, address);
      faults.push(...fetched.faults.map((fault) => `${address}: ${fault}`));
      return fetched.links;
    });
    // Only what nothing led to before: the rest would have no end.
    level = [...new Set(found.flat())].filter((link) => unseen(link, seen));
  }
  return { seen, faults: [...new Set(faults)].sort(), opened: opened.size };
}

function unseen(link: string, seen: ReadonlySet<string>): boolean {
  const def = routeOf(link.split('?')[0]!);
  return def?.kind === 'page' && !seen.has(def.path);
}

const nameOf = (pattern: string): string => pattern.slice(1).replaceAll(/[/:]+/gu, '-') || 'home';

/** Other records before other filters of the same page. */
function choose(addresses: ReadonlySet<string>): string[] {
  const paths = new Map([...addresses].map((a) => [a.split('?')[0]!, a]));
  return [...new Set([...paths.values(), ...addresses])].slice(0, furtherOfEach);
}

async function look(context: BrowserContext, origin: string, address: string, name: string): Promise<{ faults: string[]; links: string[] }> {
  const page = await context.newPage();
  const faults: string[] = [];
  const note = (found: readonly string[]): void => void faults.push(...found.filter((fault) => !faults.includes(fault)));
  try {
    await page.setViewportSize({ width: widths[0], height: 900 });
    page.on('console', (message) => message.type() === 'error' && note([`console: ${message.text()}`]));
    page.on('pageerror', (error) => note([`script: ${error.message}`]));
    page.on('requestfailed', (request) => note([`not loaded: ${request.url()} ${request.failure()?.errorText ?? ''}`]));
    const response = await page.goto(origin + address, { waitUntil: 'load' });
    if (response?.status() !== 200) note([`status ${response?.status()}`]);
    for (const width of widths) {
      await page.setViewportSize({ width, height: 900 });
      note(await pageFaults(page));
      // As high as the page: what lies beyond the viewport is sometimes drawn as a repetition of what lies in it.
      await page.setViewportSize({ width, height: await page.evaluate<number>('document.documentElement.scrollHeight') });
      await screenshot(page, `${name}-${width}`);
    }
    note(await folded(page));
    const links = await page.evaluate<string[]>(
      `[...document.querySelectorAll('a[href]')].map((a) => new URL(a.href)).filter((u) => u.origin === location.origin).map((u) => u.pathname + u.search)`,
    );
    return { faults, links: [...new Set(links)] };
  } catch (error) {
    return { faults: [...faults, `cannot be looked at: ${String(error).split('\n')[0]}`], links: [] };
  } finally {
    await page.close();
  }
}

/** What is wrong in parts that open by a click. */
async function folded(page: Page): Promise<string[]> {
  const opened = await page.evaluate<number>(`[...document.querySelectorAll('details:not([open])')].map((d) => (d.open = true)).length`);
  return opened > 0 ? pageFaults(page) : [];
}

/** Opens an address without a page around it. */
async function fetch(context: BrowserContext, origin: string, address: string): Promise<{ faults: string[]; links: string[] }> {
  const response = await context.request.get(origin + address);
  const body = await response.body();
  if (response.status() !== 200) return { faults: [`status ${response.status()}`], links: [] };
  if (body.length === 0) return { faults: ['empty'], links: [] };
  if (!response.headers()['content-type']?.includes('text/html')) return { faults: [], links: [] };
  const html = body.toString();
  const slip = slips.exec(html.replaceAll(/<[^>]+>/gu, ' '));
  return { faults: slip ? [`slip: ${slip[0]}`] : [], links: [...html.matchAll(/<a [^>]*href="(\/[^"]*)"/gu)].map((m) => m[1]!.replaceAll('&amp;', '&')) };
}

/** `run` over all items, a few at a time, with the results in their order. */
async function inParallel<T, R>(items: readonly T[], run: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  const queue = [...items.entries()];
  await Promise.all(
    Array.from({ length: sideBySide }, async () => {
      for (let next = queue.shift(); next; next = queue.shift()) results[next[0]] = await run(next[1]);
    }),
  );
  return results;
}
