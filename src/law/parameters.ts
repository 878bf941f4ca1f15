import { bad, good, must, type Parsed } from '../values/parsed.js';
import { day, formatDate, type PlainDate } from '../values/plain-date.js';
import { Refusal } from '../values/refusal.js';
import { parameters, type ParameterKey, type Regime } from './parameter-catalogue.js';
import { isTerm, kinds, type KindValues } from './parameter-kinds.js';
import { areaPrefix, isWithin, regions } from './regions.js';
import { basisText, citable, internalRule, internalTimeLimit, type Basis, type Confidence, type UsedParameter } from './source.js';

export type ParameterValue<K extends ParameterKey> = KindValues[(typeof parameters)[K]['kind']];

/** A row of the database's parameter table: a value of its area, entered with its source and approved. */
export interface ParameterRow {
  readonly key: string;
  readonly areaCode: string;
  readonly validFrom: PlainDate;
  readonly validTo: PlainDate | null;
  readonly value: unknown;
  /** 《title》article for C, S and L; anything for V and D. */
  readonly source: string;
  readonly confidence: Confidence;
}

/** A parameter's value for an area and a day, with where it comes from. */
export interface Resolved<T> {
  readonly value: T;
  readonly source: Basis;
  /** For people: 20个工作日, 50%, 3000000.00元. */
  readonly words: string;
  /** What a decision keeps. */
  readonly used: UsedParameter;
}

export const isParameterKey = (key: string): key is ParameterKey => Object.hasOwn(parameters, key);

/** The Chinese name of a parameter. */
export const parameterName = (key: ParameterKey): string => parameters[key].name;

/** A value as JSON holds it, in its kind; the message is for the administrator who entered it. */
export function parseParameter<K extends ParameterKey>(key: K, json: unknown): Parsed<ParameterValue<K>> {
  return kinds[parameters[key].kind].parse(json) as Parsed<ParameterValue<K>>;
}

/**
 * The source of an entered value. C, S and L need a citation, 《title》 with or without article, and nothing else; V and D are internal.
 */
export function parseSource(key: ParameterKey, text: string, confidence: Confidence, inForceOn: PlainDate): Parsed<Basis> {
  if (confidence === 'V' || confidence === 'D') return good(isTerm(parameters[key].kind) ? internalTimeLimit : internalRule);
  const m = /^《(.+)》((?:第[零一二三四五六七八九十百]+(?:条(?:之[一二三四五六七八九十]+)?|款|项))*)$/u.exec(text.trim());
  if (!m) return bad('依据应写作《文件名称》或《文件名称》第几条；没有依据的请标为待核实或内部规则');
  return good({ instrument: m[1]!, number: '', article: m[2]!, inForceOn, confidence });
}

/**
 * The value in force in `area` on `on`: the regime of the smallest area that has one, a row of the database before the catalogue,
 * of two that overlap the later. Undefined where there is none: a rule then says what it lacks, it never guesses.
 * `area` is an area code of 6 or 9 digits, or CN.
 */
export function findParameter<K extends ParameterKey>(key: K, area: string, on: PlainDate, overrides: readonly ParameterRow[]): Resolved<ParameterValue<K>> | undefined {
  let best: { readonly regime: ParameterRow | Regime; readonly rank: readonly [number, number, string] } | undefined;
  const consider = (regime: ParameterRow | Regime, entered: number): void => {
    if (regime.validFrom > on || (regime.validTo && regime.validTo < on) || !isWithin(area, regime.areaCode)) return;
    const rank = [areaPrefix(regime.areaCode).length, entered, regime.validFrom] as const;
    if (!best || before(best.rank, rank)) best = { regime, rank };
  };
  for (const regime of parameters[key].regimes as readonly Regime[]) consider(regime, 0);
  for (const row of overrides) if (row.key === key) consider(row, 1);
  return best && read(key, best.regime);
}

/** As `findParameter`; refuses `parameter-missing`, naming the parameter, where there is no value. */
export function resolveParameter<K extends ParameterKey>(key: K, area: string, on: PlainDate, overrides: readonly ParameterRow[]): Resolved<ParameterValue<K>> {
  const found = findParameter(key, area, on, overrides);
  if (!found) {
    const name = regions.find((r) => r.code === area)?.name ?? (area === 'CN' ? '全国' : area);
    throw new Refusal('parameter-missing', `“${parameterName(key)}”没有${formatDate(on)}在${name}适用的值，请由管理员录入并经复核`);
  }
  return found;
}

function read<K extends ParameterKey>(key: K, regime: ParameterRow | Regime): Resolved<ParameterValue<K>> {
  const kind = kinds[parameters[key].kind] as { json: (value: unknown) => unknown; words: (value: unknown) => string };
  const value = must(parseParameter(key, regime.value));
  const validFrom = day(regime.validFrom);
  const source = 'confidence' in regime ? must(parseSource(key, regime.source, regime.confidence, validFrom)) : regime.source;
  const confidence = 'confidence' in regime ? regime.confidence : citable(source) ? source.confidence : 'D';
  return {
    value,
    source,
    words: kind.words(value),
    used: { key, areaCode: regime.areaCode, validFrom, value: kind.json(value), source: basisText(source), confidence },
  };
}

function before(a: readonly [number, number, string], b: readonly [number, number, string]): boolean {
  for (let i = 0; i < a.length; i += 1) if (a[i] !== b[i]) return a[i]! < b[i]!;
  return false;
}
