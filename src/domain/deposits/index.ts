export { assessDeposit, reckonDeposit, type Assessment, type Reckoned, type Reckoning } from './assess.js';
export { abandonDraw, beginDraw, drawAccount, finishDraw, type NewDraw } from './draw.js';
export { lapseInstruments, projectsWithLapsed } from './end-instrument.js';
export { exemptDeposit } from './exempt.js';
export { exemption, guaranteeForms, newCash, newGuarantee, type NewInstrument } from './inputs.js';
export { drawableSources, getDeposit, type DepositView, type DrawableSource, type DrawRow, type InstrumentRow } from './queries.js';
export { recordInstrument } from './record-instrument.js';
export { depositFlow, type DepositAction, type DepositForm, type DepositState } from './states.js';
