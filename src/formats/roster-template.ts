import { formatPeriod, daysIn, type Period } from '../values/period.js';
import { writeWorkbook, type ColumnToWrite } from './workbook-writer.js';

/** Empty lines below the header, already in the right cell formats. */
const spareLines = 50;

/** The roster to fill in; read back by `readRosterSheet`. */
export function rosterTemplate(project: string): Promise<Uint8Array> {
  return writeWorkbook([
    {
      name: '花名册',
      heading: ['农民工花名册', `项目名称：${project}`],
      columns: [
        { header: '序号', kind: 'integer', width: 6 },
        { header: '姓名', kind: 'text', width: 18 },
        { header: '身份证号码', kind: 'text', width: 22 },
        { header: '联系电话', kind: 'text', width: 14 },
        { header: '工种', kind: 'text', width: 12 },
        { header: '班组', kind: 'text', width: 14 },
        { header: '进场日期', kind: 'text', width: 13 },
        { header: '退场日期', kind: 'text', width: 13 },
        { header: '合同签订日期', kind: 'text', width: 15 },
        { header: '开户银行', kind: 'text', width: 28 },
        { header: '银行卡号', kind: 'text', width: 24 },
        { header: '备注', kind: 'text', width: 16 },
      ],
      rows: Array.from({ length: spareLines }, () => []),
    },
  ]);
}

export interface AttendanceTemplate {
  readonly project: string;
  readonly employer: string;
  readonly period: Period;
  /** Workers of the month; their ID numbers are not needed, since each is told by the name. */
  readonly workers: readonly { readonly name: string; readonly trade: string; readonly team: string }[];
}

/** A month's attendance grid to fill in, with the firm's workers; read back by `readAttendanceSheet`. */
export function attendanceTemplate({ project, employer, period, workers }: AttendanceTemplate): Promise<Uint8Array> {
  const days = Array.from({ length: daysIn(period) }, (_, i): ColumnToWrite => ({ header: `${i + 1}日`, kind: 'decimal', width: 6 }));
  return writeWorkbook([
    {
      name: '考勤表',
      heading: ['农民工考勤表', `项目名称：${project}    用工单位：${employer}`, `考勤月份：${formatPeriod(period)}    出勤填 1，半天填 0.5，缺勤留空`],
      columns: [
        { header: '序号', kind: 'integer', width: 6 },
        { header: '姓名', kind: 'text', width: 18 },
        { header: '工种', kind: 'text', width: 12 },
        { header: '班组', kind: 'text', width: 14 },
        ...days,
        { header: '出勤天数', kind: 'decimal', width: 10 },
        { header: '备注', kind: 'text', width: 16 },
      ],
      rows: workers.map((w, i) => [i + 1, w.name, w.trade, w.team]),
    },
  ]);
}
