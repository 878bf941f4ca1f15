export { listAudit, listJobRuns, type AuditFilter, type AuditRow, type JobRunRow } from './queries.js';
