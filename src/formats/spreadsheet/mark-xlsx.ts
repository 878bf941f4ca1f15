import { columnName } from './cell-names.js';
import { markCells, type RowMarks } from './mark-cells.js';
import { markedStyles, type Severity } from './mark-styles.js';
import { attribute } from './xml.js';
import { listZip, unpack, type ZipEntry } from './zip.js';
import { zip, type NewPart } from './zip-writer.js';

/** A mistake at its place. Column 0 means the row as a whole; a row that the sheet does not have is only told in the list. */
export interface Mark {
  readonly sheet: string;
  readonly row: number;
  readonly column: number;
  readonly severity: Severity;
  readonly words: string;
}

/** The sheet that is added: its name and rows of text, the first of them the header. */
export interface ListSheet {
  readonly name: string;
  readonly widths: readonly number[];
  readonly rows: readonly (readonly string[])[];
}

/** More comments than this on one sheet no office program shows in reasonable time; the list has them all. */
const mostComments = 10_000;

const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const relationsNs = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const sheetType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml';
const commentsType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml';

/**
 * The same xlsx workbook with marked cells (filled, and told in a comment) and a list of all marks on a sheet of its own. Formats, formulas,
 * pictures and everything else are taken over byte by byte. Only for bytes that `readXlsx` has read: what it refuses is not looked at here.
 */
export async function* markXlsx(bytes: Buffer, marks: readonly Mark[], list: ListSheet): AsyncGenerator<Buffer> {
  const entries = listZip(bytes);
  const book = new Book(bytes, entries);
  await book.open();
  const styles = markedStyles(await book.text(book.stylesName));
  for (const [sheet, ofSheet] of bySheet(marks)) await book.mark(sheet, ofSheet, styles.styleOf);
  await book.addList(list);
  yield* zip(book.parts(styles));
}

function bySheet(marks: readonly Mark[]): Map<string, Mark[]> {
  const all = new Map<string, Mark[]>();
  for (const mark of marks) {
    const of = all.get(mark.sheet);
    if (mark.row <= 0) continue;
    if (of) of.push(mark);
    else all.set(mark.sheet, [mark]);
  }
  return all;
}

class Book {
  stylesName = '';
  #workbookName = '';
  #folder = '';
  #sheets: { name: string; part: string }[] = [];
  /** Parts that are new or changed, by name in lower case; a large one is made while it is written. */
  readonly #changed = new Map<string, { readonly name: string; readonly content: string | (() => AsyncGenerator<Buffer>) }>();

  constructor(
    readonly bytes: Buffer,
    readonly entries: ReadonlyMap<string, ZipEntry>,
  ) {}

  async open(): Promise<void> {
    this.#workbookName = targetOf(relationships(await this.text('_rels/.rels')).find((r) => r.kind === 'officeDocument')!.target, '');
    this.#folder = this.#workbookName.slice(0, this.#workbookName.lastIndexOf('/') + 1);
    const links = relationships(await this.text(this.#relsOf(this.#workbookName)));
    const sheets = [...(await this.text(this.#workbookName)).matchAll(/<(?:\w+:)?sheet\s([^>]*?)\/?>/gu)].map((m) => ({ name: attribute(` ${m[1]!}`, 'name') ?? '', id: /\s[\w.-]+:id\s*=\s*["']([^"']*)/u.exec(` ${m[1]!}`)?.[1] }));
    this.#sheets = sheets.flatMap(({ name, id }) => {
      const link = links.find((l) => l.id === id && l.kind === 'worksheet');
      return link ? [{ name, part: targetOf(link.target, this.#folder) }] : [];
    });
    const styles = links.find((l) => l.kind === 'styles');
    this.stylesName = styles ? targetOf(styles.target, this.#folder) : `${this.#folder}styles.xml`;
    if (!styles) {
      await this.#relate(this.#workbookName, 'styles', 'styles.xml');
      await this.#declare(this.stylesName, 'application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml');
    }
  }

  /** A small part as Latin-1 text: as it was changed, else as it is in the file, else empty. */
  async text(name: string): Promise<string> {
    const changed = this.#changed.get(name.toLowerCase())?.content;
    if (typeof changed === 'string') return changed;
    const entry = this.entries.get(name.toLowerCase());
    if (!entry) return '';
    let text = '';
    for await (const piece of unpack(this.bytes, entry)) text += piece.toString('latin1');
    return text;
  }

  #set(name: string, content: string | (() => AsyncGenerator<Buffer>)): void {
    this.#changed.set(name.toLowerCase(), { name: this.entries.get(name.toLowerCase())?.name ?? name, content });
  }

  async mark(sheetName: string, marks: readonly Mark[], styleOf: (style: number, severity: Severity) => number): Promise<void> {
    const sheet = this.#sheets.find((s) => s.name === sheetName);
    const entry = sheet && this.entries.get(sheet.part.toLowerCase());
    if (!sheet || !entry) return;
    const { rows, comments } = gather(marks);
    const links = relationships(await this.text(this.#relsOf(sheet.part)));
    const known = { comments: links.find((l) => l.kind === 'comments'), drawing: links.find((l) => l.kind === 'vmlDrawing') };
    const folder = sheet.part.slice(0, sheet.part.lastIndexOf('/') + 1);
    // A sheet may have comments of its own: ours join them.
    const commentsPart = known.comments ? targetOf(known.comments.target, folder) : this.#free('comments', 'xml');
    const drawingPart = known.drawing ? targetOf(known.drawing.target, folder) : this.#free('drawings/vmlDrawing', 'vml');
    this.#set(commentsPart, withComments(await this.text(commentsPart), comments));
    this.#set(drawingPart, withShapes(await this.text(drawingPart), comments));
    let drawingId: string | undefined;
    if (!known.comments) {
      await this.#relate(sheet.part, 'comments', `/${commentsPart}`);
      await this.#declare(commentsPart, commentsType);
    }
    if (!known.drawing) {
      drawingId = await this.#relate(sheet.part, 'vmlDrawing', `/${drawingPart}`);
      await this.#declareExtension('vml', 'application/vnd.openxmlformats-officedocument.vmlDrawing');
    }
    const prefix = await this.#prefixOf(entry);
    const { bytes } = this;
    this.#set(sheet.part, async function* () {
      const xml = markCells(unpack(bytes, entry), prefix, rows, styleOf);
      for await (const text of drawingId ? withDrawing(xml, prefix, drawingId) : xml) if (text !== '') yield Buffer.from(text, 'latin1');
    });
  }

  async addList({ name, widths, rows }: ListSheet): Promise<void> {
    const part = this.#free('worksheets/sheet', 'xml');
    const cell = (text: string, c: number, r: number): string => `<c r="${columnName(c + 1)}${r + 1}" t="inlineStr"><is><t xml:space="preserve">${encode(text)}</t></is></c>`;
    this.#set(
      part,
      `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns="${main}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>` +
        `<cols>${widths.map((w, i) => `<col min="${i + 1}" max="${i + 1}" width="${w}" customWidth="1"/>`).join('')}</cols>` +
        `<sheetData>${rows.map((row, r) => `<row r="${r + 1}">${row.map((text, c) => cell(text, c, r)).join('')}</row>`).join('')}</sheetData></worksheet>`,
    );
    await this.#declare(part, sheetType);
    const id = await this.#relate(this.#workbookName, 'worksheet', `/${part}`);
    const workbook = await this.text(this.#workbookName);
    const prefix = /<(\w+:)?sheets\b/u.exec(workbook)?.[1] ?? '';
    const ids = [...workbook.matchAll(/\ssheetId="(\d+)"/gu)].map((m) => Number(m[1]));
    const free = freeName(name, this.#sheets.map((s) => s.name));
    const entry = `<${prefix}sheet xmlns:anxin="${relationsNs}" name="${encode(free)}" sheetId="${Math.max(0, ...ids) + 1}" anxin:id="${id}"/>`;
    this.#set(this.#workbookName, workbook.replace(`</${prefix}sheets>`, `${entry}</${prefix}sheets>`));
  }

  *parts(styles: { readonly xml: () => string }): Generator<NewPart> {
    for (const [key, entry] of this.entries) {
      if (key !== this.stylesName.toLowerCase() && !this.#changed.has(key)) yield { name: entry.name, taken: entry, from: this.bytes };
    }
    for (const { name, content } of this.#changed.values()) yield { name, pieces: typeof content === 'string' ? [Buffer.from(content, 'latin1')] : content() };
    // Last: which styles are needed is known once every sheet has been written.
    yield { name: this.entries.get(this.stylesName.toLowerCase())?.name ?? this.stylesName, pieces: deferred(() => Buffer.from(styles.xml(), 'latin1')) };
  }

  async #prefixOf(entry: ZipEntry): Promise<string> {
    for await (const piece of unpack(this.bytes, entry)) return /<(\w+:)?worksheet\b/u.exec(piece.toString('latin1'))?.[1] ?? '';
    return '';
  }

  /** A part name that nobody has: comments1.xml, comments2.xml … */
  #free(stem: string, extension: string): string {
    for (let n = 1; ; n += 1) {
      const name = `${this.#folder}${stem}${n}.${extension}`;
      if (!this.entries.has(name.toLowerCase()) && !this.#changed.has(name.toLowerCase())) return name;
    }
  }

  #relsOf(part: string): string {
    const cut = part.lastIndexOf('/') + 1;
    return `${part.slice(0, cut)}_rels/${part.slice(cut)}.rels`;
  }

  async #relate(part: string, kind: string, target: string): Promise<string> {
    const name = this.#relsOf(part);
    const xml = (await this.text(name)) || `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>`;
    const taken = new Set(relationships(xml).map((r) => r.id));
    let n = 1;
    while (taken.has(`anxin${n}`)) n += 1;
    const id = `anxin${n}`;
    this.#set(name, appended(xml, 'Relationships', `<Relationship Id="${id}" Type="${relationsNs}/${kind}" Target="${target}"/>`));
    return id;
  }

  async #declare(part: string, type: string): Promise<void> {
    const xml = await this.text('[Content_Types].xml');
    this.#set('[Content_Types].xml', appended(xml, 'Types', `<Override PartName="/${part}" ContentType="${type}"/>`));
  }

  async #declareExtension(extension: string, type: string): Promise<void> {
    const xml = await this.text('[Content_Types].xml');
    if (new RegExp(`<(?:\\w+:)?Default[^>]*Extension="${extension}"`, 'iu').test(xml)) return;
    const at = /<(?:\w+:)?Types\b[^>]*>/u.exec(xml)!;
    const after = at.index + at[0].length;
    this.#set('[Content_Types].xml', `${xml.slice(0, after)}<Default Extension="${extension}" ContentType="${type}"/>${xml.slice(after)}`);
  }
}

async function* deferred(make: () => Buffer): AsyncGenerator<Buffer> {
  yield make();
}

/** Before the end of the root element, which may be closed at once. */
function appended(xml: string, root: string, element: string): string {
  const close = new RegExp(`</(?:\\w+:)?${root}\\s*>\\s*$`, 'u').exec(xml);
  if (close) return xml.slice(0, close.index) + element + xml.slice(close.index);
  return xml.replace(new RegExp(`<((?:\\w+:)?${root})\\b([^>]*)/>\\s*$`, 'u'), (_all, name: string, attributes: string) => `<${name}${attributes}>${element}</${name}>`);
}

interface Comment {
  readonly row: number;
  readonly column: number;
  readonly words: string;
}

/** The worst severity of each cell, and all that is said of it in one comment. What is meant for a row stands at its first cell. */
function gather(marks: readonly Mark[]): { rows: Map<number, RowMarks>; comments: Comment[] } {
  const rows = new Map<number, Map<number, Severity>>();
  const words = new Map<string, { row: number; column: number; words: string[] }>();
  for (const { row, column, severity, words: said } of marks) {
    const c = Math.max(1, column);
    const of = rows.get(row) ?? new Map<number, Severity>();
    rows.set(row, of);
    if (of.get(c) !== 'error') of.set(c, severity);
    const key = `${row}/${c}`;
    const known = words.get(key);
    if (known) known.words.push(said);
    else words.set(key, { row, column: c, words: [said] });
  }
  const comments = [...words.values()].sort((a, b) => a.row - b.row || a.column - b.column);
  return { rows, comments: comments.slice(0, mostComments).map((c) => ({ ...c, words: c.words.join('\n') })) };
}

function withComments(xml: string, comments: readonly Comment[]): string {
  const ref = (c: Comment): string => `${columnName(c.column)}${c.row}`;
  const run = (c: Comment): string => `<r><rPr><sz val="9"/><rFont val="宋体"/></rPr><t xml:space="preserve">${escape(c.words)}</t></r>`;
  const latin = (text: string): string => Buffer.from(text).toString('latin1');
  if (xml === '') {
    return (
      `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<comments xmlns="${main}"><authors><author>${latin('工资表检查')}</author></authors><commentList>` +
      `${comments.map((c) => `<comment ref="${ref(c)}" authorId="0"><text>${latin(run(c))}</text></comment>`).join('')}</commentList></comments>`
    );
  }
  const prefix = /<(\w+:)?comments\b/u.exec(xml)?.[1] ?? '';
  const own = (c: Comment): string => latin(run(c)).replace(/<(\/?)(r|rPr|sz|rFont|t)(?=[\s/>])/gu, `<$1${prefix}$2`);
  let joined = xml;
  const added: string[] = [];
  for (const c of comments) {
    // A cell has one comment: what the clerk wrote stays, ours follows it.
    const theirs = new RegExp(`(<${prefix}comment\\b[^>]*\\sref="${ref(c)}"[\\s\\S]*?)(</${prefix}text>)`, 'u');
    if (theirs.test(joined)) joined = joined.replace(theirs, (_all, before: string, close: string) => before + own({ ...c, words: `\n${c.words}` }) + close);
    else added.push(`<${prefix}comment ref="${ref(c)}" authorId="0"><${prefix}text>${own(c)}</${prefix}text></${prefix}comment>`);
  }
  return joined.replace(`</${prefix}commentList>`, `${added.join('')}</${prefix}commentList>`);
}

/** The boxes that show the comments, hidden until the mouse is over the cell. */
function withShapes(vml: string, comments: readonly Comment[]): string {
  const known = new Set([...vml.matchAll(/<x:Row>(\d+)<\/x:Row>\s*<x:Column>(\d+)<\/x:Column>/gu)].map((m) => `${m[1]}/${m[2]}`));
  const shapes = comments
    .filter((c) => !known.has(`${c.row - 1}/${c.column - 1}`))
    .map(({ row, column, words }, i) => {
      const lines = Math.min(14, 2 + words.split('\n').reduce((n, line) => n + Math.ceil(line.length / 18), 0));
      return (
        `<v:shape id="_x0000_anxin${i + 1}" type="#anxin_note" style="position:absolute;width:190pt;height:${lines * 12}pt;visibility:hidden" fillcolor="#fff4ce" o:insetmode="auto">` +
        `<v:fill color2="#fff4ce"/><v:textbox style="mso-direction-alt:auto"/><x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/>` +
        `<x:Anchor>${column}, 12, ${row - 1}, 4, ${column + 3}, 12, ${row - 1 + lines}, 4</x:Anchor><x:AutoFill>False</x:AutoFill><x:Row>${row - 1}</x:Row><x:Column>${column - 1}</x:Column></x:ClientData></v:shape>`
      );
    })
    .join('');
  const type = `<v:shapetype id="anxin_note" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe"><v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>`;
  if (vml !== '') return vml.replace(/<\/xml>\s*$/u, `${type}${shapes}</xml>`);
  return `<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:x="urn:schemas-microsoft-com:office:excel">${type}${shapes}</xml>`;
}

/** What may follow `legacyDrawing` in a worksheet (ECMA-376 part 1, 18.3.1.99). */
const afterDrawing = ['legacyDrawingHF', 'drawingHF', 'picture', 'oleObjects', 'controls', 'webPublishItems', 'tableParts', 'extLst'];

/** Names the boxes of the comments in a sheet that has none, at the place where the standard wants it. */
async function* withDrawing(xml: AsyncIterable<string>, prefix: string, id: string): AsyncGenerator<string> {
  const end = `</${prefix}sheetData>`;
  const empty = new RegExp(`<${prefix}sheetData\\s*/>`, 'u');
  let tail: string | undefined;
  let rest = '';
  for await (const text of xml) {
    if (tail !== undefined) {
      tail += text;
      continue;
    }
    rest += text;
    const at = rest.indexOf(end);
    const none = at < 0 ? empty.exec(rest) : null;
    if (at >= 0 || none) {
      const cut = at >= 0 ? at + end.length : none!.index + none![0].length;
      yield rest.slice(0, cut);
      tail = rest.slice(cut);
    } else {
      const keep = Math.max(0, rest.length - end.length - 8);
      yield rest.slice(0, keep);
      rest = rest.slice(keep);
    }
  }
  const follows = new RegExp(`<${prefix}(?:${afterDrawing.join('|')})[\\s/>]|</${prefix}worksheet`, 'u').exec(tail ?? rest);
  const whole = tail ?? rest;
  const at = follows?.index ?? whole.length;
  yield `${whole.slice(0, at)}<${prefix}legacyDrawing xmlns:anxin="${relationsNs}" anxin:id="${id}"/>${whole.slice(at)}`;
}

interface Relationship {
  readonly id: string;
  readonly kind: string;
  readonly target: string;
}

const relationships = (xml: string): Relationship[] =>
  [...xml.matchAll(/<(?:\w+:)?Relationship\s([^>]*?)\/?>/gu)].map((m) => {
    const raw = ` ${m[1]!}`;
    return { id: attribute(raw, 'Id') ?? '', kind: (attribute(raw, 'Type') ?? '').split('/').at(-1) ?? '', target: attribute(raw, 'Target') ?? '' };
  });

function targetOf(target: string, folder: string): string {
  if (target.startsWith('/')) return target.slice(1);
  const parts: string[] = [];
  for (const p of `${folder}${target}`.split('/')) {
    if (p === '..') parts.pop();
    else if (p !== '' && p !== '.') parts.push(p);
  }
  return parts.join('/');
}

function freeName(name: string, taken: readonly string[]): string {
  for (let n = 1; ; n += 1) {
    const wanted = n === 1 ? name : `${name}${n}`;
    if (!taken.some((t) => t.toLowerCase() === wanted.toLowerCase())) return wanted;
  }
}

/** Characters that XML cannot hold are left out. */
const escape = (text: string): string => text.replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '').replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
const encode = (text: string): string => Buffer.from(escape(text)).toString('latin1');
