export { listAreas, listTownships, type AreaRow } from './areas.js';
export { newParty, partyKinds } from './inputs.js';
export { choosableParties, getParty, listParties, setStanding, type PartyFile, type PartyFilter, type PartyRow } from './queries.js';
export { registerParty } from './register-party.js';
