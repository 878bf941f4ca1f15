export * from './parameters.js';
export * from './parameter-catalogue.js';
export * from './parameter-kinds.js';
export * from './regions.js';
export * from './source.js';
export * from './deadlines.js';
export * from './pay-day.js';
export * from './calendar/index.js';
