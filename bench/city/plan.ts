import { demoKeys } from '../../src/platform/config.js';
import { createVault, type Vault } from '../../src/platform/vault.js';
import type { BankCard } from '../../src/values/bank-card.js';
import { idCheck } from '../../src/values/id-number.js';
import { addPeriods, period, type Period } from '../../src/values/period.js';
import { addDays, day, type PlainDate } from '../../src/values/plain-date.js';
import { cardOf } from '../../src/demo/people.js';

/** How large a province is to be made: at scale 1 it has 20,000 projects, 1,000,000 workers and 12 months of 1,000,000 lines each. */
export interface CityPlan {
  readonly seed: number;
  readonly scale: number;
}

/** The day that the city has got to: the wages of the last of its months have just fallen due. */
export const cityDay = day('2026-08-20');
export const cityMonths: readonly Period[] = Array.from({ length: 12 }, (_, m) => addPeriods(period('2025-08'), m));
export const crew = 50;

/** The partition of a month's lines. */
export const tableOfMonth = (month: number): string => `payroll_line_${cityMonths[month]!.replace('-', '_')}`;

/** Every project has one subcontractor, whose crew of 50 is on one sheet a month. */
export function sizeOf({ scale }: CityPlan): { readonly projects: number; readonly workers: number; readonly firms: number; readonly lines: number } {
  const projects = Math.max(1, Math.round(20_000 * scale));
  return { projects, workers: projects * crew, firms: Math.max(1, Math.round(projects / 20)), lines: projects * crew * cityMonths.length };
}

/** What of the city is sealed by the keys that tests use, so that the product opens it. */
export const cityVault = (): Vault => createVault(demoKeys());

/** Rows of one kind are numbered from 0; SQL makes the same ids by `city_id(kind, n)`. */
export const kinds = { owner: 1, contractor: 2, subcontractor: 3, bank: 4, project: 10, seat: 11, worker: 20, engagement: 21, sheet: 30, account: 40, deposit: 41, instrument: 42, credit: 50, payment: 51, due: 52, guarantee: 53, statementLine: 60 } as const;

/** The 16 bytes of an id, in the order of their numbers as UUID v7 are in the order of time. */
export function idBytes(kind: number, n: number): Buffer {
  const bytes = Buffer.from('01900000000070008000000000000000', 'hex');
  bytes[3] = kind;
  bytes.writeUIntBE(n, 10, 6);
  return bytes;
}

export function idText(kind: number, n: number): string {
  return `019000${kind.toString(16).padStart(2, '0')}-0000-7000-8000-${n.toString(16).padStart(12, '0')}`;
}

/** A number below 2^32 that depends on all of these, the same at every run. */
export function mix(...of: readonly number[]): number {
  let h = 0x9e3779b9;
  for (const n of of) {
    h = Math.imul(h ^ n, 0x85ebca6b);
    h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
    h ^= h >>> 16;
  }
  return h >>> 0;
}

const surnames = [...'符羊李王陈林吴何黄周郑许万薛谢邓苏赵唐曾梁莫韦钟郭刘张杨冯蔡'];
const given = [...'国志建伟明海强军勇平安秀英芳丽燕红梅兰凤春生福贵荣华文武德才亚大学永金玉龙虎'];
const regions = ['460003', '469003', '460400', '460006', '441823', '450922', '512930', '532128', '431224', '522527'];
const trades = ['钢筋工', '模板工', '混凝土工', '砌筑工', '抹灰工', '架子工', '水电工', '普工'];
const banks = [['中国农业银行儋州那大支行', '622848'], ['中国工商银行儋州支行', '622202'], ['海南农商银行白马井支行', '623052']] as const;
/** Births from 1968 on, over 13,000 days. */
const firstBirth = day('1968-01-01');
const births = 13_000;
const birthDays: readonly PlainDate[] = Array.from({ length: births }, (_, i) => addDays(firstBirth, i));

export interface CityWorker {
  readonly name: string;
  readonly idNumber: string;
  readonly bornOn: PlainDate;
  readonly sex: '男' | '女';
  readonly phone: string;
  readonly trade: string;
  readonly team: string;
}

/** The `n`-th worker of the city; no two have one ID number. */
export function cityWorker(seed: number, n: number): CityWorker {
  const h = mix(seed, n);
  const bornOn = birthDays[(n * 37) % births]!;
  const body = regions[n % regions.length]! + bornOn.replaceAll('-', '') + String(Math.floor(n / births) % 1000).padStart(3, '0');
  return {
    name: surnames[h % surnames.length]! + given[(h >>> 8) % given.length]! + ((h & 3) === 0 ? '' : given[(h >>> 16) % given.length]!),
    idNumber: body + idCheck(body),
    bornOn,
    sex: Number(body[16]) % 2 === 1 ? '男' : '女',
    phone: `13${String(n).padStart(9, '0')}`,
    trade: trades[h % trades.length]!,
    team: `第${(n % crew) < crew / 2 ? '一' : '二'}班组`,
  };
}

/** One worker in 2,000 is paid on the card of the next. */
export function cityCard(seed: number, n: number): { readonly card: BankCard; readonly bank: string } {
  const holder = mix(seed, n, 7) % 2_000 === 0 && n % crew !== crew - 1 ? n + 1 : n;
  const [bank, prefix] = banks[holder % banks.length]!;
  return { card: cardOf(prefix, holder), bank };
}

export interface CityLine {
  readonly days: number;
  readonly grossFen: number;
  readonly deductionFen: number;
  readonly state: 'unpaid' | 'paid' | 'returned';
}

/** The line of a project's `i`-th worker in a month. One project in 40 owes its last one to four months; one payment in 4,000 came back. */
export function cityLine(seed: number, project: number, month: number, i: number): CityLine {
  const h = mix(seed, project, month, i);
  const debtor = mix(seed, project, 11);
  const owes = debtor % 40 === 0 && month >= cityMonths.length - 1 - ((debtor >>> 8) % 4);
  return { days: 18 + (h % 9), grossFen: 420_000 + (h % 380_000), deductionFen: h % 10 === 0 ? 5_000 + (h % 7_000) : 0, state: owes ? 'unpaid' : h % 4_000 === 17 ? 'returned' : 'paid' };
}

/** Attendance is on record day by day for one project in 100; of the others the month's counts are kept. */
export const attendanceEvery = 100;
