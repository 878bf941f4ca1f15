import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { payrollTemplate } from '../../src/formats/payroll-template.js';
import { readPayrollSheet } from '../../src/formats/payroll-sheet.js';
import { readWorkbook } from '../../src/formats/spreadsheet/read-workbook.js';
import { guarded, streamWorkbook, writeCsv, writeWorkbook, type CellToWrite, type ColumnToWrite } from '../../src/formats/workbook-writer.js';
import { period } from '../../src/values/period.js';

const columns: ColumnToWrite[] = [
  { header: '姓名', kind: 'text' },
  { header: '身份证号码', kind: 'text' },
  { header: '金额', kind: 'amount' },
  { header: '天数', kind: 'decimal' },
];
const rows: CellToWrite[][] = [
  ['古丽巴哈尔·买买提', '43122419820717354X', 123_456_789_012n, 22.5],
  ['李𬭎', '460003197109254853', -1n, undefined],
  ['=1+1', '"引号", 逗号\n换行', 0n, 0],
];
const expected = [
  ['text:古丽巴哈尔·买买提', 'text:43122419820717354X', 'number:1234567890.12', 'number:22.5'],
  ['text:李𬭎', 'text:460003197109254853', 'number:-0.01'],
  ["text:'=1+1", 'text:"引号", 逗号\n换行', 'number:0', 'number:0'],
];
const read = async (bytes: Uint8Array) => (await readWorkbook(bytes)).sheets.map((s) => ({ name: s.name, merges: s.merges.length, rows: s.rows.map((r) => r.cells.map((c) => (c ? `${c.kind}:${c.text}` : ''))) }));
const header = columns.map((c) => `text:${c.header}`);

describe('writeWorkbook', () => {
  it('what is written is read back: text as text, fen as amounts, headings, several sheets', async () => {
    const sheets = await read(await writeWorkbook([{ name: '一/二', heading: ['标题', '说明'], columns, rows }, { name: '另', columns, rows: [] }]));
    expect(sheets).to.deep.equal([
      { name: '一 二', merges: 2, rows: [['text:标题'], ['text:说明'], header, ...expected] },
      { name: '另', merges: 0, rows: [header] },
    ]);
  });
});

describe('streamWorkbook', () => {
  it('writes the same while rows are pulled', async () => {
    async function* slowly(): AsyncGenerator<CellToWrite[]> {
      yield* rows;
    }
    const bytes = Buffer.from(await new Response(streamWorkbook({ name: '导出', columns, rows: slowly() })).arrayBuffer());
    expect(await read(bytes)).to.deep.equal([{ name: '导出', merges: 0, rows: [header, ...expected] }]);
  });
});

describe('writeCsv', () => {
  it('writes a mark, quotes, amounts, long digits with a TAB; is read back', async () => {
    let text = '';
    for await (const line of writeCsv({ columns, rows })) text += line;
    expect(text.startsWith('\uFEFF姓名,身份证号码,金额,天数\r\n')).to.equal(true);
    expect(text).to.include('古丽巴哈尔·买买提,43122419820717354X\t,1234567890.12,22.5\r\n').and.include('李𬭎,460003197109254853\t,-0.01,\r\n').and.include(`'=1+1,"""引号"", 逗号\n换行",0.00,0\r\n`);
    expect((await read(Buffer.from(text)))[0]!.rows[1]).to.deep.equal(['text:古丽巴哈尔·买买提', 'text:43122419820717354X\t', 'text:1234567890.12', 'text:22.5']);
  });
});

describe('guarded', () => {
  for (const text of ['=1+1', '+86', '-1', '@SUM(A1)', '\t=1', '\r=1', '  =1', '＝1', '＋1', '－1', '＠1', '\n=1', '=cmd|\' /C calc\'!A0']) {
    it(`${JSON.stringify(text)} gets a '`, () => expect(guarded(text)).to.equal(`'${text}`));
  }
  for (const text of ['张三', '', '-', '1-2', 'a=b']) it(`${JSON.stringify(text)} stays`, () => expect(guarded(text)).to.equal(text));
});

describe('payrollTemplate', () => {
  const workers = (JSON.parse(readFileSync('test/samples/workers.json', 'utf8')) as { name: string; id: string; card: string; bank: string; trade: string; team: string; phone: string }[]).map((w) => ({ ...w, idNumber: w.id }));
  const template = { project: '某某工程', generalContractor: '总包公司', subcontractor: '劳务公司', period: period('2026-08'), workers };

  it('is read back as a payroll of its workers, each with one mistake: no amount yet', async () => {
    const sheet = readPayrollSheet(await readWorkbook(await payrollTemplate(template)), { period: period('2026-08') });
    expect(sheet.heading).to.deep.equal({ project: '某某工程', generalContractor: '总包公司', subcontractor: '劳务公司', period: '2026-08' });
    expect(sheet.faulty).to.have.length(130);
    expect(new Set(sheet.issues.map((i) => i.code))).to.deep.equal(new Set(['PF-21']));
    expect(sheet.issues).to.have.length(130);
    expect(sheet.notes).to.deep.equal([]);
    expect(sheet.faulty[4]!.typed).to.deep.include({ name: '李𬭎', idNumber: '511025197112119189', card: '6222022411657126477' });
  });
});
