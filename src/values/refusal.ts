/** One mistake in what a person typed or sent: where it stands and what to do, in the user's words. */
export interface Issue {
  /** The field's name in the form or JSON body, e.g. `contractPrice` or `workers.3.card`. Empty: the whole. */
  readonly path: string;
  readonly message: string;
}

/** What was sent is not valid; carries every mistake at once. */
export class Invalid extends Error {
  constructor(readonly issues: readonly Issue[]) {
    super(issues.map((i) => `${i.path}: ${i.message}`).join('; '));
  }
}

/** Every reason for which the domain says no. The words for people and the status stand in platform/problems. */
export const refusalCodes = [
  'not-found',
  'not-allowed',
  'wrong-state',
  'same-person',
  'changed-meanwhile',
  'already-exists',
  'calendar-unknown',
  'parameter-missing',
  'insufficient-balance',
  'idempotency-conflict',
  'file-refused',
  'glyph-missing',
  'list-conditions-unmet',
  'not-signed-in',
  'wrong-credentials',
  'too-many-attempts',
] as const;

export type RefusalCode = (typeof refusalCodes)[number];

/** The domain says no. `why` is one sentence for the person in front of the screen. */
export class Refusal extends Error {
  constructor(
    readonly code: RefusalCode,
    readonly why: string,
  ) {
    super(why);
  }
}
