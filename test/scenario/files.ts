import { sampleWorkers } from '../support/sample-workers.js';
import { daysIn, firstDay, period as month } from '../../src/values/period.js';
import { addDays, weekday } from '../../src/values/plain-date.js';

const csv = (rows: readonly (readonly string[])[]): Buffer => Buffer.from(`\uFEFF${rows.map((r) => r.join(',')).join('\r\n')}\r\n`);

/** The clerk's roster of the 130 workers; long digits end in a TAB, so that no office program rounds them. */
export const rosterFile = (): Buffer =>
  csv([
    ['姓名', '身份证号码', '手机号码', '工种', '班组', '进场日期', '合同签订日期', '银行卡号', '开户银行'],
    ...sampleWorkers.map((w) => [w.name, `${w.idNumber}\t`, `${w.phone ?? ''}\t`, w.trade ?? '', w.team ?? '', '2026-04-01', '2026-04-01', `${w.card ?? ''}\t`, w.bank ?? '']),
  ]);

/** A month of attendance: everybody on every day but Sunday. */
export function attendanceFile(period: string): Buffer {
  const days = Array.from({ length: daysIn(month(period)) }, (_, i) => addDays(firstDay(month(period)), i));
  const marks = days.map((d) => (weekday(d) === 7 ? '' : '√'));
  return csv([
    ['姓名', '身份证号码', '班组', ...days.map((d) => String(Number(d.slice(8))))],
    ...sampleWorkers.map((w) => [w.name, `${w.idNumber}\t`, w.team ?? '', ...marks]),
  ]);
}
