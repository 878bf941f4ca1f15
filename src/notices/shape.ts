import { parsePeriod, type Period } from '../values/period.js';
import { parsePlainDate, type PlainDate } from '../values/plain-date.js';
import { parseYuan } from '../values/money.js';
import { Invalid, type Issue } from '../values/refusal.js';

/** What a paper's data must look like; the type of the data is read off it (`DataOf`). All values are plain JSON. */
export interface Shape<T> {
  /** Every mistake of `value`, each at its path, in the words of the form; empty where it is a T. */
  issues(value: unknown, path: string): Issue[];
  readonly optional?: true;
  /** Never set: it carries the type. */
  readonly type?: T;
}

export type DataOf<S> = S extends Shape<infer T> ? T : never;

type Fields = Record<string, Shape<unknown>>;
type OptionalKeys<F extends Fields> = { [K in keyof F]: F[K] extends { readonly optional: true } ? K : never }[keyof F];
type RecordOf<F extends Fields> = { readonly [K in Exclude<keyof F, OptionalKeys<F>>]: DataOf<F[K]> } & { readonly [K in OptionalKeys<F>]?: DataOf<F[K]> };

/** The data as its type. @throws Invalid with every mistake at once. */
export function parseShape<T>(shape: Shape<T>, data: unknown): T {
  const issues = shape.issues(data, '');
  if (issues.length > 0) throw new Invalid(issues);
  return data as T;
}

/** Text of 1 to `max` characters; a line feed begins a paragraph, other control characters are refused. */
export function text(label: string, max = 2_000): Shape<string> {
  return {
    issues(value, path) {
      if (isBlank(value)) return one(path, `缺少${label}`);
      if (typeof value !== 'string') return one(path, `${label}应为文字`);
      if (value.length > max) return one(path, `${label}不能超过 ${max} 个字，现为 ${value.length} 个`);
      const strange = /[\p{Cc}\p{Cs}\u200B-\u200F\u2028-\u202E\u2066-\u2069\uFEFF]/u.exec(value.replaceAll('\n', ''));
      if (strange) return one(path, `${label}含有不可见或无效的字符 U+${strange[0].codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}`);
      return [];
    },
  };
}

/** A day, "2026-11-23". */
export function date(label: string): Shape<PlainDate> {
  return form(label, /^\d{4}-\d{2}-\d{2}$/u, '如 2026-11-23', (value) => parsePlainDate(value).ok) as Shape<PlainDate>;
}

/** A time of the day, "09:30". */
export const clockTime = (label: string): Shape<string> => form(label, /^([01]\d|2[0-3]):[0-5]\d$/u, '如 09:30');

/** Wage months, "2026-05", in order and without repetition. */
export function periods(label: string): Shape<readonly Period[]> {
  const each = form(label, /^\d{4}-\d{2}$/u, '如 2026-08', (value) => parsePeriod(value).ok) as Shape<Period>;
  const many = list(label, each, 1);
  return {
    issues(value, path) {
      const found = many.issues(value, path);
      if (found.length > 0) return found;
      const months = value as readonly Period[];
      return months.every((month, i) => i === 0 || months[i - 1]! < month) ? [] : one(path, `${label}应按先后排列，不能重复`);
    },
  };
}

/** A positive amount in yuan, "1234.50". */
export const amount = (label: string): Shape<string> => form(label, /^(0|[1-9]\d*)\.\d{2}$/u, '如 1234.50，且大于零', (value) => { const fen = parseYuan(value); return fen.ok && fen.value > 0n; });

/** An integer within `min` and `max`. */
export function whole(label: string, min: number, max: number): Shape<number> {
  return {
    issues(value, path) {
      if (isBlank(value)) return one(path, `缺少${label}`);
      return Number.isInteger(value) && (value as number) >= min && (value as number) <= max ? [] : one(path, `${label}应为 ${min} 至 ${max} 的整数`);
    },
  };
}

export function oneOf<const V extends string>(label: string, values: readonly V[]): Shape<V> {
  return {
    issues(value, path) {
      if (isBlank(value)) return one(path, `缺少${label}`);
      return values.includes(value as V) ? [] : one(path, `${label}应为${values.join('、')}之一`);
    },
  };
}

export function list<T>(label: string, each: Shape<T>, min = 1, max = 20_000): Shape<readonly T[]> {
  return {
    issues(value, path) {
      if (!Array.isArray(value) || value.length < min) return one(path, min === 1 ? `缺少${label}` : `${label}至少 ${min} 项`);
      if (value.length > max) return one(path, `${label}不能超过 ${max} 项`);
      return value.flatMap((item: unknown, i) => each.issues(item, join(path, String(i))));
    },
  };
}

/** An object with these keys and no others: what is not printed must not be under the paper's hash. */
export function record<F extends Fields>(label: string, fields: F): Shape<RecordOf<F>> {
  return {
    issues(value, path) {
      if (typeof value !== 'object' || value === null || Array.isArray(value)) return one(path, `缺少${label}`);
      const given = value as Record<string, unknown>;
      const unknown = Object.keys(given).filter((key) => !Object.hasOwn(fields, key)).map((key) => ({ path: join(path, key), message: `${label}没有“${key}”一项` }));
      return [...Object.entries(fields).flatMap(([key, shape]) => shape.issues(given[key], join(path, key))), ...unknown];
    },
  };
}

/** May be left out. */
export function maybe<T>(shape: Shape<T>): Shape<T | undefined> & { readonly optional: true } {
  return { optional: true, issues: (value, path) => (value === undefined ? [] : shape.issues(value, path)) };
}

function form(label: string, pattern: RegExp, like: string, holds: (value: string) => boolean = () => true): Shape<string> {
  return {
    issues(value, path) {
      if (isBlank(value)) return one(path, `缺少${label}`);
      return typeof value === 'string' && pattern.test(value) && holds(value) ? [] : one(path, `${label}应${like}`);
    },
  };
}

const isBlank = (value: unknown): boolean => value === undefined || value === null || (typeof value === 'string' && value.trim() === '');
const one = (path: string, message: string): Issue[] => [{ path, message }];
const join = (path: string, key: string): string => (path === '' ? key : `${path}.${key}`);
