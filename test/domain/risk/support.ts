import type { MonthOnRecord, ProjectFacts, SheetOnRecord } from '../../../src/domain/risk/facts.js';
import { judge, type Found } from '../../../src/domain/risk/scan.js';
import { findRule } from '../../../src/domain/risk/rule-book.js';
import { day } from '../../../src/values/plain-date.js';
import { period } from '../../../src/values/period.js';
import { lawWith } from '../../support/law.js';

export const month = (p: string, change: Partial<MonthOnRecord> = {}): MonthOnRecord => ({
  period: period(p),
  attendanceDays: 2_600,
  attendingWorkers: 100,
  unregisteredWorkers: 0,
  sheets: 1,
  approvedSheets: 1,
  payableFen: 60_000_000n,
  paidFen: 60_000_000n,
  paidLines: 100,
  returnedLines: 0,
  ...change,
});

export const sheet = (change: Partial<SheetOnRecord> = {}): SheetOnRecord => ({ id: 'sheet-1', party: '儋州众力劳务有限公司', period: period('2026-07'), cycle: 1, state: 'approved', lines: 100, netFen: 60_000_000n, payOn: day('2026-08-14'), ...change });

/** A project on 2026-08-20 with which nothing is wrong: permit on 5 March, running since the 10th, everybody paid. */
export const facts = (change: Partial<ProjectFacts> = {}): ProjectFacts => ({
  id: '01990000-0000-7000-8000-000000000001',
  code: 'DZ-2026-0001',
  name: '那大安置房',
  areaCode: '460400100',
  state: 'running',
  owner: '儋州滨海置业有限公司',
  contractor: '海南宏基建设工程有限公司',
  contractSignedOn: day('2026-03-02'),
  permitIssuedOn: day('2026-03-05'),
  startedOn: day('2026-03-10'),
  completedOn: null,
  plannedFinishOn: day('2027-12-31'),
  payDay: 15,
  payMonth: 'next',
  deposit: { id: 'deposit-1', state: 'held', dueFen: 80_000_000n, coveredFen: 80_000_000n, instruments: [{ id: 'cash-1', form: 'cash', issuer: '农业银行', number: 'C-1', amountFen: 80_000_000n, receivedOn: day('2026-03-20'), validTo: null }], reduced: false, exemptByLaw: false, arrearsOn: null, othersRunning: false, draws: [], ret: null, against: [] },
  account: { id: 'account-1', bank: '农业银行', numberLast4: '8888', openedOn: day('2026-03-20'), filedOn: day('2026-04-01'), closedOn: null },
  funds: {
    terms: { labourCostFen: null, labourShareBp: 2_500, contractPriceFen: 2_000_000_000n, fundingDay: 10 },
    changes: [],
    creditedFen: 500_000_000n,
    account: { name: '海南宏基建设工程有限公司那大安置房农民工工资专用账户', exclusive: true, agreementSignedOn: day('2026-03-22') },
    outflows: [],
    recoveredFen: 0n,
    seizures: [],
    closing: null,
  },
  lastCredit: { id: 'credit-1', bookedOn: day('2026-08-10'), amountFen: 70_000_000n },
  lastAttendanceOn: day('2026-08-19'),
  hasRoster: true,
  hasCards: true,
  months: ['2026-03', '2026-04', '2026-05', '2026-06', '2026-07'].map((p) => month(p)).concat(month('2026-08', { sheets: 0, approvedSheets: 0, payableFen: 0n, paidFen: 0n, paidLines: 0 })),
  sheets: [],
  stops: [],
  sharedCards: [],
  doubtful: [],
  unregistered: [],
  ...change,
});

/** The clean project with one month changed. */
export const withMonth = (p: string, change: Partial<MonthOnRecord>): ProjectFacts => {
  const clean = facts();
  return { ...clean, months: clean.months.map((m) => (m.period === p ? { ...m, ...change } : m)) };
};

/** What one rule of the book finds. */
export const found = (code: string, project: ProjectFacts, asOf = '2026-08-20', law = lawWith()): Found[] => judge(findRule(code)!, project, { asOf: day(asOf), law: { ...law, area: project.areaCode } });
