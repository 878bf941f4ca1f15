/** How often a bank does each of these things, as a fraction from 0 to 1. */
export interface Moods {
  /** The file never arrives. */
  readonly loseRequests: number;
  /** The file arrives, and the connection is cut before we hear so. */
  readonly loseReplies: number;
  /** The reply comes only after half a minute. */
  readonly hang: number;
  /** 502, before or after the file was taken. */
  readonly badGateway: number;
  /** The reply, or an answer file, is cut off in the middle; the whole file follows. */
  readonly truncate: number;
  /** The same answer comes a second time under another name. */
  readonly twice: number;
  /** Lines stand in another order than ours, and later files come before earlier ones. */
  readonly reorder: number;
  /** Some of the answer now, the rest later. */
  readonly partly: number;
  /** First a file whose sum is wrong. */
  readonly wrongSum: number;
  /** First a file in which one amount is not ours. */
  readonly otherAmount: number;
  /** First a file in which one card is not ours. */
  readonly otherCard: number;
  /** Of each payment: refused. */
  readonly reject: number;
  /** Of each payment: paid, told so, and given back afterwards. */
  readonly payThenReturn: number;
  /** Pays a file again that arrives again. */
  readonly forgetful: number;
  /** Pays and never says so. */
  readonly silent: number;
}

export const calm: Moods = {
  loseRequests: 0,
  loseReplies: 0,
  hang: 0,
  badGateway: 0,
  truncate: 0,
  twice: 0,
  reorder: 0,
  partly: 0,
  wrongSum: 0,
  otherAmount: 0,
  otherCard: 0,
  reject: 0,
  payThenReturn: 0,
  forgetful: 0,
  silent: 0,
};

/** Everything that can go wrong, often. Hanging is left out: it only costs time. */
export const worst: Moods = {
  ...calm,
  loseRequests: 0.3,
  loseReplies: 0.3,
  badGateway: 0.3,
  truncate: 0.4,
  twice: 0.6,
  reorder: 0.6,
  partly: 0.6,
  wrongSum: 0.4,
  otherAmount: 0.4,
  otherCard: 0.4,
  reject: 0.03,
  payThenReturn: 0.03,
  forgetful: 1,
  silent: 0.2,
};

/** `loseReplies=0.5,hang=1` over a named mood. @throws Error naming what it does not know */
export function moodsFrom(name: string, changes = ''): Moods {
  const moods: Record<string, number> = { ...(name === 'worst' ? worst : calm) };
  if (name !== 'worst' && name !== 'calm') throw new Error(`no mood "${name}": calm or worst`);
  for (const change of changes.split(',').filter((c) => c !== '')) {
    const [key = '', value] = change.split('=');
    const often = Number(value);
    if (!(key in calm) || !(often >= 0 && often <= 1)) throw new Error(`"${change}": one of ${Object.keys(calm).join(', ')} and a fraction from 0 to 1`);
    moods[key] = often;
  }
  return moods as unknown as Moods;
}
