import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { chromium, type Browser, type Page } from 'playwright-core';
import { checkout } from '../../src/platform/postgres-binaries.js';

const require = createRequire(import.meta.url);
const cache = path.join(checkout, 'node_modules/.cache/anxin-browser');
const names = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'microsoft-edge'];
const macChrome = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome';

interface Candidate {
  readonly executablePath: string;
  /** Libraries that this browser brings along. */
  readonly libraries?: string;
}

let open: Promise<Browser> | undefined;

/**
 * The one browser of this run, headless. CHROMIUM_PATH names it (`npm`: the one inside the npm package); else a system browser,
 * else the npm package's. Every browser gets the project's own Chinese fonts, so that pictures look alike on every machine.
 * Throws with every reason when none runs: a browser test never skips itself.
 */
export function openBrowser(): Promise<Browser> {
  open ??= launch();
  return open;
}

/** Ends the browser of this run; a mocha root hook calls it. */
export async function closeBrowser(): Promise<void> {
  const opened = open;
  open = undefined;
  await (await opened?.catch(() => undefined))?.close();
}

/** Takes the whole page into out/`name`.png and returns the file. */
export async function screenshot(page: Page, name: string): Promise<string> {
  const file = path.join(checkout, 'out', `${name}.png`);
  mkdirSync(path.dirname(file), { recursive: true });
  await page.screenshot({ path: file, fullPage: true, animations: 'disabled' });
  return file;
}

interface AxeResults {
  readonly violations: readonly { readonly id: string; readonly help: string; readonly nodes: readonly { readonly target: readonly string[]; readonly failureSummary: string }[] }[];
}

/** What axe finds wrong on the page as it stands: one line for each place, "rule: what is asked — where — how to mend". */
export async function axeViolations(page: Page): Promise<string[]> {
  // Evaluated over the debugger's connection, which a strict CSP does not concern.
  if (await page.evaluate<boolean>('typeof axe === "undefined"')) await page.evaluate(readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8'));
  const { violations } = await page.evaluate<AxeResults>('axe.run(document, { resultTypes: ["violations"] })');
  return violations.flatMap(({ id, help, nodes }) => nodes.map((node) => `${id}: ${help} — ${node.target.join(' ')} — ${node.failureSummary.replaceAll(/\s+/gu, ' ')}`));
}

async function launch(): Promise<Browser> {
  const failures: string[] = [];
  for (const find of finders()) {
    let name = 'the npm package';
    try {
      const { executablePath, libraries } = find();
      name = executablePath;
      return await chromium.launch({
        executablePath,
        // A sandbox needs what root and most containers do not have; these browsers see our own pages only.
        chromiumSandbox: false,
        args: ['--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--font-render-hinting=none'],
        env: { ...process.env, FONTCONFIG_FILE: fontConfiguration(), ...(libraries && { LD_LIBRARY_PATH: libraries }) },
      });
    } catch (error) {
      // Without the command line, which is longer than all that matters.
      const lines = String(error).split('\n').filter((line) => line.trim() !== '' && !line.includes('<launching>'));
      failures.push(`${name}: ${lines.slice(0, 8).join('\n  ')}`);
    }
  }
  throw new Error(`No browser runs here, and the tests need one. Install chromium, or set CHROMIUM_PATH to a browser.\n${failures.join('\n')}`);
}

function finders(): (() => Candidate)[] {
  const named = process.env['CHROMIUM_PATH'];
  if (named === 'npm') return [packagedBrowser];
  if (named) return [() => ({ executablePath: named })];
  const folders = (process.env['PATH'] ?? '').split(path.delimiter);
  const installed = [...names.flatMap((name) => folders.map((folder) => path.join(folder, name))), macChrome].filter((file) => existsSync(file));
  return [...installed.map((executablePath) => () => ({ executablePath })), packagedBrowser];
}

/** Unpacks the browser of the npm package, once for each version. It brings its own NSS and needs nothing but libc. */
function packagedBrowser(): Candidate {
  if (process.platform !== 'linux' || process.arch !== 'x64') throw new Error(`@sparticuz/chromium has no browser for ${process.platform}-${process.arch}.`);
  const packed = path.join(path.dirname(require.resolve('@sparticuz/chromium')), '../../bin');
  const { version } = JSON.parse(readFileSync(path.join(packed, '../package.json'), 'utf8')) as { version: string };
  const home = path.join(cache, version);
  if (!existsSync(home)) {
    const draft = `${home}.${process.pid}`;
    mkdirSync(draft, { recursive: true });
    const unpacked = (name: string) => brotliDecompressSync(readFileSync(path.join(packed, name)));
    writeFileSync(path.join(draft, 'chromium'), unpacked('chromium.br'));
    chmodSync(path.join(draft, 'chromium'), 0o755);
    for (const name of ['al2023.tar.br', 'swiftshader.tar.br']) {
      const { status, error, stderr } = spawnSync('tar', ['-x', '-C', draft], { input: unpacked(name) });
      if (status !== 0) throw new Error(`tar could not unpack ${name}: ${error?.message ?? String(stderr)}`);
    }
    try {
      renameSync(draft, home);
    } catch (error) {
      rmSync(draft, { recursive: true });
      if (!existsSync(home)) throw error;
    }
  }
  return { executablePath: path.join(home, 'chromium'), libraries: path.join(home, 'lib') };
}

function fontConfiguration(): string {
  const file = path.join(cache, 'fonts.conf');
  const folders = ['sans', 'serif'].flatMap((kind) => ['400Regular', '700Bold'].map((weight) => path.join(checkout, `node_modules/@expo-google-fonts/noto-${kind}-sc`, weight)));
  const prefer = (generic: string, family: string) => `<alias binding="strong"><family>${generic}</family><prefer><family>${family}</family></prefer></alias>`;
  mkdirSync(cache, { recursive: true });
  writeFileSync(
    file,
    `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>
${folders.map((folder) => `<dir>${folder}</dir>`).join('\n')}
<cachedir>${path.join(cache, 'fonts')}</cachedir>
${prefer('sans-serif', 'Noto Sans SC')}${prefer('system-ui', 'Noto Sans SC')}${prefer('monospace', 'Noto Sans SC')}${prefer('serif', 'Noto Serif SC')}
</fontconfig>`,
  );
  return file;
}
