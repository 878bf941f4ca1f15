export { complainantOf, revealComplainant, type Complainant } from './complainant.js';
export { followLead, wrongFollowing, type FollowedLead, type Following } from './follow-lead.js';
export { closingOutcomes, complainantRevealing, leadAcceptance, leadClosing, leadFollowing, leadRefusal, leadSorts, leadStateFilter, leadTransfer, newComplaint, newLead, staffChannels } from './inputs.js';
export { acceptLead, closeLead, leadToCase, refuseLead, transferLead } from './move-lead.js';
export { getLead, leadHistory, listLeads, type LeadDetail, type LeadEvent, type LeadFilter, type LeadRow } from './queries.js';
export { receiveComplaint, receiveLead, type ComplaintOrigin, type LeadReceipt } from './receive-lead.js';
export { leadFlow, type LeadAction, type LeadState } from './states.js';
