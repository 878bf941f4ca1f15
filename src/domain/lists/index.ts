export { assessListing, getListingCase, type ListingCase } from './conditions.js';
export { decideListing, dropListing, giveNotice, objectListing, publishListing, removeExpired, removeListing, verifyObjection } from './decide-listing.js';
export { decisionInput, dropInput, newListing, objectionInput, removalInput, verificationInput } from './inputs.js';
export { proposeListing } from './propose-listing.js';
export { getListing, listListings, publicEntry, publicList, type ListingFile, type ListingRow, type PublicEntry } from './queries.js';
export { listingFlow, type ListingAction, type ListingState } from './states.js';
