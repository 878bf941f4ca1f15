import { columnName } from './cell-names.js';

/** What is to be marked in a row, by column number. */
export type RowMarks = ReadonlyMap<number, 'error' | 'warning'>;

/** Which style a marked cell takes instead of the one that it has. */
export type StyleOf = (style: number, severity: 'error' | 'warning') => number;

/**
 * The XML of a worksheet with marked cells in another style; cells that do not exist are put in. Everything else passes as it is, piece by
 * piece: formulas, formats, widths. Text is Latin-1 throughout, one character a byte.
 * @param prefix of the main namespace, e.g. "x:" or ""
 */
export async function* markCells(pieces: AsyncIterable<Buffer>, prefix: string, marks: ReadonlyMap<number, RowMarks>, styleOf: StyleOf): AsyncGenerator<string> {
  const open = `<${prefix}row`;
  const close = `</${prefix}row>`;
  let rest = '';
  let rowNumber = 0;
  for await (const piece of pieces) {
    const xml = rest + piece.toString('latin1');
    // Everything before `from` has gone out; every row before `at` has been counted.
    let from = 0;
    let at = 0;
    let keep = -1;
    while (keep < 0) {
      const tag = xml.indexOf(open, at);
      if (tag < 0) keep = Math.max(at, xml.length - open.length);
      // <rowBreaks> begins with the same letters.
      else if (/[^\s/>]/u.test(xml.charAt(tag + open.length))) at = tag + open.length;
      else {
        const tagEnd = xml.indexOf('>', tag);
        const r = /\sr="(\d+)"/u.exec(xml.slice(tag, tagEnd))?.[1];
        const number = r === undefined ? rowNumber + 1 : Number(r);
        const wanted = marks.get(number);
        const selfClosed = xml.charAt(tagEnd - 1) === '/';
        const end = selfClosed ? tagEnd + 1 : wanted ? xml.indexOf(close, tagEnd) : tagEnd;
        // The rest of this row has not arrived yet.
        if (tagEnd < 0 || end < 0) keep = tag;
        else if (!wanted) {
          // Its cells are not looked into: the next row is found by its name alone.
          rowNumber = number;
          at = tagEnd + 1;
        } else {
          rowNumber = number;
          const head = selfClosed ? `${xml.slice(tag, tagEnd - 1)}>` : xml.slice(tag, tagEnd + 1);
          yield xml.slice(from, tag) + head + markRow(selfClosed ? '' : xml.slice(tagEnd + 1, end), prefix, number, wanted, styleOf) + close;
          from = selfClosed ? end : end + close.length;
          at = from;
        }
      }
    }
    yield xml.slice(from, keep);
    rest = xml.slice(keep);
  }
  yield rest;
}

function markRow(body: string, prefix: string, row: number, marks: RowMarks, styleOf: StyleOf): string {
  const cell = new RegExp(`<${prefix}c(?=[\\s/>])([^>]*?)(/>|>[\\s\\S]*?</${prefix}c>)`, 'gu');
  const left = new Map(marks);
  let column = 0;
  let out = '';
  let from = 0;
  const missing = (before: number): string => {
    let made = '';
    for (const [n, severity] of [...left].sort(([a], [b]) => a - b)) {
      if (n >= before) break;
      left.delete(n);
      made += `<${prefix}c r="${columnName(n)}${row}" s="${styleOf(0, severity)}"/>`;
    }
    return made;
  };
  for (const m of body.matchAll(cell)) {
    const [, attributes, tail] = m as unknown as [string, string, string];
    const ref = /\sr="([A-Z]{1,3})\d+"/u.exec(attributes)?.[1];
    column = ref === undefined ? column + 1 : columnNumber(ref);
    out += body.slice(from, m.index) + missing(column);
    from = m.index + m[0].length;
    const severity = left.get(column);
    if (!severity) {
      out += m[0];
      continue;
    }
    left.delete(column);
    const style = styleOf(Number(/\ss="(\d+)"/u.exec(attributes)?.[1] ?? 0), severity);
    out += `<${prefix}c${attributes.replace(/\ss="\d+"/u, '')} s="${style}"${tail}`;
  }
  return out + missing(Number.POSITIVE_INFINITY) + body.slice(from);
}

const columnNumber = (name: string): number => [...name].reduce((n, c) => n * 26 + c.charCodeAt(0) - 64, 0);
