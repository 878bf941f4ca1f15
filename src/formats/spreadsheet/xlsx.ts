import { Refusal } from '../../values/refusal.js';
import { dateCell, isDateFormat, numberCell, textCell } from './cells.js';
import { limits, tooLong, tooWide, type Cell, type Merge, type Sheet, type SheetRow, type Workbook } from './workbook.js';
import { attribute, decodeText, readXml } from './xml.js';
import { listZip, unpack, type ZipEntry } from './zip.js';

const refused = (why: string): Refusal => new Refusal('file-refused', why);
const brokenCell = (): Refusal => refused('工作表中有位置错误的单元格，文件已损坏，请另存为新的 xlsx 文件');

/**
 * The cells of an xlsx workbook (ECMA-376). Only the parts that hold cells are unpacked, piece by piece: pictures, macros, links and
 * all else are never opened. Memory is bounded by the cells that hold something, not by the size of the file.
 * @throws Refusal `file-refused`
 */
export async function readXlsx(bytes: Buffer): Promise<Workbook> {
  const entries = listZip(bytes);
  refuseOtherKinds(entries);
  const part = (name: string): AsyncGenerator<Buffer> => {
    const entry = entries.get(name.toLowerCase());
    if (!entry) throw refused('文件缺少必要的部件，不是完整的 xlsx 文件，请另存后再上传');
    return unpack(bytes, entry);
  };

  const workbookName = (await relations(part('_rels/.rels'), '')).find((r) => r.kind === 'officeDocument')?.target;
  if (!workbookName) throw refused('文件不是 Excel 工作簿，请上传 xlsx、xls 或 csv 文件');
  const folder = workbookName.slice(0, workbookName.lastIndexOf('/') + 1);
  const links = await relations(part(`${folder}_rels/${workbookName.slice(folder.length)}.rels`), folder);
  const { sheets: listed, from1904 } = await readWorkbookPart(part(workbookName));
  if (listed.length > limits.sheets) throw refused(`工作簿有 ${listed.length} 张工作表，超过 ${limits.sheets} 张`);
  const target = (kind: string): string | undefined => links.find((l) => l.kind === kind)?.target;
  const strings = target('sharedStrings');
  const styles = target('styles');
  const context: SheetContext = {
    strings: strings ? await readStrings(part(strings)) : [],
    dateStyles: styles ? await readDateStyles(part(styles)) : [],
    from1904,
  };

  const sheets: Sheet[] = [];
  for (const { name, hidden, relation } of listed) {
    const link = links.find((l) => l.id === relation);
    // A chart or dialog sheet has no cells.
    if (link?.kind !== 'worksheet') continue;
    sheets.push({ name, hidden, ...(await readSheet(part(link.target), context)) });
  }
  return { format: 'xlsx', sheets };
}

function refuseOtherKinds(entries: ReadonlyMap<string, ZipEntry>): void {
  const names = [...entries.keys()];
  if (names.some((n) => n.endsWith('vbaproject.bin') || n.includes('/activex/') || n.includes('/macrosheets/'))) throw refused('文件含有宏或控件，不予读取，请另存为不含宏的 xlsx 文件');
  if (names.some((n) => n.endsWith('workbook.bin'))) throw refused('不支持 xlsb 文件，请另存为 xlsx 再上传');
  if (entries.has('content.xml') && entries.has('mimetype')) throw refused('不支持 ods 文件，请另存为 xlsx 再上传');
  if (!entries.has('[content_types].xml')) throw refused('这是压缩包，不是 Excel 工作簿，请上传 xlsx、xls 或 csv 文件');
}

interface Relation {
  readonly id: string;
  readonly kind: string;
  /** Name of the part inside the archive. */
  readonly target: string;
}

async function relations(part: AsyncIterable<Buffer>, folder: string): Promise<Relation[]> {
  const all: Relation[] = [];
  await readXml(part, {
    open(name, attributes) {
      if (name !== 'Relationship' || attribute(attributes, 'TargetMode') === 'External') return;
      const target = attribute(attributes, 'Target') ?? '';
      const kind = (attribute(attributes, 'Type') ?? '').split('/').at(-1) ?? '';
      all.push({ id: attribute(attributes, 'Id') ?? '', kind, target: target.startsWith('/') ? target.slice(1) : joined(folder, target) });
    },
    close() {},
  });
  return all;
}

function joined(folder: string, target: string): string {
  const parts: string[] = [];
  for (const p of `${folder}${target}`.split('/')) {
    if (p === '..') parts.pop();
    else if (p !== '' && p !== '.') parts.push(p);
  }
  return parts.join('/');
}

async function readWorkbookPart(part: AsyncIterable<Buffer>): Promise<{ sheets: { name: string; hidden: boolean; relation: string }[]; from1904: boolean }> {
  const sheets: { name: string; hidden: boolean; relation: string }[] = [];
  let from1904 = false;
  await readXml(part, {
    open(name, attributes) {
      if (name === 'workbookPr') from1904 = isTrue(attribute(attributes, 'date1904'));
      if (name !== 'sheet') return;
      const state = attribute(attributes, 'state') ?? 'visible';
      const relation = /\s[\w.-]+:id\s*=\s*["']([^"']*)/u.exec(attributes)?.[1] ?? '';
      sheets.push({ name: attribute(attributes, 'name') ?? '', hidden: state !== 'visible', relation });
    },
    close() {},
  });
  return { sheets, from1904 };
}

/** One cell for every shared string, used by all cells that show it. */
async function readStrings(part: AsyncIterable<Buffer>): Promise<(Cell | undefined)[]> {
  const cells: (Cell | undefined)[] = [];
  const reader = stringReader();
  await readXml(part, {
    open: (name) => reader.open(name),
    text: (raw) => reader.text(raw),
    close(name) {
      reader.close(name);
      if (name === 'si') cells.push(textCell(reader.take()));
    },
  });
  return cells;
}

/** Gathers the text of a string item: its own text or its runs, without the phonetic guide (rPh) that sits beside them. */
function stringReader() {
  let text = '';
  let inText = false;
  let phonetic = false;
  return {
    open(name: string) {
      if (name === 't') inText = !phonetic;
      else if (name === 'rPh') phonetic = true;
    },
    text(raw: string) {
      if (inText) text += decodeText(raw);
      if (text.length > limits.cellCharacters) throw refused(`有单元格超过 ${limits.cellCharacters} 个字符`);
    },
    close(name: string) {
      if (name === 't') inText = false;
      else if (name === 'rPh') phonetic = false;
    },
    take() {
      const taken = unescaped(text);
      text = '';
      return taken;
    },
  };
}

/** Characters that XML cannot hold are written as _x000D_ (ECMA-376 part 1, 22.9.2.19). */
const unescaped = (text: string): string => (text.includes('_x') ? text.replace(/_x([0-9A-Fa-f]{4})_/gu, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))) : text);

/** For every cell style, whether it shows a number as a date. */
async function readDateStyles(part: AsyncIterable<Buffer>): Promise<boolean[]> {
  const codes = new Map<number, string>();
  const formats: number[] = [];
  let inCellStyles = false;
  await readXml(part, {
    open(name, attributes) {
      if (name === 'numFmt') codes.set(Number(attribute(attributes, 'numFmtId')), attribute(attributes, 'formatCode') ?? '');
      else if (name === 'cellXfs') inCellStyles = true;
      else if (name === 'xf' && inCellStyles) formats.push(Number(attribute(attributes, 'numFmtId') ?? 0));
    },
    close(name) {
      if (name === 'cellXfs') inCellStyles = false;
    },
  });
  return formats.map((id) => isDateFormat(id, codes.get(id)));
}

interface SheetContext {
  readonly strings: readonly (Cell | undefined)[];
  readonly dateStyles: readonly boolean[];
  readonly from1904: boolean;
}

async function readSheet(part: AsyncIterable<Buffer>, context: SheetContext): Promise<Omit<Sheet, 'name' | 'hidden'>> {
  const rows: SheetRow[] = [];
  const hiddenColumns: number[] = [];
  const merges: Merge[] = [];
  const numbers = new Map<string, Cell>();
  const inline = stringReader();
  let inData = false;
  let rowNumber = 0;
  let rowHidden = false;
  let cells: (Cell | undefined)[] = [];
  let column = 0;
  let type = 'n';
  let style = 0;
  let formula = false;
  let value: string | undefined;
  let inValue = false;
  let inInline = false;

  const cell = (): Cell | undefined => {
    if (type === 'inlineStr') return textCell(inline.take());
    if (value === undefined || (value === '' && type !== 'str')) return formula ? { kind: 'formula-without-value', text: '' } : undefined;
    if (type === 's') {
      const index = Number(value);
      if (!(index < context.strings.length)) throw brokenCell();
      return context.strings[index];
    }
    if (type === 'str') return textCell(unescaped(decodeText(value)));
    if (type === 'e') return { kind: 'error', text: decodeText(value) };
    if (type === 'b') return { kind: 'boolean', text: value.trim() === '1' ? 'TRUE' : 'FALSE' };
    if (type === 'd') return { kind: 'date', text: decodeText(value).replace('T', ' ').replace(/ 00:00:00(?:\.0+)?Z?$/u, '') };
    return number(value);
  };
  const number = (raw: string): Cell => {
    const date = context.dateStyles[style] === true;
    const key = date ? `d${raw}` : raw;
    const known = numbers.get(key);
    if (known) return known;
    const stored = decodeText(raw).trim();
    if (!/^[+-]?(?:\d+\.?\d*|\.\d+)(?:[Ee][+-]?\d+)?$/u.test(stored)) throw brokenCell();
    const made = date ? dateCell(stored, context.from1904) : numberCell(stored);
    // Days, rates and dates repeat from row to row; one cell for each keeps a large sheet small.
    if (numbers.size < 20_000 && raw.length < 13) numbers.set(key, made);
    return made;
  };

  await readXml(part, {
    open(name, attributes) {
      if (name === 'c' && inData) {
        const ref = attribute(attributes, 'r');
        const at = ref === undefined ? column + 1 : columnOf(ref, rowNumber);
        if (at <= column) throw brokenCell();
        column = at;
        type = attribute(attributes, 't') ?? 'n';
        style = Number(attribute(attributes, 's') ?? 0);
        formula = false;
        value = undefined;
      } else if (name === 'v') {
        inValue = true;
        value = '';
      } else if (name === 'f') formula = inData;
      else if (name === 'is') inInline = true;
      else if (inInline) inline.open(name);
      else if (name === 'row' && inData) {
        const r = attribute(attributes, 'r');
        const next = r === undefined ? rowNumber + 1 : Number(r);
        if (!Number.isInteger(next) || next <= rowNumber || next > 1_048_576) throw brokenCell();
        rowNumber = next;
        rowHidden = isTrue(attribute(attributes, 'hidden'));
        cells = [];
        column = 0;
      } else if (name === 'sheetData') inData = true;
      else if (name === 'col' && isTrue(attribute(attributes, 'hidden'))) {
        const last = Math.min(Number(attribute(attributes, 'max')), limits.columns);
        for (let c = Number(attribute(attributes, 'min')); c >= 1 && c <= last; c += 1) hiddenColumns.push(c);
      } else if (name === 'mergeCell') {
        merges.push(mergeOf(attribute(attributes, 'ref') ?? ''));
        if (merges.length > limits.merges) throw refused(`合并单元格超过 ${limits.merges} 处`);
      }
    },
    text(raw) {
      if (inValue) value += raw;
      else if (inInline) inline.text(raw);
    },
    close(name) {
      if (name === 'v') inValue = false;
      else if (name === 'is') inInline = false;
      else if (inInline) inline.close(name);
      else if (name === 'c' && inData) {
        const made = cell();
        if (!made) return;
        if (column > limits.columns) throw tooWide();
        while (cells.length < column - 1) cells.push(undefined);
        cells.push(made);
      } else if (name === 'row' && inData) {
        if (cells.length > 0) rows.push({ number: rowNumber, hidden: rowHidden, cells });
        if (rows.length > limits.rows) throw tooLong();
      } else if (name === 'sheetData') inData = false;
    },
  });
  return { rows, hiddenColumns, merges };
}

const isTrue = (value: string | undefined): boolean => value === '1' || value === 'true';

/** The column number of a reference like "AB12", which must lie in `row`. */
function columnOf(ref: string, row: number): number {
  let column = 0;
  let i = 0;
  for (; i < ref.length; i += 1) {
    const c = ref.charCodeAt(i);
    if (c < 65 || c > 90) break;
    column = column * 26 + c - 64;
  }
  if (i === 0 || i > 3 || column > 16_384 || Number(ref.slice(i)) !== row) throw brokenCell();
  return column;
}

function mergeOf(ref: string): Merge {
  const m = /^([A-Z]{1,3})(\d{1,7})(?::([A-Z]{1,3})(\d{1,7}))?$/u.exec(ref);
  if (!m) throw brokenCell();
  const firstRow = Number(m[2]);
  const lastRow = Number(m[4] ?? m[2]);
  return { firstRow, lastRow, firstColumn: columnOf(`${m[1]}${firstRow}`, firstRow), lastColumn: columnOf(`${m[3] ?? m[1]}${lastRow}`, lastRow) };
}
