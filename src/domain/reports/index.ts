export { dueToday, type DuePart, type DueRow, type DueToday } from './due-today.js';
export { funds, fundsSorts, fundsTroubles, type FundsFigures, type FundsFilter, type FundsRow, type FundsTrouble } from './funds.js';
export { accountDays, fundsDay, openItems, openWords, paymentsDay, type AccountDay, type OpenItem, type PaymentsDay } from './funds-day.js';
export { obligationKinds, obligations, type Obligation, type ObligationKind } from './obligations.js';
export { listAudit, listJobRuns, type AuditFilter, type AuditRow, type JobRunRow } from './queries.js';
export { slipsOf } from './wage-slips.js';
