export { closingBars, type Bar } from './bars.js';
export { checkClosing, closeAccount, promiseClosing, releaseClosing, startClosing, withdrawClosing } from './close-account.js';
export { accountClosed, closingNotice, closingPromise, closingWithdrawn, contractorReplaced, disputeEnd, lineDecisions, lineResolved, newDispute, type LineDecision } from './inputs.js';
export { findStatementLine, listStatementLines, listStatements, type LineFilter, type StatementLineRow, type StatementRow } from './queries.js';
export { accountReconciliation, type AccountReconciliation } from './reconciliation.js';
export { allowedDecisions, resolveLine } from './resolve-line.js';
export { rematchStatement, takeStatement, type StatementTaken } from './take-statement.js';
export { closingFlow, type ClosingAction, type ClosingCause, type ClosingState } from './states.js';
