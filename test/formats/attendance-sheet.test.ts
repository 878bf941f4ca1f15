import { expect } from 'chai';
import { readAttendanceSheet, type AttendanceSheet } from '../../src/formats/attendance-sheet.js';
import type { Cell } from '../../src/formats/spreadsheet/workbook.js';
import { period } from '../../src/values/period.js';
import { num, workbookOf } from './spreadsheet/make-files.js';

const days = Array.from({ length: 31 }, (_, i) => String(i + 1));
const id = '460003198001010018';
const read = (rows: (string | Cell)[][], month = '2026-09'): AttendanceSheet => readAttendanceSheet(workbookOf(rows), { period: period(month) });
const found = (sheet: AttendanceSheet): string[] => sheet.issues.map((i) => `${i.code} ${i.row} ${i.column}`);
/** A month's cells from the first on. */
const month = (...marks: (string | Cell)[]): (string | Cell)[] => [...marks, ...Array.from({ length: 31 - marks.length }, () => '')];

describe('readAttendanceSheet', () => {
  it('marks of all kinds become whole and half days', () => {
    const sheet = read([['9月考勤表'], ['序号', '姓名', '身份证号码', ...days, '合计'], ['1', '张三', id, ...month('√', '1', num('1'), '半', '0.5', '½', '×', '休', '', '△', '全'), '5.5']]);
    expect(found(sheet)).to.deep.equal([]);
    expect(sheet.rows[0]).to.deep.include({ name: '张三', idNumber: id, days: 5.5 });
    expect(sheet.rows[0]!.worked).to.deep.equal([
      { day: '2026-09-01', portion: 1 },
      { day: '2026-09-02', portion: 1 },
      { day: '2026-09-03', portion: 1 },
      { day: '2026-09-04', portion: 0.5 },
      { day: '2026-09-05', portion: 0.5 },
      { day: '2026-09-06', portion: 0.5 },
      { day: '2026-09-11', portion: 1 },
    ]);
  });

  it('a header of two lines, numbers as numbers, no ID numbers, 1日 and dates', () => {
    const top = ['姓名', '班组', '出勤日期', ...Array.from({ length: 30 }, () => ''), '出勤天数'];
    const sheet = read([top, ['', '', ...days.map(num), ''], ['张三', '一班', ...month('√'), '1']]);
    expect(found(sheet)).to.deep.equal([]);
    expect(sheet.rows[0]).to.include({ name: '张三', idNumber: undefined, team: '一班', days: 1 });
    for (const label of [(d: string) => `${d}日`, (d: string) => `9月${d}日`, (d: string) => `2026-09-${d.padStart(2, '0')}`]) {
      expect(read([['姓名', ...days.map(label)], ['张三', ...month('', '√')]]).rows[0]!.worked).to.deep.equal([{ day: '2026-09-02', portion: 1 }]);
    }
  });

  it('a mark nobody knows, a 31st in September and a wrong sum', () => {
    const head = ['姓名', ...days, '合计'];
    expect(found(read([head, ['张三', ...month('√', '8'), '']]))).to.deep.equal(['AF-36 2 2']);
    expect(found(read([head, ['张三', ...month(), '']].map((r, i) => (i === 1 ? [...r.slice(0, 31), '√', ''] : r))))).to.deep.equal(['AF-37 2 31']);
    expect(found(read([head, ['张三', ...month('√'), '2']]))).to.deep.equal(['AF-38 2 合计']);
  });

  it('marks without a name are an error; totals and legends are passed over', () => {
    const head = ['姓名', ...days];
    const sheet = read([head, ['张三', ...month('√')], ['', ...month('√')], ['合计', ...month('1')], ['说明：√出勤 ○休息']]);
    expect(found(sheet)).to.deep.equal(['AF-06 3 姓名']);
    expect(sheet.rows).to.have.length(1);
  });

  it('another month is an error', () => {
    expect(found(read([['2026年8月考勤表'], ['姓名', ...days], ['张三', ...month('√')]]))).to.deep.equal(['AF-03 1 ']);
  });
});
