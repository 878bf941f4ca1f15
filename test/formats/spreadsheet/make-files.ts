import { crc32, deflateRawSync } from 'node:zlib';
import type { Cell, Workbook } from '../../../src/formats/spreadsheet/workbook.js';

/** A part of an archive to build. What is given beside name and text is written as it is, right or wrong. */
export interface Part {
  readonly name: string;
  readonly text: string | Buffer;
  readonly stored?: boolean;
  readonly flags?: number;
  readonly crc?: number;
  /** The size that the headers claim. */
  readonly claims?: number;
  readonly localName?: string;
  /** Where the central directory says that the part begins, instead of where it does. */
  readonly offset?: number;
}

/** A zip archive of these parts; `before` and `after` are foreign bytes around it. */
export function zip(parts: readonly Part[], around: { before?: string; after?: string } = {}): Buffer {
  const pieces: Buffer[] = [Buffer.from(around.before ?? '', 'latin1')];
  const directory: Buffer[] = [];
  let at = pieces[0]!.length;
  for (const part of parts) {
    const data = Buffer.from(part.text);
    const packed = part.stored ? data : deflateRawSync(data);
    const name = Buffer.from(part.name);
    const localName = Buffer.from(part.localName ?? part.name);
    const head = (bytes: Buffer, from: number): Buffer => {
      bytes.writeUInt16LE(20, from);
      bytes.writeUInt16LE(part.flags ?? 0, from + 2);
      bytes.writeUInt16LE(part.stored ? 0 : 8, from + 4);
      bytes.writeUInt32LE(part.crc ?? crc32(data), from + 10);
      bytes.writeUInt32LE(packed.length, from + 14);
      bytes.writeUInt32LE(part.claims ?? data.length, from + 18);
      return bytes;
    };
    const local = head(Buffer.alloc(30), 4);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(localName.length, 26);
    const central = head(Buffer.alloc(46), 6);
    central.writeUInt32LE(0x02014b50, 0);
    central.writeUInt16LE(name.length, 28);
    central.writeUInt32LE(part.offset ?? at, 42);
    directory.push(central, name);
    pieces.push(local, localName, packed);
    at += local.length + localName.length + packed.length;
  }
  const listing = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(parts.length, 8);
  end.writeUInt16LE(parts.length, 10);
  end.writeUInt32LE(listing.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...pieces, listing, end, Buffer.from(around.after ?? '', 'latin1')]);
}

const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const rel = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

export interface Sheets {
  /** What stands inside `<sheetData>`. */
  readonly rows: string;
  /** What stands before and after it. */
  readonly before?: string;
  readonly after?: string;
  /** What stands inside `<sst>`. */
  readonly strings?: string;
  /** What stands inside `<styleSheet>`. */
  readonly styles?: string;
  readonly workbookPr?: string;
}

/** The parts of a workbook with one sheet. */
export function xlsxParts(sheet: Sheets): Part[] {
  return [
    { name: '[Content_Types].xml', text: '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>' },
    { name: '_rels/.rels', text: `<Relationships><Relationship Id="rId1" Type="${rel}/officeDocument" Target="xl/workbook.xml"/></Relationships>` },
    { name: 'xl/workbook.xml', text: `<workbook xmlns="${main}" xmlns:r="${rel}">${sheet.workbookPr ?? ''}<sheets><sheet name="表" sheetId="1" r:id="rId1"/></sheets></workbook>` },
    {
      name: 'xl/_rels/workbook.xml.rels',
      text: `<Relationships><Relationship Id="rId1" Type="${rel}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${rel}/sharedStrings" Target="/xl/sharedStrings.xml"/><Relationship Id="rId3" Type="${rel}/styles" Target="styles.xml"/></Relationships>`,
    },
    { name: 'xl/worksheets/sheet1.xml', text: `<?xml version="1.0" encoding="UTF-8"?>\n<worksheet xmlns="${main}">${sheet.before ?? ''}<sheetData>${sheet.rows}</sheetData>${sheet.after ?? ''}</worksheet>` },
    { name: 'xl/sharedStrings.xml', text: `<sst xmlns="${main}">${sheet.strings ?? ''}</sst>` },
    { name: 'xl/styles.xml', text: `<styleSheet xmlns="${main}">${sheet.styles ?? ''}</styleSheet>` },
  ];
}

export const xlsx = (sheet: Sheets): Buffer => zip(xlsxParts(sheet));

/** A workbook of text cells without any file: what a reader of tables gets. Empty strings are empty cells; a Cell stands for itself. */
export function workbookOf(rows: readonly (readonly (string | Cell)[])[], sheet: Partial<Workbook['sheets'][number]> = {}): Workbook {
  return {
    format: 'xlsx',
    sheets: [
      {
        name: '表',
        hidden: false,
        hiddenColumns: [],
        merges: [],
        rows: rows.flatMap((cells, i) =>
          cells.length === 0 ? [] : [{ number: i + 1, hidden: false, cells: cells.map((c): Cell | undefined => (typeof c === 'string' ? (c === '' ? undefined : { kind: 'text', text: c }) : c)) }],
        ),
        ...sheet,
      },
    ],
  };
}

/** A number cell as the reader makes it. */
export const num = (text: string): Cell => ({ kind: 'number', text, raw: text });
