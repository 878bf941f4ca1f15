export { issueApprovalForm } from './approval-form.js';
export { batchFile } from './batch-file.js';
export { depositNoticeServed, issueDepositNotice, serveDepositNotice } from './deposit-notice.js';
export { drawablePeriods, type DrawablePeriod } from './gather-lines.js';
export { answerUpload, drawRequest, fileWanted, opinionGiven, sheetRequest } from './inputs.js';
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
export { requestRelease, resubmitRelease, type ReleaseRequest } from './request-release.js';
export { returnRelease, reviewRelease, withdrawRelease } from './review-release.js';
export { releaseFlow, type InstructionState, type ReleaseAction, type ReleaseSource, type ReleaseStage, type ReleaseState } from './states.js';
export { takeAnswer, type AnswerTaken, type SetAside } from './take-answer.js';
