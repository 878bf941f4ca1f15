import { expect } from 'chai';
import { readAttendanceSheet } from '../../src/formats/attendance-sheet.js';
import { attendanceTemplate, rosterTemplate } from '../../src/formats/roster-template.js';
import { readRosterSheet } from '../../src/formats/roster-sheet.js';
import { readWorkbook } from '../../src/formats/spreadsheet/read-workbook.js';
import { period } from '../../src/values/period.js';
import { day } from '../../src/values/plain-date.js';

describe('roster and attendance templates', () => {
  it('give a roster whose every column is understood and whose spare lines are nobody', async () => {
    const sheet = readRosterSheet(await readWorkbook(await rosterTemplate('某项目')), { today: day('2026-08-20') });
    expect(sheet.columns.filter((c) => c.field === 'unknown')).to.deep.equal([]);
    expect(sheet.columns.map((c) => c.field)).to.include.members(['name', 'idNumber', 'phone', 'trade', 'team', 'entryDate', 'exitDate', 'contractDate', 'bank', 'card']);
    expect(sheet.issues.map((i) => i.code)).to.deep.equal(['RF-32']);
  });

  it('give an attendance sheet of the month’s days with the workers, who have not worked yet', async () => {
    const bytes = await attendanceTemplate({ project: '某项目', employer: '某单位', period: period('2026-02'), workers: [{ name: '古丽巴哈尔·买买提', trade: '木工', team: '一班' }, { name: '䶮志强', trade: '', team: '' }] });
    const sheet = readAttendanceSheet(await readWorkbook(bytes), { period: period('2026-02') });
    expect(sheet.issues).to.deep.equal([]);
    expect(sheet.columns.map((c) => c.field)).to.include('day28').and.not.include('day29');
    expect(sheet.rows.map((r) => [r.name, r.team, r.days])).to.deep.equal([['古丽巴哈尔·买买提', '一班', 0], ['䶮志强', undefined, 0]]);
  });

  it('is refused for another month than its own', async () => {
    const bytes = await attendanceTemplate({ project: '某项目', employer: '某单位', period: period('2026-02'), workers: [{ name: '符一', trade: '', team: '' }] });
    expect(readAttendanceSheet(await readWorkbook(bytes), { period: period('2026-03') }).issues.map((i) => i.code)).to.deep.equal(['AF-03']);
  });
});
