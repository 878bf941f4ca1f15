export { calendarYear, newOrgan, newParameter, organKinds } from './inputs.js';
export { loadReference } from './load-reference.js';
export { getOrgan, listOrgans, organOf, registerOrgan } from './organs.js';
export { approveParameter, findParameter, lawOf, loadParameters, proposeParameter, resolveParameter } from './parameters.js';
export { listCalendar, listParameters, waitingParameters, type ParameterInForce, type ParameterWaiting } from './queries.js';
export { setCalendarYear } from './set-calendar.js';
