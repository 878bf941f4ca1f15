import Joi from 'joi';
import { parseBankCard, type BankCard } from '../values/bank-card.js';
import { parseIdNumber, type IdNumber } from '../values/id-number.js';
import { parseYuan, type Fen } from '../values/money.js';
import { good, bad, halfWidth, type Parsed } from '../values/parsed.js';
import { parsePeriod, type Period } from '../values/period.js';
import { parseMobile, type Mobile } from '../values/phone.js';
import { parsePlainDate, type PlainDate } from '../values/plain-date.js';
import { Invalid, type Issue } from '../values/refusal.js';
import { parseUscc, type Uscc } from '../values/uscc.js';

/** JSON Schema of OpenAPI 3.1, as far as this service speaks it. */
export type JsonSchema = Readonly<Record<string, unknown>>;

/** One field: how joi checks it, what type comes out, how the API document describes it. Empty text counts as absent. */
export class Atom<T> {
  declare readonly _type: T;
  constructor(
    readonly joi: Joi.Schema,
    readonly doc: JsonSchema,
    readonly required = true,
  ) {}

  optional(): Atom<T | undefined> {
    return new Atom<T | undefined>(this.joi.optional(), this.doc, false);
  }

  /** The value where the field is absent. */
  or(value: T & (string | number | boolean)): Atom<T> {
    return new Atom<T>(this.joi.optional().default(value), { ...this.doc, default: value }, false);
  }
}

export type Fields = Readonly<Record<string, Atom<unknown>>>;
export type TypeOf<S> = S extends Shape<infer F> ? { readonly [K in keyof F]: F[K] extends Atom<infer T> ? T : never } : never;

/** A record of fields. Unknown keys are refused. */
export class Shape<F extends Fields> {
  readonly joi: Joi.ObjectSchema;
  constructor(readonly fields: F) {
    this.joi = Joi.object(Object.fromEntries(Object.entries(fields).map(([k, a]) => [k, a.joi])));
  }

  get doc(): JsonSchema {
    const entries = Object.entries(this.fields);
    const required = entries.filter(([, a]) => a.required).map(([k]) => k);
    return { type: 'object', properties: Object.fromEntries(entries.map(([k, a]) => [k, a.doc])), additionalProperties: false, ...(required.length > 0 ? { required } : {}) };
  }
}

export const shape = <F extends Fields>(fields: F): Shape<F> => new Shape(fields);

const messages: Record<string, string> = {
  'any.required': '请填写{#label}',
  'any.only': '{#label}不在可选范围内',
  'string.base': '{#label}只能填一个值',
  'string.min': '{#label}至少 {#limit} 个字',
  'string.max': '{#label}最多 {#limit} 个字',
  'number.base': '{#label}应为数字',
  'number.integer': '{#label}应为整数',
  'number.unsafe': '{#label}超出范围',
  'number.min': '{#label}不能小于 {#limit}',
  'number.max': '{#label}不能大于 {#limit}',
  'boolean.base': '{#label}应为“是”或“否”',
  'array.sparse': '请填写{#label}',
  'array.base': '{#label}应为一组值',
  'array.min': '{#label}至少选 {#limit} 项',
  'array.max': '{#label}最多 {#limit} 项',
  'object.base': '内容格式不对',
  'object.unknown': '不认识的字段',
};

/** A field whose text a value parser reads; its reason becomes the field's error. */
function parsed<T>(label: string, doc: JsonSchema, parse: (text: string) => Parsed<T>): Atom<T> {
  const joi = Joi.string()
    .empty('')
    .max(400)
    .required()
    .label(label)
    .custom((text: string, tools) => {
      const result = parse(text);
      return result.ok ? result.value : tools.message({ custom: result.why });
    });
  return new Atom<T>(joi, { type: 'string', title: label, ...doc });
}

export interface TextOptions {
  readonly max?: number;
  readonly min?: number;
}

/** One line of text: NFC, outer white space removed, no control characters. */
export const text = (label: string, { max = 200, min = 1 }: TextOptions = {}): Atom<string> =>
  new Atom<string>(
    Joi.string().trim().empty('').normalize('NFC').min(min).max(max).required().label(label).custom((t: string, tools) => (/[\p{Cc}\p{Zl}\p{Zp}]/u.test(t) ? tools.message({ custom: `${label}含有不能使用的控制字符` }) : t)),
    { type: 'string', title: label, maxLength: max },
  );

/** Several lines of text. */
export const paragraph = (label: string, { max = 2_000, min = 1 }: TextOptions = {}): Atom<string> =>
  new Atom<string>(
    Joi.string().trim().empty('').normalize('NFC').replace(/\r\n?/gu, '\n').min(min).max(max).required().label(label).custom((t: string, tools) => (/(?![\n\t])\p{Cc}/u.test(t) ? tools.message({ custom: `${label}含有不能使用的控制字符` }) : t)),
    { type: 'string', title: label, maxLength: max },
  );

/** What a person typed as a secret: kept exactly. */
export const secretText = (label: string, max = 128): Atom<string> => new Atom<string>(Joi.string().empty('').max(max).required().label(label), { type: 'string', title: label, format: 'password', maxLength: max });

/** Yuan in, fen out; more than zero unless `zero`. */
export const money = (label: string, { zero = false }: { readonly zero?: boolean } = {}): Atom<Fen> =>
  parsed(label, { pattern: '^\\d+(\\.\\d{1,2})?$', description: '元，最多两位小数' }, (t) => {
    const fen = parseYuan(t);
    if (fen.ok && (zero ? fen.value < 0n : fen.value <= 0n)) return bad(zero ? `${label}不能为负` : `${label}应大于零`);
    return fen;
  });

export const plainDate = (label: string): Atom<PlainDate> => parsed(label, { format: 'date' }, parsePlainDate);
export const month = (label: string): Atom<Period> => parsed(label, { pattern: '^\\d{4}-\\d{2}$' }, parsePeriod);
export const uscc = (label = '统一社会信用代码'): Atom<Uscc> => parsed(label, { pattern: '^[0-9A-HJ-NPQRTUWXY]{18}$' }, parseUscc);
export const idNumber = (label = '身份证号码'): Atom<IdNumber> => parsed(label, { pattern: '^\\d{17}[\\dX]$' }, parseIdNumber);
export const bankCard = (label = '银行卡号'): Atom<BankCard> => parsed(label, { pattern: '^\\d{12,19}$' }, parseBankCard);
export const mobile = (label = '手机号码'): Atom<Mobile> => parsed(label, { pattern: '^1[3-9]\\d{9}$' }, parseMobile);

/** An identifier of one of our records. */
export const id = (label = '编号'): Atom<string> =>
  parsed(label, { format: 'uuid' }, (t) => (/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/iu.test(t) ? good(t.toLowerCase()) : bad(`${label}格式不对`)));

export const oneOf = <const V extends string>(label: string, values: readonly V[]): Atom<V> =>
  new Atom<V>(Joi.string().empty('').valid(...values).required().label(label), { type: 'string', title: label, enum: values });

export const integer = (label: string, min: number, max: number): Atom<number> =>
  new Atom<number>(
    Joi.alternatives()
      .try(Joi.number().integer().min(min).max(max), Joi.string())
      .empty('')
      .required()
      .label(label)
      .custom((v: number | string, tools) => {
        const n = typeof v === 'number' ? v : Number(/^-?\d{1,9}$/u.test(halfWidth(v)) ? halfWidth(v) : NaN);
        return Number.isInteger(n) && n >= min && n <= max ? n : tools.message({ custom: `${label}应为 ${min} 至 ${max} 的整数` });
      }),
    { type: 'integer', title: label, minimum: min, maximum: max },
  );

/** A number with at most `places` decimals, from `min` to `max`; a form sends it as text. Never for money. */
export const decimal = (label: string, { min, max, places }: { readonly min: number; readonly max: number; readonly places: number }): Atom<number> =>
  new Atom<number>(
    Joi.alternatives()
      .try(Joi.number(), Joi.string())
      .empty('')
      .required()
      .label(label)
      .custom((v: number | string, tools) => {
        const digits = halfWidth(String(v));
        const n = /^\d{1,9}(?:\.\d{1,9})?$/u.test(digits) && (digits.split('.')[1] ?? '').length <= places ? Number(digits) : NaN;
        return n >= min && n <= max ? n : tools.message({ custom: `${label}应为 ${min} 至 ${max} 的数，最多 ${places} 位小数` });
      }),
    { type: 'number', title: label, minimum: min, maximum: max },
  );

/** Decimal percent in, basis points out (1 % = 100), more than 0 and at most 100 %. */
export const percent = (label: string): Atom<number> =>
  parsed(label, { pattern: '^\\d{1,3}(\\.\\d{1,2})?$', description: '百分比，最多两位小数' }, (t) => {
    const m = /^(\d{1,3})(?:\.(\d{1,2}))?%?$/u.exec(halfWidth(t));
    const bp = m ? Number(m[1]) * 100 + Number((m[2] ?? '').padEnd(2, '0')) : NaN;
    return bp >= 1 && bp <= 10_000 ? good(bp) : bad(`${label}应为 0.01 至 100 的百分比`);
  });

/** A tick box: "on", "true" and true are yes; absent is no. */
export const flag = (label: string): Atom<boolean> =>
  new Atom<boolean>(Joi.boolean().truthy('on', 'yes', '1').falsy('off', 'no', '0').empty('').default(false).label(label), { type: 'boolean', title: label, default: false }, false);

/** Several values of one kind; a form sends one value without a list. (Joi asks of a required item that at least one is right, and says so beside each mistake.) */
export const list = <T>(label: string, item: Atom<T>, { min = 1, max = 500 }: { readonly min?: number; readonly max?: number } = {}): Atom<T[]> =>
  new Atom<T[]>(Joi.array().items(item.joi.optional()).single().empty('').min(min).max(max).required().label(label), { type: 'array', title: label, items: item.doc, minItems: min, maxItems: max });

/** A record inside a record (JSON bodies). */
export const record = <F extends Fields>(label: string, inner: Shape<F>): Atom<TypeOf<Shape<F>>> => new Atom<TypeOf<Shape<F>>>(inner.joi.required().label(label), { ...inner.doc, title: label });

/** The typed values of `input`, or `Invalid` with every mistake at once. Reads a copy: `input` stays as it was sent. */
export function parse<F extends Fields>(of: Shape<F>, input: unknown): TypeOf<Shape<F>> {
  const { value, error } = of.joi.validate(input ?? {}, { abortEarly: false, convert: true, stripUnknown: false, messages, errors: { label: 'key', wrap: { label: false } } });
  if (error) throw new Invalid(issuesOf(error));
  return value as TypeOf<Shape<F>>;
}

function issuesOf(error: Joi.ValidationError): Issue[] {
  const seen = new Map<string, Issue>();
  for (const d of error.details) {
    const path = d.path.join('.');
    if (!seen.has(path)) seen.set(path, { path, message: d.message });
  }
  return [...seen.values()];
}
