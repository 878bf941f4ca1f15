import { Refusal } from '../../values/refusal.js';
import { dateCell, isDateFormat, numberCell, textCell } from './cells.js';
import { openCompoundFile } from './compound-file.js';
import { limits, tooLong, tooWide, type Cell, type Merge, type Sheet, type Workbook } from './workbook.js';

const refused = (why: string): Refusal => new Refusal('file-refused', why);
const damaged = (): Refusal => refused('xls 文件已损坏，请在表格软件中打开后另存为 xlsx 再上传');

/** Record numbers of [MS-XLS] that hold what is read here. */
const record = {
  formula: 0x06, endOfPart: 0x0a, dateMode: 0x22, filePass: 0x2f, continued: 0x3c, columns: 0x7d, boundSheet: 0x85, mulRk: 0xbd,
  rString: 0xd6, xf: 0xe0, merges: 0xe5, strings: 0xfc, labelSst: 0xfd, number: 0x203, label: 0x204, boolErr: 0x205, string: 0x207,
  row: 0x208, rk: 0x27e, format: 0x41e, beginning: 0x809,
} as const;

const errorText: Readonly<Record<number, string>> = { 0: '#NULL!', 7: '#DIV/0!', 15: '#VALUE!', 23: '#REF!', 29: '#NAME?', 36: '#NUM!', 42: '#N/A' };

/**
 * The cells of an Excel 97–2003 workbook (BIFF8, [MS-XLS]).
 * @throws Refusal `file-refused`, also for older versions, encrypted files and files with macros
 */
export function readXls(bytes: Buffer): Workbook {
  const file = openCompoundFile(bytes);
  if (file.names.includes('EncryptedPackage')) throw refused('文件设有密码，请取消密码后另存再上传');
  if (file.names.some((n) => n.startsWith('_VBA_PROJECT'))) throw refused('文件含有宏，不予读取，请另存为不含宏的 xlsx 文件');
  if (!file.names.includes('Workbook')) throw refused(file.names.includes('Book') ? 'Excel 95 及更早的文件不支持，请另存为 xlsx 再上传' : '文件不是 Excel 工作簿，请上传 xlsx、xls 或 csv 文件');
  try {
    return readStream(file.stream('Workbook'));
  } catch (error) {
    // A length that points outside its record: Buffer's own bounds check.
    if (error instanceof RangeError) throw damaged();
    throw error;
  }
}

interface Part {
  readonly id: number;
  readonly data: Buffer;
  /** Data of the CONTINUE records that follow. */
  readonly further: readonly Buffer[];
}

/** The records from `from` to the end of the part that begins there. */
function* records(stream: Buffer, from: number): Generator<Part> {
  let at = from;
  const take = (): { id: number; data: Buffer } => {
    const id = stream.readUInt16LE(at);
    const end = at + 4 + stream.readUInt16LE(at + 2);
    if (end > stream.length) throw damaged();
    const data = stream.subarray(at + 4, end);
    at = end;
    return { id, data };
  };
  const first = take();
  if (first.id !== record.beginning) throw damaged();
  if (first.data.readUInt16LE(0) !== 0x600) throw refused('Excel 95 及更早的文件不支持，请另存为 xlsx 再上传');
  for (;;) {
    const { id, data } = take();
    if (id === record.endOfPart) return;
    const further: Buffer[] = [];
    while (at + 4 <= stream.length && stream.readUInt16LE(at) === record.continued) further.push(take().data);
    yield { id, data, further };
  }
}

function readStream(stream: Buffer): Workbook {
  const formats = new Map<number, string>();
  const styles: number[] = [];
  const listed: { name: string; hidden: boolean; at: number }[] = [];
  let strings: (Cell | undefined)[] = [];
  let from1904 = false;
  for (const { id, data, further } of records(stream, 0)) {
    if (id === record.filePass) throw refused('文件设有密码，请取消密码后另存再上传');
    if (id === record.dateMode) from1904 = data.readUInt16LE(0) === 1;
    else if (id === record.format) formats.set(data.readUInt16LE(0), new Strings([data.subarray(2), ...further]).take(2));
    else if (id === record.xf) styles.push(data.readUInt16LE(2));
    else if (id === record.strings) strings = sharedStrings([data, ...further]);
    else if (id === record.boundSheet && data[5] === 0) listed.push({ at: data.readUInt32LE(0), hidden: (data[4]! & 3) !== 0, name: new Strings([data.subarray(6)]).take(1) });
  }
  if (listed.length > limits.sheets) throw refused(`工作簿有 ${listed.length} 张工作表，超过 ${limits.sheets} 张`);
  const dateStyles = styles.map((format) => isDateFormat(format, formats.get(format)));
  const number = (n: number, style: number): Cell => (dateStyles[style] ? dateCell(String(n), from1904) : numberCell(String(n)));
  return { format: 'xls', sheets: listed.map(({ name, hidden, at }) => ({ name, hidden, ...readSheet(stream, at, strings, number) })) };
}

function sharedStrings(blocks: readonly Buffer[]): (Cell | undefined)[] {
  const count = blocks[0]!.readUInt32LE(4);
  const reader = new Strings([blocks[0]!.subarray(8), ...blocks.slice(1)]);
  const cells: (Cell | undefined)[] = [];
  while (cells.length < count && !reader.atEnd) cells.push(textCell(reader.take(2)));
  return cells;
}

function readSheet(stream: Buffer, from: number, strings: readonly (Cell | undefined)[], number: (n: number, style: number) => Cell): Omit<Sheet, 'name' | 'hidden'> {
  const rows = new Map<number, (Cell | undefined)[]>();
  const hiddenRows = new Set<number>();
  const hiddenColumns: number[] = [];
  const merges: Merge[] = [];
  // A formula whose result is a text: the text comes in a record of its own, after the formula's shared form if it has one.
  let awaitsText: { row: number; column: number } | undefined;
  const set = (row: number, column: number, cell: Cell | undefined): void => {
    if (!cell) return;
    if (column >= limits.columns) throw tooWide();
    let cells = rows.get(row);
    if (!cells) rows.set(row, (cells = []));
    if (rows.size > limits.rows) throw tooLong();
    if (cells[column]) throw damaged();
    while (cells.length < column) cells.push(undefined);
    cells[column] = cell;
  };
  const boolOrError = (value: number, isError: boolean): Cell => (isError ? { kind: 'error', text: errorText[value] ?? '#ERR!' } : { kind: 'boolean', text: value ? 'TRUE' : 'FALSE' });

  for (const { id, data, further } of records(stream, from)) {
    if (id === record.merges) {
      for (let i = 0, at = 2; i < data.readUInt16LE(0); i += 1, at += 8) {
        merges.push({ firstRow: data.readUInt16LE(at) + 1, lastRow: data.readUInt16LE(at + 2) + 1, firstColumn: data.readUInt16LE(at + 4) + 1, lastColumn: data.readUInt16LE(at + 6) + 1 });
      }
      if (merges.length > limits.merges) throw refused(`合并单元格超过 ${limits.merges} 处`);
    } else if (id === record.columns) {
      const last = Math.min(data.readUInt16LE(2) + 1, limits.columns);
      if (data.readUInt16LE(8) & 1) for (let c = data.readUInt16LE(0) + 1; c <= last; c += 1) hiddenColumns.push(c);
    } else if (id === record.row) {
      if (data.readUInt16LE(12) & 0x20) hiddenRows.add(data.readUInt16LE(0));
    } else if (id === record.string) {
      if (awaitsText) set(awaitsText.row, awaitsText.column, textCell(new Strings([data, ...further]).take(2)));
      awaitsText = undefined;
    } else if (id === record.mulRk) {
      const row = data.readUInt16LE(0);
      const first = data.readUInt16LE(2);
      for (let i = 0; 4 + i * 6 + 6 <= data.length - 2; i += 1) set(row, first + i, number(rk(data.readUInt32LE(6 + i * 6)), data.readUInt16LE(4 + i * 6)));
    } else if (id === record.labelSst || id === record.label || id === record.rString || id === record.rk || id === record.number || id === record.boolErr || id === record.formula) {
      const row = data.readUInt16LE(0);
      const column = data.readUInt16LE(2);
      const style = data.readUInt16LE(4);
      if (id === record.labelSst) {
        const index = data.readUInt32LE(6);
        if (index >= strings.length) throw damaged();
        set(row, column, strings[index]);
      } else if (id === record.label || id === record.rString) set(row, column, textCell(new Strings([data.subarray(6), ...further]).take(2)));
      else if (id === record.rk) set(row, column, number(rk(data.readUInt32LE(6)), style));
      else if (id === record.number) set(row, column, number(data.readDoubleLE(6), style));
      else if (id === record.boolErr) set(row, column, boolOrError(data.readUInt8(6), data.readUInt8(7) === 1));
      else if (data.readUInt16LE(12) !== 0xffff) set(row, column, number(data.readDoubleLE(6), style));
      else if (data[6] === 0) awaitsText = { row, column };
      else if (data[6] !== 3) set(row, column, boolOrError(data.readUInt8(8), data[6] === 2));
    }
  }
  const numbers = [...rows.keys()].sort((a, b) => a - b);
  return { rows: numbers.map((r) => ({ number: r + 1, hidden: hiddenRows.has(r), cells: rows.get(r)! })), hiddenColumns, merges };
}

/** A number in four bytes: an integer of 30 bits or the upper half of a double, either perhaps times 100. */
function rk(bits: number): number {
  const half = Buffer.alloc(8);
  half.writeUInt32LE((bits & 0xfffffffc) >>> 0, 4);
  const value = bits & 2 ? (bits | 0) >> 2 : half.readDoubleLE(0);
  return bits & 1 ? value / 100 : value;
}

/** Strings that may run on over the border of a record, where their characters may change width. */
class Strings {
  #block = 0;
  #at = 0;

  constructor(readonly blocks: readonly Buffer[]) {}

  get atEnd(): boolean {
    while (this.#block < this.blocks.length && this.#at >= this.blocks[this.#block]!.length) this.#next();
    return this.#block >= this.blocks.length;
  }

  /** The next string; its length stands in one byte or in two. */
  take(lengthBytes: 1 | 2): string {
    if (this.atEnd) throw damaged();
    const left = this.#number(lengthBytes);
    if (left > limits.cellCharacters) throw refused(`有单元格超过 ${limits.cellCharacters} 个字符`);
    let flags = this.#number(1);
    const runs = flags & 8 ? this.#number(2) * 4 : 0;
    const phonetic = flags & 4 ? this.#number(4) : 0;
    let text = '';
    while (text.length < left) {
      if (this.#at >= this.#current.length) {
        this.#next();
        flags = this.#number(1);
      }
      const width = flags & 1 ? 2 : 1;
      const end = Math.min(this.#at + (left - text.length) * width, this.#current.length);
      if (end - this.#at < width) throw damaged();
      text += this.#current.toString(width === 2 ? 'utf16le' : 'latin1', this.#at, end);
      this.#at = end;
    }
    this.#skip(runs + phonetic);
    return text;
  }

  get #current(): Buffer {
    const block = this.blocks[this.#block];
    if (!block) throw damaged();
    return block;
  }

  #next(): void {
    this.#block += 1;
    this.#at = 0;
  }

  #number(bytes: 1 | 2 | 4): number {
    const value = this.#current.readUIntLE(this.#at, bytes);
    this.#at += bytes;
    return value;
  }

  #skip(bytes: number): void {
    for (let left = bytes; left > 0; ) {
      if (this.atEnd) throw damaged();
      const step = Math.min(left, this.#current.length - this.#at);
      this.#at += step;
      left -= step;
    }
  }
}
