export { correctCard, leave, stateOf } from './change-engagement.js';
export { engage, type Engaged } from './engage.js';
export { findWorkers, type FoundWorker } from './find-workers.js';
export { importRoster, type RosterImported, type RosterInput } from './import-roster.js';
export { getImport, listImports, type ImportDetail, type ImportFilter, type ImportRow } from './import-queries.js';
export { importAttendanceSheet, importRosterSheet, type SheetImported } from './import-sheets.js';
export {
  attendanceRecords,
  attendanceUpload,
  cardCorrection,
  leaving,
  nameCorrection,
  newEngagement,
  personalFields,
  revealing,
  revealPurposes,
  rosterUpload,
  workerByIdNumber,
  type PersonalField,
  type RevealPurpose,
} from './inputs.js';
export { ensureWorkers, isUnderAge, normalId, sameName, type KnownWorker, type Person } from './people.js';
export {
  attendanceGrid,
  getEngagement,
  listEngagements,
  rosterFacts,
  rosterSorts,
  workersOfMonth,
  type AttendanceGrid,
  type AttendanceGridRow,
  type EngagementDetail,
  type EngagementRow,
  type RosterFacts,
  type RosterFilter,
} from './queries.js';
export { recordAttendance, type AttendanceInput, type AttendanceRecord, type AttendanceRecorded, type DaysRecorded, type FlaggedWorker } from './record-attendance.js';
export { recordImport, type ImportMistake, type ImportToRecord } from './record-import.js';
export { correctName, listReadings, revealPersonalData, type OpenedData, type Reading } from './reveal.js';
export { type EntryMistake, type RosterEntry } from './roster-plan.js';
export { employerScope, listEmployers, lockEmployer } from './scope.js';
export { allowedEngagementActions, engagementFlow, type EngagementAction, type EngagementState } from './states.js';
export { getWorker, searchWorkers, workerOf, type WorkerDetail, type WorkerEngagement, type WorkerMonth, type WorkerRow } from './worker-queries.js';
