export { lineDecisions, lineResolved, type LineDecision } from './inputs.js';
export { findStatementLine, listStatementLines, listStatements, type LineFilter, type StatementLineRow, type StatementRow } from './queries.js';
export { accountReconciliation, type AccountReconciliation } from './reconciliation.js';
export { allowedDecisions, resolveLine } from './resolve-line.js';
export { rematchStatement, takeStatement, type StatementTaken } from './take-statement.js';
