export { issueApprovalForm } from './approval-form.js';
export { approveConnection, connectionOf, listConnections, noteContact, openConnections, proposeConnection, type Connection, type ConnectionRow } from './bank-connections.js';
export { handleBankFile, nextBankFile, receiveBankFile, retakeBankFile, setBankFileAside, takeBankFile } from './bank-files.js';
export { assignRelease, listColleagues, type Colleague } from './assign-release.js';
export { getPlan, plansOfCase, type PlanDetail, type PlanOfCase, type PlanRow } from './plan-queries.js';
export { formatRanges } from './line-ranges.js';
export { batchFile } from './batch-file.js';
export { depositNoticeServed, issueDepositNotice, serveDepositNotice } from './deposit-notice.js';
export { confirmDecision, declineDecision, proposeDecision } from './decide-payment.js';
export { confirmResume, pauseDispatcher, proposeResume, watchRestore, type Finding } from './dispatcher.js';
export { decisionStatement, dispatcherState, getBatch, listBankFiles, listQueue, listReconciliation, type BatchDetail, type ReconciliationItem } from './dispatch-queries.js';
export { drawablePeriods, type DrawablePeriod } from './gather-lines.js';
export { answerUpload, assignment, decisionGiven, drawRequest, drawWanted, fileWanted, newConnection, noteGiven, opinionGiven, pauseGiven, remarkGiven, resumeGiven, returnGiven, sheetRequest } from './inputs.js';
export { makeBatch, type BatchMade } from './make-batch.js';
export {
  deskCounts,
  listReleases,
  releasableSheets,
  releaseSorts,
  releaseStagesOfBank,
  releaseTabs,
  type BankStage,
  type ReleasableSheet,
  type ReleaseFilter,
  type ReleaseRow,
  type ReleaseTab,
} from './queries.js';
export { getRelease, listInstructions, releaseHistory, type AnswerRow, type BatchRow, type InstructionRow, type ReleaseDetail, type ReleaseEvent, type StepRow } from './release-detail.js';
export { previewDraw, requestDraw, sourcesOfDraw, type DrawPreview, type DrawRequested, type SourceOfDraw } from './request-draw.js';
export { requestRelease, type ReleaseRequest } from './request-release.js';
export { resubmitRelease } from './resubmit-release.js';
export { returnRelease, reviewRelease, withdrawRelease } from './review-release.js';
export { batchesToAsk, claimBatch, interruptedBatches, markDelivered, markDoubt, noteAsked } from './send-batch.js';
export { releaseFlow, returnTargets, type InstructionState, type ReleaseAction, type ReturnStage, type ReleaseSource, type ReleaseStage, type ReleaseState } from './states.js';
export { takeAnswer, type AnswerTaken, type SetAside } from './take-answer.js';
export { expireRelease, releasesToExpire } from './expire-release.js';
