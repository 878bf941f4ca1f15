import type { Citation } from '../values/citation.js';
import { day, type PlainDate } from '../values/plain-date.js';
import { instruments, type InstrumentId } from './instruments.js';

/** How sure a fact is: C checked against the text, S against a secondary text, L recalled and to be confirmed. */
export type Sureness = 'C' | 'S' | 'L';

/** The same, with what has no confirmed legal source: V to be verified, D our own design. */
export type Confidence = Sureness | 'V' | 'D';

/** A provision of an instrument: where a number or a condition stands in the law. */
export interface Source {
  readonly internal?: false;
  /** Full title without the outer 《》. */
  readonly instrument: string;
  /** 国务院令第724号; empty for a statute. */
  readonly number: string;
  /** 第三十条第三款; empty where the whole instrument is meant. */
  readonly article: string;
  readonly inForceOn: PlainDate;
  readonly confidence: Sureness;
}

/** A time limit or rule of our own, without a legal source. It is shown as such and never cited. */
export interface Internal {
  readonly internal: true;
  readonly label: '内部时限' | '内部规则';
}

export type Basis = Source | Internal;

export const internalTimeLimit: Internal = { internal: true, label: '内部时限' };
export const internalRule: Internal = { internal: true, label: '内部规则' };

/** The answer of a rule: the value, one Chinese sentence with its numbers, the provision, and the parameters that were used. */
export interface Ruled<T, B extends Basis = Basis> {
  readonly value: T;
  readonly because: string;
  readonly source: B;
  readonly parameters: readonly UsedParameter[];
}

/** A parameter as a decision keeps it: plain JSON. */
export interface UsedParameter {
  readonly key: string;
  readonly areaCode: string;
  readonly validFrom: PlainDate;
  readonly value: unknown;
  /** The citation, or 内部时限 / 内部规则. */
  readonly source: string;
  readonly confidence: Confidence;
}

/** Below the article: 276之一 (`suffix` 1), 第三款 (`paragraph` 3), 第二项 (`item` 2). */
export interface Part {
  readonly suffix?: number;
  readonly paragraph?: number;
  readonly item?: number;
}

/** The provision of a known instrument, e.g. `at('regulation-724', 'C', 30, { paragraph: 3 })`. */
export function at(id: InstrumentId, confidence: Sureness, article: number, part: Part = {}): Source {
  const { title, number, inForceOn } = instruments[id];
  const text =
    `第${numeral(article)}条` +
    (part.suffix ? `之${numeral(part.suffix)}` : '') +
    (part.paragraph ? `第${numeral(part.paragraph)}款` : '') +
    (part.item ? `第${numeral(part.item)}项` : '');
  return { instrument: title, number, article: text, inForceOn: day(inForceOn), confidence };
}

/** The whole instrument, where no article is known. */
export function whole(id: InstrumentId, confidence: Sureness): Source {
  const { title, number, inForceOn } = instruments[id];
  return { instrument: title, number, article: '', inForceOn: day(inForceOn), confidence };
}

/** 《保障农民工工资支付条例》第十二条. Titles inside the title take 〈〉. */
export function cite(source: Source): Citation {
  const title = source.instrument.replaceAll('《', '〈').replaceAll('》', '〉');
  return `《${title}》${source.article}` as Citation;
}

export function citable(basis: Basis): basis is Source {
  return basis.internal !== true;
}

/** For screens and records: the citation, or 内部时限 / 内部规则. */
export const basisText = (basis: Basis): string => (citable(basis) ? cite(basis) : basis.label);

/** The citations of those that can be cited, each once, in order: what a paper may name of all that a decision used. */
export function citations(bases: readonly Basis[]): Citation[] {
  return [...new Set(bases.filter(citable).map(cite))];
}

/** 1 to 999 in Chinese numerals: 十二, 一百零三, 二百七十六. */
function numeral(n: number): string {
  const digit = (d: number): string => '零一二三四五六七八九'[d]!;
  const [hundreds, tens, ones] = [Math.floor(n / 100), Math.floor(n / 10) % 10, n % 10];
  const below = (tens === 1 && hundreds === 0 ? '十' : tens > 0 ? `${digit(tens)}十` : hundreds > 0 && ones > 0 ? '零' : '') + (ones > 0 ? digit(ones) : '');
  return hundreds > 0 ? `${digit(hundreds)}百${below}` : below;
}
