// One door for every npm command: the right Node, the locked dependencies, a fresh build, then the command itself.
// Plain JavaScript without dependencies: on a fresh clone nothing else is there yet.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const inRoot = (...parts) => path.join(root, ...parts);

/** What runs in this process, so that a signal goes straight to it. */
const entries = {
  start: 'dist/src/main.js',
  job: 'dist/src/jobs/cli.js',
  admin: 'dist/src/admin.js',
  scenario: 'dist/test/scenario/main.js',
  bank: 'dist/src/demo/bank/main.js',
  bench: 'dist/bench/main.js',
  faults: 'dist/test/faults/main.js',
};

const [command, ...args] = process.argv.slice(2);
if (command !== 'test' && command !== 'build' && !(command in entries)) {
  stop(`Usage: node scripts/run.mjs ${['build', 'test', ...Object.keys(entries)].join('|')} [arguments]`);
}
checkNode();
await underLock(() => {
  install();
  build();
});
if (command === 'test') process.exitCode = await test();
else if (command !== 'build') await enter(entries[command]);

function stop(message) {
  console.error(message);
  process.exit(1);
}

/** Understands the two forms that package.json uses: ^a.b.c and >=a.b.c. */
function checkNode() {
  const { engines } = JSON.parse(readFileSync(inRoot('package.json'), 'utf8'));
  const numbers = (text) => text.match(/\d+/gu).map(Number);
  const [major, minor, patch] = numbers(process.versions.node);
  const fits = engines.node.split('||').some((range) => {
    const [a, b, c] = numbers(range);
    if (major !== a) return major > a && range.includes('>=');
    return minor > b || (minor === b && patch >= c);
  });
  if (!fits) stop(`This is Node ${process.versions.node}; needed is ${engines.node.replaceAll('||', 'or')}. See https://nodejs.org`);
}

/** Two commands started at once neither install over each other nor read what the other is still writing. */
async function underLock(work) {
  mkdirSync(inRoot('dist'), { recursive: true });
  const lock = inRoot('dist', '.preparing');
  const release = () => rmSync(lock, { force: true });
  for (let waited = false; ; waited = true) {
    try {
      writeFileSync(lock, String(process.pid), { flag: 'wx' });
      break;
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
    }
    const holder = readHolder(lock);
    if (holder !== undefined && !isAlive(holder)) release();
    else {
      if (!waited) console.error(`Waiting for process ${holder ?? '?'}, which installs or builds here …`);
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  }
  process.on('exit', release);
  work();
  process.off('exit', release);
  release();
}

/** The pid in the lock; undefined while its maker is still writing it or has just removed it. */
function readHolder(lock) {
  try {
    return Number(readFileSync(lock, 'utf8')) || undefined;
  } catch {
    return undefined;
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

/** Exactly what package-lock.json says. Install scripts stay off: nothing we use needs one. */
function install() {
  const lockfile = readFileSync(inRoot('package-lock.json'));
  const wanted = `${createHash('sha256').update(lockfile).digest('hex')} ${process.platform} ${process.arch} ${process.versions.modules}`;
  const mark = inRoot('node_modules', '.anxin-lock');
  if (existsSync(mark) && readFileSync(mark, 'utf8') === wanted) return;
  console.error('Installing the locked dependencies …');
  // The compiler and the linter are needed everywhere, also under NODE_ENV=production.
  const flags = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--include=dev', '--include=optional'];
  const npm = process.env.npm_execpath;
  const { status, error } = npm?.endsWith('npm-cli.js') ? run(npm, flags) : spawnSync('npm', flags, { cwd: root, stdio: 'inherit', shell: process.platform === 'win32' });
  if (status !== 0) stop(`npm ci failed${error ? `: ${error.message}` : ''}. Nothing was started; run the same command again.`);
  writeFileSync(mark, wanted);
}

function build() {
  const outputs = sweep();
  if (outputs.missing) rmSync(inRoot('dist', '.tsbuildinfo'), { force: true });
  if (run('node_modules/typescript/bin/tsc', ['-p', '.']).status !== 0) stop('The build failed: see the errors above.');
}

/**
 * Removes outputs whose source is gone: a deleted test must not run. Tells whether an output is missing, which the
 * incremental compiler would not notice.
 */
function sweep() {
  const expected = new Set();
  const { include } = JSON.parse(readFileSync(inRoot('tsconfig.json'), 'utf8'));
  for (const part of include.filter((name) => existsSync(inRoot(name)))) {
    const sources = part.endsWith('.ts') ? [part] : readdirSync(inRoot(part), { recursive: true }).map((name) => path.join(part, name));
    for (const source of sources) {
      if (/\.tsx?$/u.test(source) && !source.endsWith('.d.ts')) expected.add(source.replace(/\.tsx?$/u, '.js'));
    }
  }
  for (const output of readdirSync(inRoot('dist'), { recursive: true })) {
    const js = /^(.*\.js)(?:\.map)?$/u.exec(output)?.[1];
    if (js && !expected.has(js)) rmSync(inRoot('dist', output));
  }
  return { missing: [...expected].some((js) => !existsSync(inRoot('dist', js))) };
}

/** Types were checked by the build; then the linter, then mocha with the settings of .mocharc.json. */
async function test() {
  const parts = ['ormconfig.ts', 'src', 'migrations', 'test', 'bench', 'scripts'].filter((name) => existsSync(inRoot(name)));
  if (run('node_modules/oxlint/bin/oxlint', ['--deny-warnings', ...parts]).status !== 0) stop('The linter found mistakes: see above.');
  const named = args.filter((arg) => /^(?:\.\/)?test(?:\/|$)/u.test(arg));
  const files = (named.length > 0 ? named : ['test']).map((arg) => {
    if (!existsSync(inRoot(arg))) stop(`There is no ${arg}`);
    return /\.tsx?$/u.test(arg) ? path.join('dist', arg.replace(/\.tsx?$/u, '.js')) : path.join('dist', arg, '**/*.test.js');
  });
  const strict = process.env.CI ? ['--forbid-only', '--forbid-pending'] : [];
  const options = args.filter((arg) => !named.includes(arg));
  const mocha = spawn(
    process.execPath,
    [inRoot('node_modules/mocha/bin/mocha.js'), '--reporter', 'scripts/test-reporter.mjs', '--fail-zero', ...strict, ...options, ...files],
    { cwd: root, stdio: 'inherit', env: { ...process.env, NODE_ENV: 'test' } },
  );
  // A Ctrl-C reaches mocha by itself, which then ends its servers; we stay until it has.
  process.on('SIGINT', () => undefined);
  process.on('SIGTERM', () => mocha.kill('SIGTERM'));
  return new Promise((resolve) => mocha.on('exit', (code) => resolve(code ?? 1)));
}

function run(script, options) {
  return spawnSync(process.execPath, [path.resolve(root, script), ...options], { cwd: root, stdio: 'inherit' });
}

async function enter(entry) {
  if (!existsSync(inRoot(entry))) stop(`${entry} is not there`);
  process.argv = [process.argv[0], inRoot(entry), ...args];
  process.setSourceMapsEnabled(true);
  await import(pathToFileURL(inRoot(entry)).href);
}
