export { assessDeposit, reckonDeposit, type Assessment, type Reckoned, type Reckoning } from './assess.js';
export { applyReturn, beginReturn, beginReturnExOfficio, decideObjection, objectReturn } from './begin-return.js';
export { refuseReturn, releaseReturn, reviewReturn, stopReturn } from './decide-return.js';
export { doubleDeposit } from './double.js';
export { abandonDraw, beginDraw, drawAccount, finishDraw, type NewDraw } from './draw.js';
export { lapseInstruments, projectsWithLapsed } from './end-instrument.js';
export { exemptDeposit } from './exempt.js';
export { extendGuarantee } from './extend.js';
export {
  commitmentEnd,
  doubling,
  exemption,
  extension,
  guaranteeForms,
  joining,
  newCash,
  newCommitment,
  newGuarantee,
  newReturn,
  objection,
  objectionDecision,
  reminderReply,
  returnApplication,
  returnReview,
  returnStop,
  stocktakeDecision,
  type NewInstrument,
} from './inputs.js';
export { joinFirmDeposit } from './join-firm.js';
export { endCommitment, listCommitments, openCommitment, recordCommitment, type Commitment } from './joint-guarantee.js';
export { drawableSources, getDeposit, type DepositView, type DrawableSource, type DrawRow, type InstrumentRow } from './queries.js';
export { recordInstrument } from './record-instrument.js';
export { listDeposits, type RegisterFilter, type RegisterRow } from './register.js';
export { issueReminderLetter, remindGuarantees, replyReminder } from './reminders.js';
export { listReturns, publicReturns, type PublicReturn, type ReturnView } from './return-queries.js';
export { returnFlow, type DepositReturnState, type ReturnAction } from './return-states.js';
export { decideStocktakeItem, getStocktake, listStocktakes, takeStock, type StocktakeItem, type StocktakeRow } from './stock-taking.js';
export { depositFlow, type DepositAction, type DepositForm, type DepositState } from './states.js';
