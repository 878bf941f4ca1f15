import { formatPeriod, type Period } from '../values/period.js';
import { writeWorkbook, type CellToWrite, type ColumnToWrite } from './workbook-writer.js';

export interface PayrollTemplate {
  readonly project: string;
  readonly generalContractor: string;
  readonly subcontractor: string;
  readonly period: Period;
  /** Workers already on site: what is known of them is filled in. */
  readonly workers: readonly {
    readonly name: string;
    readonly idNumber: string;
    readonly trade?: string | undefined;
    readonly team?: string | undefined;
    readonly phone?: string | undefined;
    readonly bank?: string | undefined;
    readonly card?: string | undefined;
  }[];
}

/** Empty lines below the workers, already in the right cell formats. */
const spareLines = 20;

/** The longest list that a drop-down can hold in its cell (255 characters), and a sensible count. */
const choices = (values: readonly (string | undefined)[]): string[] => {
  const distinct = [...new Set(values.filter((v) => v !== undefined && v !== '' && !/[,"]/u.test(v)))] as string[];
  return distinct.length <= 30 && distinct.join(',').length <= 250 ? distinct : [];
};

/** The payroll sheet to download: header, the given workers, empty days and amounts; read back by `readPayrollSheet`. */
export async function payrollTemplate(template: PayrollTemplate): Promise<Uint8Array> {
  const columns: ColumnToWrite[] = [
    { header: '序号', kind: 'integer', width: 6 },
    { header: '姓名', kind: 'text', width: 18 },
    { header: '身份证号码', kind: 'text', width: 22 },
    { header: '工种', kind: 'text', width: 12, choices: choices(template.workers.map((w) => w.trade)) },
    { header: '班组', kind: 'text', width: 14, choices: choices(template.workers.map((w) => w.team)) },
    { header: '联系电话', kind: 'text', width: 14 },
    { header: '出勤天数', kind: 'decimal', width: 10 },
    { header: '应发工资(元)', kind: 'amount', width: 14 },
    { header: '代扣款(元)', kind: 'amount', width: 12 },
    { header: '实发工资(元)', kind: 'amount', width: 14 },
    { header: '开户银行', kind: 'text', width: 28 },
    { header: '银行卡号', kind: 'text', width: 24 },
    { header: '本人签字', kind: 'text', width: 12 },
    { header: '备注', kind: 'text', width: 16 },
  ];
  const rows: CellToWrite[][] = template.workers.map((w, i) => [i + 1, w.name, w.idNumber, w.trade, w.team, w.phone, undefined, undefined, undefined, undefined, w.bank, w.card]);
  for (let i = 0; i < spareLines; i += 1) rows.push([]);
  return writeWorkbook([
    {
      name: '工资支付表',
      heading: [
        '农民工工资支付表',
        `项目名称：${template.project}    施工总承包单位：${template.generalContractor}    分包单位：${template.subcontractor}`,
        `工资所属期：${formatPeriod(template.period)}    单位：元`,
      ],
      columns,
      rows,
    },
  ]);
}
