import { spend, type Limit } from '../../platform/attempts.js';
import type { TypeOf } from '../../platform/parse.js';
import { verifyPassword } from '../../platform/password.js';
import type { Work } from '../../platform/work.js';
import { halfWidth } from '../../values/parsed.js';
import { dayOf, type PlainDate } from '../../values/plain-date.js';
import { readCode } from '../../values/readable-code.js';
import { Invalid } from '../../values/refusal.js';
import { followCodeLength } from './receive-lead.js';
import type { leadFollowing } from './inputs.js';
import type { LeadState } from './states.js';

/** What a complainant is told of their lead. */
export interface FollowedLead {
  readonly number: string;
  readonly state: LeadState;
  readonly receivedOn: PlainDate;
  /** While it waits: by when they hear whether it is accepted. */
  readonly answerBy: PlainDate | null;
  readonly answer: string | null;
}

export type Following = { readonly ok: true; readonly lead: FollowedLead } | { readonly ok: false };

const limit: Limit = { count: 10, minutes: 1 };

/**
 * How a lead stands, for who holds its number and code. A wrong code and a number that does not exist look the same and take as long; it is
 * an answer and not a refusal, so that the attempt stays counted.
 * @throws Refusal `too-many-attempts` after ten a minute from one address or at one number
 */
export async function followLead(work: Work, { number, code, ip }: TypeOf<typeof leadFollowing> & { readonly ip: string }): Promise<Following> {
  const wanted = halfWidth(number).toUpperCase().replace(/\s/gu, '').replace(/\p{Pd}/gu, '-');
  await spend(work.db, [`lead-follow:ip:${ip}`, `lead-follow:number:${wanted.slice(0, 40)}`], limit, work.now);
  const [lead] = await work.db.query<(Omit<FollowedLead, 'receivedOn' | 'answerBy'> & { receivedAt: Date; dueOn: PlainDate | null; secretHash: string | null })[]>(
    'SELECT number, state, received_at AS "receivedAt", due_on AS "dueOn", answer, secret_hash AS "secretHash" FROM lead WHERE number = $1',
    [wanted],
  );
  const right = await verifyPassword(lead?.secretHash ?? undefined, readCode(code, followCodeLength) ?? '-');
  if (!lead || !right) return { ok: false };
  return { ok: true, lead: { number: lead.number, state: lead.state, receivedOn: dayOf(lead.receivedAt), answerBy: lead.state === 'received' ? lead.dueOn : null, answer: lead.answer } };
}

export const wrongFollowing = (): Invalid => new Invalid([{ path: '', message: '投诉编号或查询码不对' }]);
