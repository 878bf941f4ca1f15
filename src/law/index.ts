/** The door of the law room: the rules, their parameters and their sources. */
export * from './calendar/index.js';
export * from './crime-threshold.js';
export * from './deadlines.js';
export * from './deposit-amount.js';
export * from './instruments.js';
export * from './law.js';
export * from './liable-party.js';
export * from './listing.js';
export * from './parameter-catalogue.js';
export * from './parameter-kinds.js';
export * from './parameters.js';
export * from './pay-day.js';
export * from './penalties.js';
export * from './regions.js';
export * from './source.js';
export * from './terms.js';
export * from './wage-rules.js';
