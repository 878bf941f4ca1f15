import { formatYuan, parseYuan, yuan, type Fen } from '../values/money.js';
import { bad, good, type Parsed } from '../values/parsed.js';

/** Hundredths: of a percent (50 % is 5000n) or of a day (21.75 days are 2175n). Exact, never a JS float. */
export type Hundredths = bigint;

/** What a parameter of each kind is in the program. In JSON an exact number is a decimal string, a count a number. */
export interface KindValues {
  readonly fen: Fen;
  readonly percent: Hundredths;
  readonly 'decimal-days': Hundredths;
  readonly 'working-days': number;
  readonly 'calendar-days': number;
  readonly months: number;
  readonly years: number;
  readonly hours: number;
  readonly count: number;
  readonly boolean: boolean;
  readonly text: string;
  readonly choices: readonly string[];
}

export type Kind = keyof KindValues;

interface KindOf<T> {
  /** From JSON as the database or the catalogue holds it. */
  readonly parse: (json: unknown) => Parsed<T>;
  readonly json: (value: T) => unknown;
  /** For people. */
  readonly words: (value: T) => string;
}

function count(unit: string): KindOf<number> {
  return {
    parse: (json) => (typeof json === 'number' && Number.isInteger(json) && json >= 0 && json <= 1_000 ? good(json) : bad('应为 0 至 1000 的整数')),
    json: (value) => value,
    words: (value) => `${value}${unit}`,
  };
}

function hundredths(unit: string, most: bigint): KindOf<Hundredths> {
  return {
    parse(json) {
      const m = typeof json === 'string' ? /^(\d{1,4})(?:\.(\d{1,2}))?$/u.exec(json) : null;
      const value = m ? BigInt(m[1]!) * 100n + BigInt((m[2] ?? '').padEnd(2, '0')) : -1n;
      return value >= 0n && value <= most ? good(value) : bad(`应为 0 至 ${most / 100n}、最多两位小数的数字，以文本填写`);
    },
    json: (value) => yuan(value),
    words: (value) => `${decimal(value)}${unit}`,
  };
}

/** Choices of the catalogue in words; a choice of somebody's own is its own word. */
const choiceNames: Readonly<Record<string, string>> = { project: '按项目', enterprise: '按企业', bank: '银行', surety: '担保公司', insurer: '保险公司' };

/** "0.5", "50", "21.75": hundredths without trailing zeros. */
export const decimal = (value: Hundredths): string => yuan(value).replace(/\.?0+$/u, '');

export const kinds: { readonly [K in Kind]: KindOf<KindValues[K]> } = {
  fen: {
    parse(json) {
      const parsed = typeof json === 'string' ? parseYuan(json) : bad('金额应以文本填写，如 "3000000.00"');
      return parsed.ok && parsed.value < 0n ? bad('金额不能为负') : parsed;
    },
    json: (value) => yuan(value),
    words: (value) => `${formatYuan(value)}元`,
  },
  percent: hundredths('%', 100_000n),
  'decimal-days': hundredths('日', 36_600n),
  'working-days': count('个工作日'),
  'calendar-days': count('日'),
  months: count('个月'),
  years: count('年'),
  hours: count('小时'),
  count: count(''),
  boolean: {
    parse: (json) => (typeof json === 'boolean' ? good(json) : bad('应为是或否')),
    json: (value) => value,
    words: (value) => (value ? '是' : '否'),
  },
  text: {
    parse: (json) => (typeof json === 'string' && json.trim() !== '' ? good(json.trim()) : bad('应填写文字')),
    json: (value) => value,
    words: (value) => value,
  },
  choices: {
    parse: (json) => (Array.isArray(json) && json.length > 0 && json.every((c) => typeof c === 'string' && c !== '') ? good(json as string[]) : bad('应列出至少一项')),
    json: (value) => value,
    words: (value) => value.map((choice) => choiceNames[choice] ?? choice).join('、'),
  },
};

/** The kinds that are terms: an internal one is 内部时限, any other 内部规则. */
export const isTerm = (kind: Kind): boolean => ['working-days', 'calendar-days', 'months', 'years', 'hours'].includes(kind);
