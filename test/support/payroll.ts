import { readFileSync } from 'node:fs';
import path from 'node:path';
import { approveSheet, submitSheet, type LineStanding, type PayrollLineState, type SheetInput, type SubmittedSheet } from '../../src/domain/payroll/index.js';
import { importRoster, type RosterEntry } from '../../src/domain/roster/index.js';
import { readPayrollSheet, type PayrollRow, type PayrollSheet } from '../../src/formats/payroll-sheet.js';
import { readWorkbook } from '../../src/formats/spreadsheet/read-workbook.js';
import type { Fen } from '../../src/values/money.js';
import { period as toPeriod } from '../../src/values/period.js';
import { day } from '../../src/values/plain-date.js';
import { sampleWorkers } from './sample-workers.js';
import type { Person, World } from './world.js';

export const sampleFile = (name: string): Buffer => readFileSync(path.join(import.meta.dirname, '../../../test/samples', name));

export const readSample = async (name: string, month: string): Promise<PayrollSheet> => readPayrollSheet(await readWorkbook(sampleFile(name)), { period: toPeriod(month) });

/** What a faultless file of these people would read as: each with the same net pay unless `pay` says otherwise. */
export function readingOf(people: readonly RosterEntry[], pay: (index: number) => Fen = () => 500_000n): PayrollSheet {
  const rows = people.map((p, i): PayrollRow => {
    const netFen = pay(i);
    return { sheet: '工资支付表', sheetRow: i + 5, name: p.name, idNumber: p.idNumber, trade: p.trade, team: p.team, phone: p.phone, days: 22, grossFen: netFen, deductionFen: undefined, netFen, card: p.card!, bank: p.bank, remark: undefined };
  });
  const netFen = rows.reduce((sum, r) => sum + r.netFen, 0n);
  const headers = { name: '姓名', idNumber: '身份证号码', days: '出勤天数', gross: '应发工资', net: '实发工资', card: '银行卡号' } as const;
  return {
    columns: Object.entries(headers).map(([field, header], i) => ({ sheet: '工资支付表', number: i + 1, header, field: field as keyof typeof headers })),
    rows,
    faulty: [],
    totals: undefined,
    sums: { grossFen: netFen, deductionFen: 0n, netFen },
    heading: { project: undefined, generalContractor: undefined, subcontractor: undefined, period: undefined },
    issues: [],
    notes: [],
  };
}

/** The sample workers, in service with the subcontractor of the project. */
export async function employ(world: World, projectId: string, people: readonly RosterEntry[] = sampleWorkers, party: 'subcontractor' | 'subcontractor2' | 'contractor' = 'subcontractor'): Promise<void> {
  await world.as('contractor', (work) => importRoster(work, { projectId, partyId: world.parties[party], rows: people }));
}

/** A line of `readingOf` as its payment has left it, whole. */
export const standing = (lineNo: number, state: PayrollLineState, on: string, netFen: Fen = 500_000n): LineStanding => ({
  lineNo,
  paidFen: state === 'paid' ? netFen : 0n,
  onWayFen: state === 'in-transit' ? netFen : 0n,
  failed: state === 'returned',
  on: day(on),
});

let files = 0;

/** A month's sheet of the project, sent in by `who`; `input` changes what matters to the test. Each has a file of its own. */
export function submit(world: World, projectId: string, month: string, input: Partial<SheetInput> = {}, who: Person = 'subcontractor'): Promise<SubmittedSheet> {
  files += 1;
  const file = { name: `工资表${files}.xlsx`, mediaType: 'application/octet-stream', bytes: Buffer.from(`file ${files}`) };
  return world.as(who, (work) => submitSheet(work, { projectId, partyId: world.parties.subcontractor, period: toPeriod(month), file, reading: readingOf(sampleWorkers), signed: true, ...input }));
}

/** The same, approved by the general contractor. */
export async function submitApproved(world: World, projectId: string, month: string, input: Partial<SheetInput> = {}): Promise<SubmittedSheet> {
  const sheet = await submit(world, projectId, month, input);
  await world.as('contractor', (work) => approveSheet(work, sheet.sheetId, { certified: true, opinion: undefined }));
  return sheet;
}
