import { Refusal } from '../../values/refusal.js';
import { textCell } from './cells.js';
import { limits, tooLong, tooWide, type Cell, type SheetRow, type Workbook } from './workbook.js';

const refused = (why: string): Refusal => new Refusal('file-refused', why);

/**
 * The text of a file that does not say how it is encoded: by its byte order mark, else strictly UTF-8, else strictly GB18030,
 * else it is refused. Nothing is guessed from statistics and no broken byte is replaced: this is about money.
 * @throws Refusal `file-refused`
 */
export function decodeBytes(bytes: Uint8Array): string {
  const starts = (...mark: number[]): boolean => mark.every((b, i) => bytes[i] === b);
  const marked = starts(0xef, 0xbb, 0xbf) ? 'utf-8' : starts(0xff, 0xfe) ? 'utf-16le' : starts(0xfe, 0xff) ? 'utf-16be' : undefined;
  for (const encoding of marked ? [marked] : ['utf-8', 'gb18030']) {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(bytes);
    } catch {
      // Not this encoding.
    }
  }
  throw refused('无法识别文件的文字编码，请另存为 xlsx，或另存为 UTF-8 编码的 csv 再上传');
}

/**
 * A csv or tsv file as a workbook of one sheet. Every cell is a text; row numbers are those that a spreadsheet program shows,
 * so a line break inside quotes does not count.
 * @throws Refusal `file-refused`
 */
export function readDelimited(bytes: Uint8Array): Workbook {
  const text = decodeBytes(bytes);
  if (text.includes('\0')) throw refused('文件不是表格（含有空字符），请上传 xlsx、xls 或 csv 文件');
  if (/^\s*<(?:!doctype|html|table|\?xml)/iu.test(text)) throw refused('这是网页格式的表格，请在表格软件中打开后另存为 xlsx 再上传');
  const rows: SheetRow[] = [];
  let number = 0;
  for (const fields of splitDelimited(text, delimiterOf(text))) {
    number += 1;
    // ="460003…" is how some programs keep long digits from being rounded.
    const cells: (Cell | undefined)[] = fields.map((f) => textCell(/^="([^"]*)"\s*$/u.exec(f)?.[1] ?? f));
    while (cells.length > 0 && cells.at(-1) === undefined) cells.pop();
    if (cells.length > limits.columns) throw tooWide();
    if (cells.length > 0) rows.push({ number, hidden: false, cells });
    if (rows.length > limits.rows) throw tooLong();
  }
  return { format: 'csv', sheets: [{ name: '', hidden: false, rows, hiddenColumns: [], merges: [] }] };
}

/** The delimiter that the first lines use most: comma, TAB or semicolon. */
function delimiterOf(text: string): string {
  const head = text.slice(0, 20_000).split(/\r\n|\r|\n/u, 30);
  const count = (d: string): number => head.reduce((n, line) => n + line.split(d).length - 1, 0);
  // A TAB after long digits is a habit of clerks, not a delimiter, so a comma wins where both occur as often.
  return [',', '\t', ';', ','].reduce((best, d) => (count(d) > count(best) ? d : best), ',');
}

/**
 * The fields of delimited text line by line (RFC 4180: quotes double inside quotes; CR, LF and CRLF end a line).
 * @throws Refusal `file-refused` where a quote is never closed or text follows a closing quote
 */
export function* splitDelimited(text: string, delimiter: string): Generator<string[]> {
  const [nextDelimiter, nextLf, nextCr] = [delimiter, '\n', '\r'].map((mark) => seeker(text, mark)) as [Seeker, Seeker, Seeker];
  let fields: string[] = [];
  let at = 0;
  let line = 1;
  while (at < text.length) {
    let field: string;
    if (text[at] === '"') {
      let end = at + 1;
      for (;;) {
        end = text.indexOf('"', end);
        if (end < 0) throw refused(`第 ${line} 行的引号没有结束，文件不完整`);
        if (text[end + 1] !== '"') break;
        end += 2;
      }
      field = text.slice(at + 1, end).replaceAll('""', '"');
      at = end + 1;
      // White space between the closing quote and the delimiter is harmless: the TAB that keeps digits from being rounded.
      while (at < text.length && (text[at] === ' ' || text[at] === '\t') && !text.startsWith(delimiter, at)) at += 1;
      if (at < text.length && !text.startsWith(delimiter, at) && text[at] !== '\r' && text[at] !== '\n') throw refused(`第 ${line} 行的引号使用有误`);
    } else {
      const from = at;
      at = Math.min(nextDelimiter(at), nextLf(at), nextCr(at));
      field = text.slice(from, at);
    }
    if (field.length > limits.cellCharacters) throw refused(`有单元格超过 ${limits.cellCharacters} 个字符`);
    fields.push(field);
    if (text.startsWith(delimiter, at)) {
      at += delimiter.length;
      if (at < text.length) continue;
      fields.push('');
    }
    if (text[at] === '\r' && text[at + 1] === '\n') at += 1;
    at += 1;
    line += 1;
    yield fields;
    fields = [];
  }
}

/** Where the mark occurs from there on, else the length of the text. */
type Seeker = (from: number) => number;

/** Asked of places that only grow: each is searched once, and a mark that does not occur again is never searched again. */
function seeker(text: string, mark: string): Seeker {
  let next = -1;
  return (from) => {
    if (next >= from) return next;
    next = text.indexOf(mark, from);
    if (next < 0) next = text.length;
    return next;
  };
}
