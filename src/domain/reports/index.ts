export { dueToday, type DuePart, type DueRow, type DueToday } from './due-today.js';
export { listAudit, listJobRuns, type AuditFilter, type AuditRow, type JobRunRow } from './queries.js';
