import { oneOf, paragraph, shape } from '../../platform/parse.js';

/** What a person may say of a line of the bank; `inquiry` leaves it open, `undo` gives it back to the matching. */
export const lineDecisions = ['labour-cost', 'recorded', 'interest', 'wages', 'returned', 'illegal', 'deducted', 'moved', 'inquiry', 'undo'] as const;
export type LineDecision = (typeof lineDecisions)[number];

export const lineResolved = shape({ as: oneOf('处理为', lineDecisions), reason: paragraph('理由', { min: 2, max: 300 }) });
