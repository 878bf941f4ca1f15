import { luhn, parseBankCard, type BankCard } from '../../values/bank-card.js';
import { birthOf, parseIdNumber, type IdNumber } from '../../values/id-number.js';
import { parseYuan, type Fen } from '../../values/money.js';
import { halfWidth } from '../../values/parsed.js';
import { parseMobile, type Mobile } from '../../values/phone.js';
import { ageOn, addMonths, parsePlainDate, type PlainDate } from '../../values/plain-date.js';
import type { Cell, SheetRow } from '../spreadsheet/workbook.js';
import type { CheckName, Findings, Place } from './checks.js';
import type { FaultyRow, MappedColumn } from './issue.js';
import type { Table } from './find-tables.js';

/** The longest text of a cell that holds a number, a date, a name: more is not even looked at. */
const longestValue = 64;

/** An error value that another program or a csv file has turned into text. */
const errorText = /^\s*#(?:DIV\/0!|N\/A|NAME\?|NULL!|NUM!|REF!|VALUE!)\s*$/iu;

/** A stroke that stands for "nothing", as clerks write it. */
const stroke = /^(?:[-—–/\\]+|无)$/u;

/**
 * Reads one worker's row cell by cell. Each method returns the value, or undefined where there is none: then either the cell is
 * empty and may be, or the mistake has gone to the findings. After an error `failed` is true and the row must not be used.
 */
export class RowReader<F extends string> {
  failed = false;
  readonly #bad = new Set<F>();
  /** Where several columns share one meaning: the one that is being read. */
  #part: MappedColumn<F> | undefined;

  constructor(
    readonly table: Table<F>,
    readonly row: SheetRow,
    readonly findings: Findings,
  ) {}

  cell(field: F): Cell | undefined {
    const column = this.#column(field);
    return column && this.row.cells[column.number - 1];
  }

  #column(field: F): MappedColumn<F> | undefined {
    return this.#part ?? this.table.byField.get(field);
  }

  /** What stands in the cell, outer white space removed; empty where nothing does. */
  typed(field: F): string {
    const text = this.cell(field)?.text.trim() ?? '';
    return text.includes('\u200B') ? text.replace(/^\u200B+/u, '').replace(/(?<!\u200B)\u200B+$/u, '').trim() : text;
  }

  place(field: F): Place {
    const column = this.#column(field);
    return { sheet: this.table.sheet.name, row: this.row.number, order: column?.number ?? 0, column: column?.header ?? '', field, typed: this.cell(field)?.text ?? '' };
  }

  report(check: CheckName, field: F, message: string, alsoRows: readonly number[] = []): undefined {
    this.findings.add(check, this.place(field), message, alsoRows);
    return undefined;
  }

  fail(check: CheckName, field: F, message: string): undefined {
    this.failed = true;
    this.#bad.add(field);
    return this.report(check, field, message);
  }

  /** True where this field of the row already has an error. */
  isBad(field: F): boolean {
    return this.#bad.has(field);
  }

  /** The text of a cell that has a readable value of sensible length; undefined where it is empty or broken. */
  text(field: F, longest = longestValue): string | undefined {
    const cell = this.cell(field);
    if (cell?.kind === 'error' || (cell?.kind === 'text' && errorText.test(cell.text))) return this.fail('errorCell', field, `单元格是错误值 ${cell.text}`);
    if (cell?.kind === 'formula-without-value') return this.fail('formulaWithoutValue', field, '单元格只有公式，没有计算结果');
    const text = this.typed(field);
    return text.length > longest ? this.fail('textTooLong', field, `内容超过 ${longest} 个字`) : text || undefined;
  }

  /** Free text of at most `longest` characters, NFC; a stroke is empty. */
  note(field: F, longest: number): string | undefined {
    const text = this.text(field, longest)?.normalize('NFC').replace(/[\p{Cc}\p{Bidi_Control}]+/gu, ' ');
    return text === undefined || stroke.test(text) ? undefined : text;
  }

  /** A person's name exactly as typed (minority names with · and rare characters included), outer spaces removed, NFC. */
  name(field: F): string | undefined {
    const name = this.text(field)?.normalize('NFC');
    if (name === undefined) return this.isBad(field) ? undefined : this.fail('nameMissing', field, '没有填写姓名');
    if (this.cell(field)?.kind !== 'text' || !/^[\p{L}\p{Co}][^=+@|"<>[\]{};:*%$#^~\\]*$/u.test(name.replace(/[?？□\uFFFD]/gu, '字'))) return this.fail('nameWrong', field, `“${clip(name)}”不是姓名`);
    if ([...name].length > 50) return this.fail('nameWrong', field, '姓名超过 50 个字');
    if (/[\p{Bidi_Control}\u200B-\u200D\u2060\uFEFF]|[^\P{Cc}\t\n\r]/u.test(name)) return this.fail('nameWrong', field, '姓名中有看不见的字符，请重新键入');
    if (/[?？□\uFFFD]/u.test(name)) return this.fail('nameWrong', field, `姓名“${clip(name)}”中有字没有正确保存（显示为 ? 或 □）`);
    if (/\s/u.test(name)) this.report('nameSpaces', field, `姓名“${clip(name)}”中有空格`);
    if (/\p{Co}/u.test(name)) this.report('namePrivateUse', field, `姓名“${clip(name)}”中有自造字（私用区字符）`);
    return name;
  }

  /** A citizen's ID number; its holder's age is judged on `on`. */
  idNumber(field: F, on: PlainDate): IdNumber | undefined {
    const digits = this.#digits(field, 'idNumeric', '身份证号码');
    if (digits === undefined) return this.isBad(field) ? undefined : this.fail('idMissing', field, '没有填写身份证号码');
    const id = parseIdNumber(digits);
    if (!id.ok) return this.fail('idWrong', field, id.why);
    const birth = birthOf(id.value)!;
    if (birth > on) return this.fail('idWrong', field, `身份证号码中的出生日期 ${birth} 尚未到来`);
    const age = ageOn(birth, on);
    if (age < 16) return this.fail('underAge', field, `截至 ${on} 年龄为 ${age} 周岁，未满 16 周岁`);
    if (age < 18) this.report('juvenile', field, `截至 ${on} 年龄为 ${age} 周岁，${addMonths(birth, 18 * 12)} 才满 18 周岁`);
    return id.value;
  }

  card(field: F, need: 'needed' | 'optional'): BankCard | undefined {
    const digits = this.#digits(field, 'cardNumeric', '银行卡号');
    if (digits === undefined || (need === 'optional' && stroke.test(digits))) {
      return need === 'needed' && !this.isBad(field) ? this.fail('cardMissing', field, '没有填写银行卡号') : undefined;
    }
    const card = parseBankCard(digits);
    if (!card.ok) return this.fail('cardWrong', field, card.why);
    if (!luhn(card.value)) this.report('cardLuhn', field, '银行卡号的校验位不符，可能抄错了一位');
    return card.value;
  }

  phone(field: F): Mobile | undefined {
    const text = this.text(field)?.replace(/^'/u, '');
    if (text === undefined || stroke.test(text)) return undefined;
    const phone = parseMobile(text);
    return phone.ok ? phone.value : this.report('phoneWrong', field, phone.why);
  }

  /** An amount of at least 0. Empty is undefined, and an error where the amount is needed: nothing becomes zero by itself. */
  amount(field: F, need: 'needed' | 'optional'): Fen | undefined {
    const text = this.text(field);
    if (text === undefined || (need === 'optional' && stroke.test(text))) {
      return need === 'needed' && !this.isBad(field) ? this.fail('amountMissing', field, '没有填写金额') : undefined;
    }
    const kind = this.cell(field)!.kind;
    if (kind === 'date' || kind === 'boolean') return this.fail('amountWrong', field, `“${clip(text)}”不是金额`);
    const fen = parseYuan(text);
    if (!fen.ok) {
      const cut = parseYuan(halfWidth(text).replace(/(\.\d\d)\d+/u, '$1'));
      return this.fail(cut.ok ? 'amountDecimals' : 'amountWrong', field, fen.why);
    }
    if (fen.value < 0n) return this.fail('amountNegative', field, `金额为负：${clip(text)}`);
    return fen.value;
  }

  /** The sum of all columns of this meaning; undefined where all of them are empty. */
  sumOf(field: F): Fen | undefined {
    let sum: Fen | undefined;
    for (const column of this.table.columns) {
      if (column.field !== field) continue;
      this.#part = column;
      const fen = this.amount(field, 'optional');
      if (fen !== undefined) sum = (sum ?? 0n) + fen;
    }
    this.#part = undefined;
    return sum;
  }

  /** Days worked in a month of `daysInMonth` days, at most two decimals. */
  days(field: F, daysInMonth: number): number | undefined {
    const text = this.text(field);
    if (text === undefined || stroke.test(text)) return undefined;
    const m = /^(-?\d{1,3}(?:\.\d{1,2}0*)?)(?:天|日|工日|个)?$/u.exec(halfWidth(text));
    const kind = this.cell(field)!.kind;
    if (!m || kind === 'date' || kind === 'boolean') return this.fail('daysWrong', field, `“${clip(text)}”不是天数，请填写如 22 或 22.5 的数字`);
    const days = Number(m[1]);
    if (days < 0) return this.fail('daysWrong', field, '出勤天数不能为负');
    if (days > daysInMonth) return this.fail('daysTooMany', field, `出勤 ${days} 天，当月只有 ${daysInMonth} 天`);
    return days;
  }

  date(field: F): PlainDate | undefined {
    const text = this.text(field);
    if (text === undefined || stroke.test(text)) return undefined;
    const date = parsePlainDate(text.replace(/ \d\d:\d\d:\d\d$/u, ''));
    if (this.cell(field)!.kind === 'boolean' || !date.ok) return this.fail('dateWrong', field, date.ok ? `“${clip(text)}”不是日期` : date.why);
    return date.value;
  }

  /** What was typed, by field, for a row that cannot be used. */
  faulty(): FaultyRow<F> {
    const typed: Partial<Record<F, string>> = {};
    for (const field of this.table.byField.keys()) if (this.cell(field)) typed[field] = this.typed(field);
    return { sheet: this.table.sheet.name, sheetRow: this.row.number, typed };
  }

  /** Digits that may be long: in a number cell of 16 digits and more the last ones are already lost. */
  #digits(field: F, check: 'idNumeric' | 'cardNumeric', title: string): string | undefined {
    const text = this.text(field);
    if (text === undefined) return undefined;
    const kind = this.cell(field)!.kind;
    const lost = kind === 'number' ? /\d{16}/u.test(text) || !/^\d+$/u.test(text) : /^\d(?:\.\d+)?E\+?\d+$/iu.test(halfWidth(text));
    if (lost) return this.fail(check, field, `${title}以数字格式保存，末几位已经丢失`);
    if (kind === 'date' || kind === 'boolean') return this.fail(check === 'idNumeric' ? 'idWrong' : 'cardWrong', field, `“${clip(text)}”不是${title}`);
    return text.replace(/^['’‘]/u, '');
  }
}

const clip = (text: string): string => (text.length > 24 ? `${text.slice(0, 24)}…` : text);
