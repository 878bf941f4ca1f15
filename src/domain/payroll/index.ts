export { approveSheet, returnSheet } from './approve-sheet.js';
export { certification, returning, sheetUpload, templateChoice } from './inputs.js';
export { partyGrid, workerGrid, type MonthStanding, type PartyGrid, type PartyMonth, type PartyMonths, type WorkerMonthCell, type WorkerMonths } from './month-grids.js';
export {
  changesOf,
  getSheet,
  lastRefused,
  listLines,
  listSheets,
  sheetSorts,
  workerPay,
  type LineChange,
  type LineFilter,
  type LineRow,
  type SheetDetail,
  type SheetEvent,
  type SheetFilter,
  type SheetRow,
  type SheetVersion,
  type SheetWarning,
  type WorkerPay,
} from './queries.js';
export { rosterChecks } from './roster-checks.js';
export { payableLines, settleLines, type LineStanding, type PayableLine, type PayableSheet } from './settle-lines.js';
export { allowedSheetActions, type PayrollLineState, type PayrollSheetAction, type PayrollSheetState } from './states.js';
export { refusalOf, submitSheet, trySheet, type RefusedSheet, type SheetInput, type SheetOutcome, type SubmittedSheet } from './submit-sheet.js';
export { templateFor } from './template.js';
