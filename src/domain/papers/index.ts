export { issuePaper, type IssuedPaper, type NewPaper } from './issue-paper.js';
export { nextNumber } from './next-number.js';
export { serviceAttempt } from './inputs.js';
export { checkPaper, getPaper, listAttempts, listPapers, openProof, paperForPdf, type CheckedPaper, type PaperDetail, type PaperRow, type PrintablePaper, type ServiceAttempt } from './queries.js';
export { recordService, type ServiceInput, type ServiceRecorded } from './record-service.js';
export { paperScope } from './scope.js';
export { serviceModeNames } from './service-rules.js';
