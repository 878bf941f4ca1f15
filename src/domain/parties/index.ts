export { newParty, partyKinds } from './inputs.js';
export { registerParty } from './register-party.js';
export { listTownships, type AreaRow } from './areas.js';
