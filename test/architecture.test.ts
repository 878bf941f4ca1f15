import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import { actionWords } from '../src/views/action-words.js';

const root = path.join(import.meta.dirname, '../..');
const src = path.join(root, 'src');

const files = readdirSync(src, { recursive: true, encoding: 'utf8' })
  .filter((f) => /\.tsx?$/u.test(f) && !f.endsWith('.d.ts'))
  .map((f) => f.replaceAll(path.sep, '/'));
const sourceOf = (file: string): string => readFileSync(path.join(src, file), 'utf8');

/** Import targets of a file: paths under src as `room/…`, packages as they stand. */
function importsOf(file: string): string[] {
  return [...sourceOf(file).matchAll(/(?:from|import\()\s*'([^']+)'/gu)].map((m) => {
    const target = m[1]!;
    return target.startsWith('.') ? path.posix.normalize(path.posix.join(path.posix.dirname(file), target)) : target;
  });
}

/** Features in order: each may import only the doors of those before it. */
const features = ['identity', 'policy', 'parties', 'projects', 'roster', 'escrow', 'payroll', 'risk', 'papers', 'leads', 'self-check', 'cases', 'deposits', 'releases', 'wage-accounts', 'lists', 'reports'];

/** What each room may import from other rooms of src. */
const allowed: Readonly<Record<string, readonly string[]>> = {
  values: [],
  law: ['values'],
  formats: ['values'],
  entities: ['values'],
  notices: ['values'],
  views: ['values'],
  platform: ['values', 'entities'],
  domain: ['law', 'values', 'entities', 'formats', 'notices', 'platform'],
  routes: ['domain', 'platform', 'views', 'notices', 'formats', 'values', 'jobs', 'demo'],
  jobs: ['domain', 'platform', 'formats', 'values'],
};

describe('the house', () => {
  it('has only the rooms of its plan', () => {
    const rooms = new Set(files.filter((f) => f.includes('/')).map((f) => f.split('/')[0]!));
    expect([...rooms].sort()).to.deep.equal([...Object.keys(allowed), 'demo'].sort());
    expect(files.filter((f) => /(^|\/)(utils?|helpers?|common|shared|services|types|constants|lib|misc)(\/|\.tsx?$)/u.test(f))).to.deep.equal([]);
  });

  it('lets imports go only downwards', () => {
    const wrong: string[] = [];
    for (const file of files) {
      const room = file.split('/')[0]!;
      const rooms = allowed[room];
      if (!rooms) continue;
      for (const target of importsOf(file)) {
        const to = target.split('/')[0]!;
        // The migrator and the start-up open the one DataSource.
        if (target === '../ormconfig.js' && room === 'platform') continue;
        if (target.startsWith('../')) wrong.push(`${file} reaches out of src: ${target}`);
        if ((to in allowed || to === 'demo') && to !== room && !rooms.includes(to)) wrong.push(`${file} imports ${target}`);
      }
    }
    expect(wrong).to.deep.equal([]);
  });

  it('lets a feature import only the doors of features before it', () => {
    const wrong: string[] = [];
    for (const file of files.filter((f) => f.startsWith('domain/'))) {
      const from = file.split('/')[1]!;
      if (!features.includes(from)) wrong.push(`${from} is not in the order of features`);
      for (const target of importsOf(file).filter((t) => t.startsWith('domain/'))) {
        const to = target.split('/')[1]!;
        if (to === from) continue;
        if (features.indexOf(to) > features.indexOf(from)) wrong.push(`${file} imports the later ${to}`);
        if (target !== `domain/${to}/index.js`) wrong.push(`${file} does not use the door of ${to}: ${target}`);
      }
    }
    expect(wrong).to.deep.equal([]);
  });

  it('lets the edges use the doors of features, and never tables, law or the ORM', () => {
    const wrong: string[] = [];
    for (const file of files.filter((f) => /^(routes|jobs)\//u.test(f))) {
      for (const target of importsOf(file)) {
        if (/^domain\/[^/]+\/(?!index\.js$)/u.test(target)) wrong.push(`${file} does not use the door: ${target}`);
        if (target === 'typeorm' && !sourceOf(file).includes("import type { DataSource } from 'typeorm'")) wrong.push(`${file} uses the ORM`);
      }
    }
    expect(wrong).to.deep.equal([]);
  });

  it('reads the clock and chance only in the platform and at the process', () => {
    const wrong = files.filter((f) => /^(values|law|domain|formats|notices|entities|views)\//u.test(f) && /new Date\(\)|Date\.now\(|Math\.random\(|randomBytes|randomUUID/u.test(sourceOf(f)));
    expect(wrong).to.deep.equal([]);
  });

  it('never writes a value into the text of a query', () => {
    // A template may hold fragments of SQL (columns, binds, conditions): they are named or made by a function, never taken from a row or a form.
    const wrong = files.flatMap((f) => [...sourceOf(f).matchAll(/\.query(?:<[^`]*?>)?\(\s*`[^`]*\$\{(?:input|body|params|query|filter|actor|row|work)\.[^`]*`/gu)].map((m) => `${f}: ${m[0].slice(0, 60)}`));
    expect(wrong).to.deep.equal([]);
  });

  it('has a word for every action that it records', () => {
    const recorded = new Set(files.flatMap((f) => [...sourceOf(f).matchAll(/record\(\{\s*action: '([^']+)'/gu)].map((m) => m[1]!)));
    expect([...recorded].filter((a) => !(a in actionWords)).sort()).to.deep.equal([]);
  });
});
