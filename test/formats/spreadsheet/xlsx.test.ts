import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { readWorkbook } from '../../../src/formats/spreadsheet/read-workbook.js';
import type { Cell } from '../../../src/formats/spreadsheet/workbook.js';
import { xlsx, type Sheets } from './make-files.js';

/** The first row's cells as "kind:text". */
async function cells(sheet: Sheets): Promise<string[]> {
  const workbook = await readWorkbook(xlsx(sheet));
  return (workbook.sheets[0]!.rows[0]?.cells ?? []).map(said);
}
const said = (c: Cell | undefined): string => (c ? `${c.kind}:${c.text}` : '');

describe('xlsx: what a cell says', () => {
  it('a number under General stays a number, with the stored number beside it', async () => {
    const workbook = await readWorkbook(xlsx({ rows: '<row r="1"><c r="A1"><v>46262</v></c></row>' }));
    expect(workbook.sheets[0]!.rows[0]!.cells[0]).to.deep.equal({ kind: 'number', text: '46262', raw: '46262' });
  });

  it('a number of more than 15 digits shows that its last ones are lost', async () => {
    const [id, card, sum] = await cells({ rows: '<row r="1"><c r="A1"><v>460003197109254853</v></c><c r="B1"><v>6.21799432651689E+18</v></c><c r="C1"><v>0.30000000000000004</v></c></row>' });
    expect(id).to.equal('number:460003197109255000');
    expect(card).to.equal('number:6217994326516890000');
    expect(sum).to.equal('number:0.3');
  });

  const styles = (code: string): string => `<numFmts><numFmt numFmtId="164" formatCode="${code}"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="164"/></cellXfs>`;
  for (const [code, value, expected] of [
    ['yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;', '46262', 'date:2026-08-28'],
    ['[$-804]yyyy/m/d;@', '46262.5625', 'date:2026-08-28 13:30:00'],
    ['[h]:mm', '0.5', 'date:12:00:00'],
    ['[Red]0.00_);\\(0.00\\)', '46262', 'number:46262'],
    ['0.00&quot;元/day&quot;', '46262', 'number:46262'],
    ['General', '46262', 'number:46262'],
    ['yyyy-mm-dd', '1', 'date:1900-01-01'],
    ['yyyy-mm-dd', '60', 'number:60'],
    ['yyyy-mm-dd', '61', 'date:1900-03-01'],
    ['yyyy-mm-dd', '-1', 'number:-1'],
    ['yyyy-mm-dd', '9e9', 'number:9000000000'],
  ] as const) {
    it(`format ${code} shows ${value} as ${expected}`, async () => {
      expect(await cells({ rows: `<row r="1"><c r="A1" s="1"><v>${value}</v></c></row>`, styles: styles(code) })).to.deep.equal([expected]);
    });
  }

  it('built-in formats 14 and 31 (年月日) are dates, also from 1904', async () => {
    const two = { rows: '<row r="1"><c r="A1" s="0"><v>46262</v></c><c r="B1" s="1"><v>46262</v></c></row>', styles: '<cellXfs><xf numFmtId="14"/><xf numFmtId="31"/></cellXfs>' };
    expect(await cells(two)).to.deep.equal(['date:2026-08-28', 'date:2026-08-28']);
    expect((await cells({ ...two, workbookPr: '<workbookPr date1904="1"/>' }))[0]).to.equal('date:2030-08-29');
  });

  it('rich text is joined and a phonetic guide is left out, shared and inline', async () => {
    const item = '<r><rPr><b/></rPr><t xml:space="preserve">李</t></r><r><t>四 </t></r><rPh sb="0" eb="1"><t>LI</t></rPh><phoneticPr fontId="1"/>';
    expect(await cells({ rows: `<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="inlineStr"><is>${item}</is></c></row>`, strings: `<si>${item}</si>` })).to.deep.equal(['text:李四 ', 'text:李四 ']);
  });

  it('formulas with a value give it; without one they say so', async () => {
    const rows = '<row r="1"><c r="A1"><f>1+1</f><v>2</v></c><c r="B1"><f>1+1</f></c><c r="C1"><f t="shared" si="0"/></c><c r="D1" t="str"><f>"a"</f><v>甲</v></c><c r="E1" t="str"><f>""</f><v></v></c><c r="F1" t="e"><f>1/0</f><v>#DIV/0!</v></c></row>';
    expect(await cells({ rows })).to.deep.equal(['number:2', 'formula-without-value:', 'formula-without-value:', 'text:甲', '', 'error:#DIV/0!']);
  });

  it('booleans, errors, ISO dates, escapes and entities', async () => {
    const rows = '<row r="1"><c r="A1" t="b"><v>1</v></c><c r="B1" t="e"><v>#N/A</v></c><c r="C1" t="d"><v>2026-08-28T00:00:00</v></c><c r="D1" t="inlineStr"><is><t>a_x000D_b&amp;&#x7532;&#20057;<![CDATA[<丙&]]></t></is></c></row>';
    expect(await cells({ rows })).to.deep.equal(['boolean:TRUE', 'error:#N/A', 'date:2026-08-28', 'text:a\rb&甲乙<丙&']);
  });

  it('cells and rows without r= follow one another; empty cells and rows keep their place', async () => {
    const workbook = await readWorkbook(xlsx({ rows: '<row><c><v>1</v></c><c/><c><v>3</v></c></row><row r="5"><c r="B5"><v>4</v></c></row>' }));
    const rows = workbook.sheets[0]!.rows;
    expect(rows.map((r) => [r.number, r.cells.map(said)])).to.deep.equal([[1, ['number:1', '', 'number:3']], [5, ['', 'number:4']]]);
  });

  it('hidden rows, columns and merged ranges are told', async () => {
    const workbook = await readWorkbook(
      xlsx({ before: '<cols><col min="2" max="3" hidden="true"/><col min="4" max="16384" width="9"/></cols>', rows: '<row r="1" hidden="1"><c r="A1"><v>1</v></c></row>', after: '<mergeCells><mergeCell ref="A1:C2"/></mergeCells>' }),
    );
    expect(workbook.sheets[0]).to.deep.include({ hiddenColumns: [2, 3], merges: [{ firstRow: 1, lastRow: 2, firstColumn: 1, lastColumn: 3 }] });
    expect(workbook.sheets[0]!.rows[0]!.hidden).to.equal(true);
  });

  it('prefixed names, single quotes and line breaks inside tags are the same XML', async () => {
    expect(await cells({ rows: "<x:row\n r = '1'><x:c\tr='A1'\nt='inlineStr'><x:is><x:t>甲</x:t></x:is></x:c></x:row>" })).to.deep.equal(['text:甲']);
  });
});

describe('xlsx and xls: the same sheet in both forms', () => {
  it('gives the same cells, hidden rows, columns and sheets, and merged ranges', async () => {
    const read = async (name: string) => (await readWorkbook(readFileSync(`test/samples/${name}`))).sheets.map((s) => ({ ...s, rows: s.rows.map((r) => ({ ...r, cells: r.cells.map(said) })) }));
    const [xlsxSheets, xlsSheets] = [await read('cell-kinds.xlsx'), await read('cell-kinds.xls')];
    expect(xlsSheets).to.deep.equal(xlsxSheets);
    expect(xlsSheets[0]!.rows[2]).to.deep.equal({ number: 3, hidden: true, cells: ['text:李四', 'number:460000', 'date:2026-08-28 13:30:00', 'boolean:FALSE', 'error:#DIV/0!', 'text:李四号', 'number:920000'] });
    expect(xlsSheets.map((s) => s.hidden)).to.deep.equal([false, true]);
  });
});
