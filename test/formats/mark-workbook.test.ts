import { expect } from 'chai';
import { markWorkbook, type Mistake } from '../../src/formats/mark-workbook.js';
import { readPayrollSheet } from '../../src/formats/payroll-sheet.js';
import { readWorkbook } from '../../src/formats/spreadsheet/read-workbook.js';
import { listZip, unpack } from '../../src/formats/spreadsheet/zip.js';
import { period } from '../../src/values/period.js';
import { sampleFile } from '../support/payroll.js';

const mistakesFile = 'payroll-2026-09-with-mistakes.xlsx';

async function marked(name: string, month: string): Promise<{ readonly bytes: Buffer; readonly mistakes: readonly Mistake[]; readonly columns: Awaited<ReturnType<typeof readPayrollSheet>>['columns'] }> {
  const bytes = sampleFile(name);
  const reading = readPayrollSheet(await readWorkbook(bytes), { period: period(month) });
  return { bytes: await markWorkbook(bytes, reading.columns, reading.issues), mistakes: reading.issues, columns: reading.columns };
}

async function part(bytes: Buffer, name: string): Promise<string> {
  const entry = listZip(bytes).get(name.toLowerCase());
  if (!entry) throw new Error(`no part ${name}: ${[...listZip(bytes).keys()].join(' ')}`);
  let text = '';
  for await (const piece of unpack(bytes, entry)) text += piece.toString('latin1');
  return Buffer.from(text, 'latin1').toString();
}

describe('a workbook that comes back with its mistakes marked', () => {
  it('has every cell as it was, and the list of the mistakes behind', async () => {
    const before = await readWorkbook(sampleFile(mistakesFile));
    const { bytes, mistakes } = await marked(mistakesFile, '2026-09');
    const after = await readWorkbook(bytes);
    expect(after.sheets.slice(0, before.sheets.length)).to.deep.equal(before.sheets);
    const list = after.sheets.at(-1)!;
    expect(list.name).to.equal('问题清单');
    expect(list.rows).to.have.lengthOf(mistakes.length + 1);
    expect(list.rows[1]!.cells.map((c) => c?.text)).to.include(mistakes[0]!.message);
  });

  it('fills each wrong cell in the colour of its severity and tells the mistake in a comment there', async () => {
    const { bytes, mistakes, columns } = await marked(mistakesFile, '2026-09');
    const comments = await part(bytes, 'xl/comments1.xml');
    const sheet = await part(bytes, 'xl/worksheets/sheet1.xml');
    const styles = await part(bytes, 'xl/styles.xml');
    const formats = [.../<cellXfs[^>]*>([\s\S]*?)<\/cellXfs>/u.exec(styles)![1]!.matchAll(/<xf\b[^>]*?(?:\/>|>[\s\S]*?<\/xf>)/gu)].map((m) => m[0]);
    const fills = [.../<fills[^>]*>([\s\S]*?)<\/fills>/u.exec(styles)![1]!.matchAll(/<fill>[\s\S]*?<\/fill>/gu)].map((m) => m[0]);
    const cellErrors = mistakes.filter((m) => m.column !== '' && m.severity === 'error');
    expect(cellErrors.length).to.be.above(5);
    for (const m of cellErrors) {
      const ref = `${String.fromCharCode(64 + columns.find((c) => c.header === m.column)!.number)}${m.row}`;
      const comment = new RegExp(`<comment ref="${ref}"[^>]*>([\\s\\S]*?)</comment>`, 'u').exec(comments)?.[1];
      expect(comment, `a comment at ${ref}`).to.include(m.message.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')).and.include(m.code);
      const style = Number(new RegExp(`<c r="${ref}"[^>]*?\\ss="(\\d+)"`, 'u').exec(sheet)![1]);
      const fill = fills[Number(/fillId="(\d+)"/u.exec(formats[style]!)![1])];
      expect(fill, `the fill of ${ref}`).to.include('FFFFC7CE');
    }
  });

  it('keeps number formats, fonts and borders of marked cells', async () => {
    const { bytes } = await marked(mistakesFile, '2026-09');
    const count = async (b: Buffer): Promise<number> => (await part(b, 'xl/styles.xml')).match(/<numFmt /gu)?.length ?? 0;
    expect(await count(bytes)).to.equal(await count(sampleFile(mistakesFile)));
    const styles = await part(bytes, 'xl/styles.xml');
    const added = styles.match(/<xf fillId="\d+" applyFill="1"[^>]*>/gu)!;
    for (const xf of added) expect(xf).to.match(/numFmtId="\d+"/u).and.match(/borderId="\d+"/u).and.match(/fontId="\d+"/u);
  });

  it('reads again to exactly the same mistakes', async () => {
    const { bytes, mistakes } = await marked(mistakesFile, '2026-09');
    const again = readPayrollSheet(await readWorkbook(bytes), { period: period('2026-09') });
    expect(again.issues).to.deep.equal(mistakes);
    const twice = await markWorkbook(bytes, again.columns, again.issues);
    expect((await readWorkbook(twice)).sheets.map((s) => s.name).slice(-2)).to.deep.equal(['问题清单', '问题清单2']);
  });

  it('comes as xlsx where the clerk’s file was xls or csv, with the cells at their places', async () => {
    for (const name of ['payroll-2026-08.xls', 'payroll-2026-08.gb18030.csv']) {
      const before = await readWorkbook(sampleFile(name));
      const reading = readPayrollSheet(before, { period: period('2026-08') });
      const { sheet, sheetRow } = reading.rows[3]!;
      const column = reading.columns.find((c) => c.field === 'name')!;
      const made = await markWorkbook(sampleFile(name), reading.columns, [{ sheet, row: sheetRow, column: column.header, severity: 'warning', code: 'PF-07', message: '姓名中有空格', remedy: '请核对' }]);
      const after = await readWorkbook(made);
      expect(after.format).to.equal('xlsx');
      const cellsOf = (book: typeof before): (string | undefined)[][] => book.sheets[book.sheets.length > 1 ? before.sheets.findIndex((s) => s.name === sheet) : 0]!.rows.map((r) => r.cells.map((c) => c?.text));
      expect(cellsOf(after)).to.deep.equal(cellsOf(before));
      expect(await part(made, 'xl/comments1.xml')).to.include('姓名中有空格');
    }
  });

  it('marks a cell that is empty, and a row at its first cell', async () => {
    const bytes = sampleFile('payroll-2026-08.xlsx');
    const reading = readPayrollSheet(await readWorkbook(bytes), { period: period('2026-08') });
    const { sheet, sheetRow } = reading.rows[0]!;
    const far = { sheet, number: 40, header: '远处' };
    const one = (column: string, row: number): Mistake => ({ sheet, row, column, severity: 'error', code: 'PF-10', message: `在第 ${row} 行`, remedy: '补上' });
    const made = await markWorkbook(bytes, [...reading.columns, far], [one('远处', sheetRow), one('', sheetRow + 1), one('远处', 900)]);
    const xml = await part(made, 'xl/worksheets/sheet1.xml');
    expect(xml).to.match(new RegExp(`<c r="AN${sheetRow}" s="\\d+"/>`, 'u'));
    const comments = await part(made, 'xl/comments1.xml');
    expect(comments).to.include(`ref="AN${sheetRow}"`).and.include(`ref="A${sheetRow + 1}"`);
    expect(await readWorkbook(made)).to.have.property('format', 'xlsx');
  });

  it('never lets what a cell says become markup or a formula', async () => {
    const bytes = sampleFile('payroll-2026-08.xlsx');
    const reading = readPayrollSheet(await readWorkbook(bytes), { period: period('2026-08') });
    const evil = `=HYPERLINK("http://x")</t></r></text><script>&\u0001`;
    const made = await markWorkbook(bytes, reading.columns, [{ sheet: reading.rows[0]!.sheet, row: 5, column: '', severity: 'error', code: 'PF-09', message: evil, remedy: evil }]);
    const list = (await readWorkbook(made)).sheets.at(-1)!;
    const text = list.rows[1]!.cells[4]!.text;
    expect(text.startsWith("'=")).to.equal(true);
    expect(await part(made, 'xl/comments1.xml')).to.include('&lt;script&gt;&amp;').and.not.include('\u0001');
  });
});
