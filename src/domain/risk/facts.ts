import type { DepositState } from '../../entities/deposit.js';
import type { DepositForm } from '../../entities/deposit-instrument.js';
import type { PayrollSheetState } from '../../entities/payroll-sheet.js';
import type { Fen } from '../../values/money.js';
import type { Period } from '../../values/period.js';
import type { PlainDate } from '../../values/plain-date.js';
import type { ProjectState } from '../projects/index.js';
import type { FundsOnRecord } from './account-facts.js';

/** Everything that the rules know of one project on the day of the scan. */
export interface ProjectFacts {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly areaCode: string;
  readonly state: ProjectState;
  readonly owner: string;
  readonly contractor: string;
  readonly contractSignedOn: PlainDate;
  readonly permitIssuedOn: PlainDate | null;
  readonly startedOn: PlainDate | null;
  readonly completedOn: PlainDate | null;
  readonly plannedFinishOn: PlainDate;
  readonly payDay: number;
  readonly payMonth: 'same' | 'next';
  readonly deposit: DepositOnRecord | null;
  /** The account in use on the day, else the last one that was closed. */
  readonly account: AccountOnRecord | null;
  readonly funds: FundsOnRecord;
  /** The last labour cost that arrived and was not reversed. */
  readonly lastCredit: { readonly id: string; readonly bookedOn: PlainDate; readonly amountFen: Fen } | null;
  readonly lastAttendanceOn: PlainDate | null;
  /** Anybody at all is on the roster; anybody's card is known. */
  readonly hasRoster: boolean;
  readonly hasCards: boolean;
  /** Up to the month of the scan, oldest first. */
  readonly months: readonly MonthOnRecord[];
  /** Current sheets that are not paid in full, by month and firm. */
  readonly sheets: readonly SheetOnRecord[];
  /** When the works stood still; `to` is the day of resuming. */
  readonly stops: readonly { readonly from: PlainDate; readonly to: PlainDate | null }[];
  readonly sharedCards: readonly SharedCard[];
  /** People on the site whose ID number cannot be right or who may be too young. */
  readonly doubtful: readonly DoubtfulWorker[];
  /** Who attended without being registered, a few of each month. */
  readonly unregistered: readonly UnregisteredWorker[];
}

export interface DepositOnRecord {
  readonly id: string;
  readonly state: DepositState;
  readonly dueFen: Fen | null;
  /** What the ledger still holds or may call. */
  readonly coveredFen: Fen;
  /** In force, or lapsed on their last day; not those returned or replaced. */
  readonly instruments: readonly Instrument[];
  readonly reduced: boolean;
  /** By the law as reckoned; null where it could not be. */
  readonly exemptByLaw: boolean | null;
  /** The multiple was ordered on this day. */
  readonly arrearsOn: PlainDate | null;
  /** Of a firm's deposit: another of its projects goes on. */
  readonly othersRunning: boolean;
  readonly draws: readonly DrawOnRecord[];
  /** The return under way. */
  readonly ret: { readonly id: string; readonly appliedOn: PlainDate | null; readonly reviewDueOn: PlainDate | null; readonly reviewedOn: PlainDate | null; readonly issueDueOn: PlainDate | null; readonly decidedOn: PlainDate | null } | null;
  /** What speaks against a reduction or exemption: the contractor's listing, its arrears before the contract within the years that must be clean. */
  readonly against: readonly { readonly what: string; readonly facts: readonly (readonly [label: string, value: string])[] }[];
}

export interface DrawOnRecord {
  readonly id: string;
  readonly amountFen: Fen;
  readonly notifiedOn: PlainDate;
  readonly bankDueOn: PlainDate;
  readonly paidOn: PlainDate | null;
  readonly topUpDueOn: PlainDate | null;
  readonly toppedUpOn: PlainDate | null;
}

export interface Instrument {
  readonly id: string;
  readonly form: DepositForm;
  readonly issuer: string;
  readonly number: string;
  readonly amountFen: Fen;
  readonly receivedOn: PlainDate;
  /** Null for cash. */
  readonly validTo: PlainDate | null;
}

export interface AccountOnRecord {
  readonly id: string;
  readonly bank: string;
  readonly numberLast4: string;
  readonly openedOn: PlainDate;
  readonly filedOn: PlainDate | null;
  readonly closedOn: PlainDate | null;
}

/** The facts of a month, as project_month has them. */
export interface MonthOnRecord {
  readonly period: Period;
  readonly attendanceDays: number;
  readonly attendingWorkers: number;
  readonly unregisteredWorkers: number;
  readonly sheets: number;
  readonly approvedSheets: number;
  /** Of all sheets in force, reviewed or not. */
  readonly payableFen: Fen;
  readonly paidFen: Fen;
  readonly paidLines: number;
  readonly returnedLines: number;
}

export interface SheetOnRecord {
  readonly id: string;
  readonly party: string;
  readonly period: Period;
  readonly cycle: number;
  readonly state: PayrollSheetState;
  readonly lines: number;
  readonly netFen: Fen;
  readonly payOn: PlainDate;
}

export interface SharedCard {
  /** Tells cards apart without being one, nor the index that finds it. */
  readonly key: string;
  readonly last4: string;
  readonly holders: readonly CardHolder[];
}

export interface CardHolder {
  readonly workerId: string;
  readonly name: string;
  readonly idLast4: string;
  readonly party: string;
  readonly team: string;
  readonly teamLeader: boolean;
  /** On this project; a team leader of another one may hold the card too. */
  readonly here: boolean;
}

export interface DoubtfulWorker {
  readonly workerId: string;
  readonly name: string;
  readonly idLast4: string;
  readonly idValid: boolean;
  readonly bornOn: PlainDate | null;
  /** In service on the day, since then. */
  readonly engagedSince: PlainDate | null;
  /** Attendance in this and the last month. */
  readonly attendedFrom: PlainDate | null;
  readonly attendedTo: PlainDate | null;
}

export interface UnregisteredWorker {
  readonly period: Period;
  readonly workerId: string;
  readonly name: string;
  readonly idLast4: string;
  readonly party: string | null;
  readonly days: number;
  readonly from: PlainDate;
  readonly to: PlainDate;
}
