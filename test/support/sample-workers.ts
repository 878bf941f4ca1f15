import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { RosterEntry } from '../../src/domain/roster/index.js';
import { parseBankCard } from '../../src/values/bank-card.js';
import { idCheck, parseIdNumber, type IdNumber } from '../../src/values/id-number.js';
import { must } from '../../src/values/parsed.js';
import { parseMobile } from '../../src/values/phone.js';
import { day, type PlainDate } from '../../src/values/plain-date.js';

const file = path.join(import.meta.dirname, '../../../test/samples/workers.json');

interface Sample {
  readonly name: string;
  readonly id: string;
  readonly card: string;
  readonly bank: string;
  readonly trade: string;
  readonly team: string;
  readonly phone: string;
}

/** The 130 workers of test/samples, as roster entries. */
export const sampleWorkers: readonly RosterEntry[] = (JSON.parse(readFileSync(file, 'utf8')) as Sample[]).map((w) => ({
  name: w.name,
  idNumber: must(parseIdNumber(w.id)),
  phone: must(parseMobile(w.phone)),
  trade: w.trade,
  team: w.team,
  entryDate: day('2026-03-15'),
  contractDate: day('2026-03-12'),
  card: must(parseBankCard(w.card)),
  bank: w.bank,
}));

/** A valid made-up ID number of someone born on this day; `n` tells several apart. */
export function testId(born: PlainDate | string, n = 0): IdNumber {
  const body = `460003${born.replaceAll('-', '')}${String(n).padStart(3, '0')}`;
  return must(parseIdNumber(body + idCheck(body)));
}
