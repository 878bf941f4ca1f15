export { addClaim, claimsOf, dropClaim, owedWorkers, takeClaims, type ClaimRow, type ClaimsTaken, type OwedWorker } from './claims.js';
export { closeCase, extendInvestigation } from './close-case.js';
export { caseClosing, claimsTaking, investigationExtension, newCase, newClaim, newCorrection, newDecision, newInquiry, orderExtension, orderVerification } from './inputs.js';
export { issueCorrection, issueDecision, issueInquiry } from './issue-orders.js';
export { circumstanceNames, circumstances, type Circumstance } from './liability.js';
export { openCase, type CaseOpened } from './open-case.js';
export { cureCase, extendOrder, markOverdue, overdueOrders, serveOrder, verifyOrder } from './orders.js';
export {
  caseHistory,
  caseSorts,
  claimableMonths,
  draftOf,
  findingsOfCase,
  findingsOfProject,
  getCase,
  listCases,
  orderDraft,
  ordersOf,
  type CaseDetail,
  type CaseEvent,
  type CaseFilter,
  type CaseRow,
  type OrderDraft,
  type FindingRow,
  type MonthUnpaid,
  type OrderRow,
} from './queries.js';
export { checkOrder } from './scope.js';
export { caseFlow, orderFlow, type CaseAction, type CaseOrderState, type CaseState, type OrderAction } from './states.js';
