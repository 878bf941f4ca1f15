import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { writeXlsx } from 'hucre';
import { readPayrollSheet } from '../../../src/formats/payroll-sheet.js';
import { readWorkbook } from '../../../src/formats/spreadsheet/read-workbook.js';
import { Refusal } from '../../../src/values/refusal.js';
import { period } from '../../../src/values/period.js';
import { xlsx, xlsxParts, zip, type Part } from './make-files.js';

const plain = { rows: '<row r="1"><c r="A1"><v>1</v></c></row>' };
const parts = (): Part[] => xlsxParts(plain);

/** The reason that the file is refused for; fails where it is read. */
async function refusal(bytes: Uint8Array): Promise<string> {
  try {
    await readWorkbook(bytes);
  } catch (error) {
    if (error instanceof Refusal && error.code === 'file-refused') return error.why;
    throw error;
  }
  return 'not refused';
}

/** The valid workbook with one part changed. */
const changed = (name: string, change: (part: Part) => Part): Buffer => zip(parts().map((p) => (p.name === name ? change(p) : p)));
const sheet = 'xl/worksheets/sheet1.xml';

/** 100,000 bytes that cannot be packed. */
const noise = (seed: number): Buffer => createHash('shake256', { outputLength: 100_000 }).update(String(seed)).digest();

describe('archives that are not what they seem', () => {
  it('the same archive without a fault is read', async () => {
    expect((await readWorkbook(zip(parts()))).sheets[0]!.rows).to.have.length(1);
  });

  const cases: readonly (readonly [string, () => Buffer, RegExp])[] = [
    ['empty', () => Buffer.alloc(0), /空/],
    ['over 10 MB', () => Buffer.alloc(10_000_001, 0x20), /10 MB/],
    ['cut off', () => zip(parts()).subarray(0, -30), /损坏/],
    ['bytes after the end', () => zip(parts(), { after: '%PDF-1.7' }), /末尾/],
    ['bytes before the start', () => zip(parts(), { before: 'GIF89a' }), /图片/],
    ['a name twice', () => zip([...parts(), { name: sheet, text: '<worksheet/>' }]), /重名/],
    ['a name twice but for case', () => zip([...parts(), { name: 'XL/Worksheets/Sheet1.xml', text: '<worksheet/>' }]), /重名/],
    ['two names for one part', () => changed(sheet, (p) => ({ ...p, localName: 'xl/worksheets/sheet2.xml' })), /部件名不符/],
    ['parts that overlap', () => zip([...parts(), { name: 'again.xml', localName: '[Content_Types].xml', text: '', offset: 0 }]), /部件名不符|重叠/],
    ['a path out of the archive', () => zip([...parts(), { name: '../../etc/passwd', text: 'x' }]), /路径/],
    ['an absolute path', () => zip([...parts(), { name: '/etc/passwd', text: 'x' }]), /路径/],
    ['a backslash path', () => zip([...parts(), { name: 'xl\\..\\x', text: 'x' }]), /路径/],
    ['201 parts', () => zip([...parts(), ...Array.from({ length: 194 }, (_, i) => ({ name: `x${i}`, text: '' }))]), /201 个部件/],
    ['a part that packs too well by its own account', () => zip([...parts(), { name: 'x.xml', text: Buffer.alloc(5_000_000) }]), /压缩比/],
    ['more than 300 MB unpacked by its own account', () => zip([...parts(), ...Array.from({ length: 31 }, (_, i) => ({ name: `x${i}.xml`, stored: false, text: noise(i), claims: 9_900_000 }))]), /过大/],
    ['a part larger than it claims', () => changed(sheet, (p) => ({ ...p, claims: 20 })), /大小不符/],
    ['a part smaller than it claims', () => changed(sheet, (p) => ({ ...p, claims: 9_000 })), /大小不符/],
    ['a wrong checksum', () => changed(sheet, (p) => ({ ...p, crc: 1 })), /校验和/],
    ['an encrypted part', () => changed(sheet, (p) => ({ ...p, flags: 1 })), /密码/],
    ['a stored part of another size', () => changed(sheet, (p) => ({ ...p, stored: true, claims: 9_000 })), /大小不符/],
    ['a macro', () => zip([...parts(), { name: 'xl/vbaProject.bin', text: 'x' }]), /宏/],
    ['xlsb under another name', () => zip([...parts(), { name: 'xl/workbook.bin', text: 'x' }]), /xlsb/],
    ['ods', () => zip([{ name: 'mimetype', text: 'application/vnd.oasis.opendocument.spreadsheet', stored: true }, { name: 'content.xml', text: '<x/>' }]), /ods/],
    ['any other archive', () => zip([{ name: 'a.txt', text: 'x' }]), /压缩包/],
    ['no workbook', () => zip(parts().filter((p) => p.name !== 'xl/workbook.xml')), /部件/],
    ['no sheet', () => zip(parts().filter((p) => p.name !== sheet)), /部件/],
    ['PDF', () => Buffer.from('%PDF-1.7\n'), /PDF/],
    ['a program', () => Buffer.from('MZ\x90\x00'), /程序/],
    ['a web page called csv', () => Buffer.from('<html><table><tr><td>姓名</td></tr></table></html>'), /网页/],
  ];
  for (const [name, make, why] of cases) {
    it(`refuses ${name}`, async () => {
      expect(await refusal(make())).to.match(why);
    });
  }

  it('refuses a workbook with a password', async () => {
    const bytes = await writeXlsx({ sheets: [{ name: 'x', rows: [['y']] }], encryption: { password: 'secret', spinCount: 1_000 } });
    expect(await refusal(bytes)).to.match(/密码/);
  });
});

describe('XML that is not what it seems', () => {
  const cases: readonly (readonly [string, string | Buffer, RegExp])[] = [
    ['DOCTYPE', '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><worksheet><sheetData/></worksheet>', /DOCTYPE/],
    ['DOCTYPE after a comment', '<!-- x --><!DOCTYPE x><worksheet/>', /DOCTYPE/],
    ['doctype inside', '<worksheet><!doctype x></worksheet>', /DOCTYPE/],
    ['an undeclared entity', '<worksheet><sheetData><row r="1"><c r="A1" t="str"><v>&e;</v></c></row></sheetData></worksheet>', /XML/],
    ['UTF-16', Buffer.from('\uFEFF<worksheet/>', 'utf16le'), /UTF-8/],
    ['UTF-7 by declaration', '<?xml version="1.0" encoding="UTF-7"?><worksheet/>', /UTF-8/],
    ['bytes that are not UTF-8', Buffer.from('<worksheet><sheetData><row r="1"><c r="A1" t="str"><v>\xff\xfe</v></c></row></sheetData></worksheet>', 'latin1'), /XML/],
    ['tags that do not nest', '<worksheet><sheetData></worksheet></sheetData>', /XML/],
    ['an end that never comes', '<worksheet><sheetData>', /XML/],
    ['a tag that never ends', '<worksheet><sheetData><row r="1', /XML/],
    ['two roots', '<worksheet/><worksheet/>', /XML/],
  ];
  for (const [name, text, why] of cases) {
    it(`refuses ${name}`, async () => {
      expect(await refusal(changed(sheet, (p) => ({ ...p, text })))).to.match(why);
    });
  }
});

describe('sheets that are too much', () => {
  const cell = (ref: string): string => `<row r="${/\d+/u.exec(ref)![0]}"><c r="${ref}"><v>1</v></c></row>`;
  const cases: readonly (readonly [string, Parameters<typeof xlsx>[0], RegExp])[] = [
    ['a cell beyond column 60', { rows: cell('BI1') }, /60 列/],
    ['a cell beyond the last column', { rows: cell('XFE1') }, /位置错误/],
    ['a row beyond the last', { rows: '<row r="1048577"><c><v>1</v></c></row>' }, /位置错误/],
    ['a negative row', { rows: '<row r="-1"><c><v>1</v></c></row>' }, /位置错误/],
    ['a cell twice', { rows: '<row r="1"><c r="A1"><v>1</v></c><c r="A1"><v>2</v></c></row>' }, /位置错误/],
    ['a row twice', { rows: `${cell('A1')}${cell('B1')}` }, /位置错误/],
    ['a cell that names another row', { rows: '<row r="1"><c r="A2"><v>1</v></c></row>' }, /位置错误/],
    ['a shared string that is not there', { rows: '<row r="1"><c r="A1" t="s"><v>7</v></c></row>' }, /位置错误/],
    ['text in a number cell', { rows: '<row r="1"><c r="A1"><v>0x10</v></c></row>' }, /位置错误/],
    ['10,001 merged ranges', { ...plain, after: `<mergeCells>${Array.from({ length: 10_001 }, (_, i) => `<mergeCell ref="A${i + 1}:B${i + 1}"/>`).join('')}</mergeCells>` }, /合并单元格/],
    ['a cell of 40,000 characters', { rows: '<row r="1"><c r="A1" t="s"><v>0</v></c></row>', strings: `<si><t>${'长'.repeat(40_000)}</t></si>` }, /32767/],
  ];
  for (const [name, sheets, why] of cases) {
    it(`refuses ${name}`, async () => {
      expect(await refusal(xlsx(sheets))).to.match(why);
    });
  }

  it('refuses more than 50,100 rows with content', async () => {
    let rows = '';
    for (let r = 1; r <= 50_101; r += 1) rows += `<row r="${r}"><c r="A${r}"><v>${(r * 7919) % 100_003}</v></c></row>`;
    expect(await refusal(xlsx({ rows }))).to.match(/50100 行/);
  });

  it('reads a sheet that is formatted to its far corner but has little in it', async () => {
    const workbook = await readWorkbook(xlsx({ rows: '<row r="1"><c r="A1"><v>1</v></c><c r="XFD1" s="0"/></row><row r="1048576" hidden="0"/>', after: '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>' }));
    expect(workbook.sheets[0]!.rows).to.have.length(1);
  });
});

describe('xls that is not what it seems', () => {
  const sample = (): Buffer => readFileSync('test/samples/payroll-2026-08.xls');
  it('refuses a file that is cut off', async () => {
    expect(await refusal(sample().subarray(0, 9_000))).to.match(/损坏/);
  });
  it('refuses an encrypted file', async () => {
    const bytes = sample();
    // The first record after BOF becomes FILEPASS: everything after it would be ciphertext.
    const bof = bytes.indexOf(Buffer.from([0x09, 0x08, 0x10, 0x00, 0x00, 0x06, 0x05, 0x00]));
    bytes.writeUInt16LE(0x2f, bof + 20);
    expect(await refusal(bytes)).to.match(/密码/);
  });
  it('refuses Excel 95', async () => {
    const bytes = sample();
    bytes.writeUInt16LE(0x500, bytes.indexOf(Buffer.from([0x09, 0x08, 0x10, 0x00, 0x00, 0x06, 0x05, 0x00])) + 4);
    expect(await refusal(bytes)).to.match(/Excel 95/);
  });
});

describe('random damage', () => {
  // A small generator with a printed seed, so that a failure can be played again.
  const seed = 20_261_123;
  for (const name of ['payroll-2026-08.xlsx', 'payroll-2026-08.xls', 'payroll-2026-08.gb18030.csv', 'cell-kinds.xls']) {
    it(`${name}: 100 mutations (seed ${seed}) are read or refused, nothing else`, async () => {
      let state = seed;
      const random = (below: number): number => {
        state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
        return Math.floor((state / 2_147_483_648) * below);
      };
      const whole = readFileSync(`test/samples/${name}`);
      for (let i = 0; i < 100; i += 1) {
        const bytes = Buffer.from(whole);
        for (let k = random(8); k >= 0; k -= 1) bytes[random(i % 2 === 0 ? bytes.length : 3_000)] = random(256);
        const damaged = i % 5 === 0 ? bytes.subarray(0, random(bytes.length)) : bytes;
        try {
          readPayrollSheet(await readWorkbook(damaged), { period: period('2026-08') });
        } catch (error) {
          if (!(error instanceof Refusal)) throw new Error(`mutation ${i}`, { cause: error });
        }
      }
    });
  }
});
