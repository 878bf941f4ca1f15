import { expect } from 'chai';
import { readRosterSheet, type RosterSheet } from '../../src/formats/roster-sheet.js';
import type { Cell } from '../../src/formats/spreadsheet/workbook.js';
import { day } from '../../src/values/plain-date.js';
import { Refusal } from '../../src/values/refusal.js';
import { workbookOf } from './spreadsheet/make-files.js';

const header = ['序号', '姓名', '身份证号码', '手机号码', '工种', '班组', '进场日期', '退场日期', '合同签订日期', '银行卡号', '开户行'];
const [id, other, card] = ['460003198001010018', '460400200001010029', '6222020000000000000'];
function worker(change: Readonly<Record<string, string | Cell>> = {}): (string | Cell)[] {
  const cells: (string | Cell)[] = ['1', '张三', id, '13800138000', '钢筋工', '一班', '2026-03-01', '', '2026年2月28日', card, '中国银行'];
  for (const [column, cell] of Object.entries(change)) cells[header.indexOf(column)] = cell;
  return cells;
}
const read = (rows: (string | Cell)[][]): RosterSheet => readRosterSheet(workbookOf(rows), { today: day('2026-11-23') });
const found = (sheet: RosterSheet): string[] => sheet.issues.map((i) => `${i.code} ${i.row} ${i.column}`);

describe('readRosterSheet', () => {
  it('a line without a mistake becomes values', () => {
    const sheet = read([['农民工花名册'], header, worker(), ['填表人：', '李四']]);
    expect(found(sheet)).to.deep.equal([]);
    expect(sheet.rows).to.deep.equal([
      {
        sheet: '表', sheetRow: 3, name: '张三', idNumber: id, phone: '13800138000', trade: '钢筋工', team: '一班',
        entryDate: '2026-03-01', exitDate: undefined, contractDate: '2026-02-28', card, bank: '中国银行', remark: undefined,
      },
    ]);
  });

  it('name and ID number are enough', () => {
    expect(read([['姓名', '身份证号'], ['张三', id]]).rows[0]).to.include({ name: '张三', card: undefined, entryDate: undefined });
  });

  const cases: readonly (readonly [string, Record<string, string | Cell>, string[]])[] = [
    ['a date cell', { 进场日期: { kind: 'date', text: '2026-03-01', raw: '46082' } }, []],
    ['a date cell with a time', { 进场日期: { kind: 'date', text: '2026-03-01 08:30:00', raw: '46082.354' } }, []],
    ['a day that is none', { 进场日期: '2026-02-30' }, ['RF-33 2 进场日期']],
    ['a date that lost its format', { 进场日期: { kind: 'number', text: '46082', raw: '46082' } }, ['RF-33 2 进场日期']],
    ['exit before entry', { 退场日期: '2026-02-27' }, ['RF-34 2 退场日期']],
    ['a contract after entry', { 合同签订日期: '2026-03-02' }, ['RF-35 2 合同签订日期']],
    ['a contract of tomorrow', { 进场日期: '', 合同签订日期: '2026-11-24' }, ['RF-33 2 合同签订日期']],
    ['a card in a number cell', { 银行卡号: { kind: 'number', text: '6222020000000000000', raw: '6.22202E+18' } }, ['RF-18 2 银行卡号']],
    ['a wrong mobile', { 手机号码: '1380013800' }, ['RF-28 2 手机号码']],
  ];
  for (const [name, change, expected] of cases) {
    it(`${name}: ${expected.join(', ') || 'fine'}`, () => {
      expect(found(read([header, worker(change)]))).to.deep.equal(expected);
    });
  }

  it('one person twice is an error of both lines; a shared card a warning', () => {
    const twice = read([header, worker(), worker()]);
    expect(found(twice)).to.deep.equal(['RF-13 2 身份证号码']);
    expect(twice.rows).to.have.length(0);
    expect(found(read([header, worker(), worker({ 姓名: '李四', 身份证号码: other })]))).to.deep.equal(['RF-19 2 银行卡号']);
  });

  it('refuses a file without the header', () => {
    expect(() => read([['a', 'b']])).to.throw(Refusal, /花名册/);
  });
});
