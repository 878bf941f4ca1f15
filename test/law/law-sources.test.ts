import { readdirSync, readFileSync } from 'node:fs';
import { expect } from 'chai';
import { citable, instruments, parameters, penalties, type InstrumentId, type Regime, type Source } from '../../src/law/index.js';
import { eachRow } from '../support/tables.js';

const root = new URL('../../../', import.meta.url);
const doc = readFileSync(new URL('docs/law-sources.md', root), 'utf8');

/** The part of the document about one instrument. */
const section = (id: string): string => doc.split(/^### /mu).find((part) => part.startsWith(`${id}\n`)) ?? '';

describe('docs/law-sources.md', () => {
  eachRow(Object.keys(instruments) as InstrumentId[], (id) => `tells title, number and date of ${id}`, (id) => {
    const { title, number, inForceOn } = instruments[id];
    expect(section(id)).to.include(`《${title.replaceAll('《', '〈').replaceAll('》', '〉')}》`).and.include(number).and.include(inForceOn);
  });

  it('lists every parameter: under its article, among our own, or among what must be confirmed', () => {
    for (const [key, definition] of Object.entries(parameters)) {
      const regimes: readonly Regime[] = definition.regimes;
      for (const { source } of regimes) {
        if (citable(source)) expect(rowOf(source), `${key} ${source.article}`).to.include(`\`${key}\``);
        else expect(doc).to.include(`| \`${key}\` |`);
      }
      if (regimes.length === 0) expect(doc.includes(key) || doc.includes(key.replace(/\.[a-z]+$/iu, '.*')), key).to.equal(true);
    }
  });

  it('lists every penalty under its article', () => {
    for (const p of penalties) expect(rowOf(p.source), p.code).to.include(p.code);
  });

  it('knows every instrument that a rule refers to', () => {
    const files = readdirSync(new URL('src/law/', root)).filter((f) => f.endsWith('.ts'));
    const ids = files.flatMap((f) => [...readFileSync(new URL(`src/law/${f}`, root), 'utf8').matchAll(/\b(?:at|whole)\('([a-z0-9-]+)'/gu)].map((m) => m[1]!));
    for (const id of new Set(ids)) expect(section(id), id).to.include('| article |');
  });
});

/** The rows of an article in its instrument's table. */
function rowOf(source: Source): string {
  const id = Object.entries(instruments).find(([, i]) => i.title === source.instrument && i.number === source.number)![0];
  return section(id)
    .split('\n')
    .filter((line) => line.startsWith(`| ${source.article || '—'} |`) && line.includes(`| ${source.confidence} |`))
    .join('\n');
}
