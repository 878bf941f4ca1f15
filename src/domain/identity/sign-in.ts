import { UserAccount } from '../../entities/user-account.js';
import type { Work } from '../../platform/work.js';
import { hashPassword, needsRehash, verifyPassword } from '../../platform/password.js';
import { forgive, spend, type Limit } from '../../platform/attempts.js';
import { Refusal } from '../../values/refusal.js';

const limit: Limit = { count: 5, minutes: 15 };
/** Places where one account may be signed in at once (ASVS 7.1.2). */
const places = 3;

export type SignedIn = { readonly ok: true; readonly userId: string; readonly mustChange: boolean } | { readonly ok: false };

/**
 * Checks a login. A wrong one is an answer, not a refusal: the attempt is counted in this unit of work and must survive it
 * (ASVS 6.3.1: five in 15 minutes per account and per address). No user and a wrong password look the same and take as long.
 * @throws Refusal `too-many-attempts`
 */
export async function signIn(work: Work, input: { readonly username: string; readonly password: string; readonly ip: string }): Promise<SignedIn> {
  const login = input.username.toLowerCase();
  const keys = [`login:user:${login}`, `login:ip:${input.ip}`];
  await spend(work.db, keys, limit, work.now);
  const user = await work.db.findOneBy(UserAccount, { login });
  const right = await verifyPassword(user?.passwordHash, input.password);
  if (!user || !right || user.disabledAt) {
    await work.record({ action: 'identity.sign-in-refused', subject: ['user-account', user?.id ?? login.slice(0, 40)] });
    return { ok: false };
  }
  await forgive(work.db, keys);
  await work.db.update(UserAccount, { id: user.id }, { signedInAt: work.now, ...(needsRehash(user.passwordHash) ? { passwordHash: await hashPassword(input.password) } : {}) });
  await work.record({ action: 'identity.signed-in', subject: ['user-account', user.id] });
  await closeOldest(work, user.id);
  return { ok: true, userId: user.id, mustChange: user.mustChange };
}

export const wrongCredentials = (): Refusal => new Refusal('wrong-credentials', '用户名或密码不对');

/** Leaves room for the session that begins now: those that were renewed go first, then the oldest. */
async function closeOldest(work: Work, userId: string): Promise<void> {
  const [, closed] = await work.db.query<[unknown, number]>(
    `DELETE FROM session WHERE sid IN (
       SELECT sid FROM session WHERE user_id = $1 AND expire > now() ORDER BY sess ? 'renewedAt', (sess ->> 'signedInAt')::bigint DESC, expire DESC OFFSET $2)`,
    [userId, places - 1],
  );
  if (closed > 0) await work.record({ action: 'identity.session-closed', subject: ['user-account', userId], detail: { closed } });
}
