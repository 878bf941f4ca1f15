import { SecondFactor, type FactorKind } from '../../entities/second-factor.js';
import { forgive, spend, type Limit } from '../../platform/attempts.js';
import { base32, fromBase32, keyUri, stepAt, stepOf, totp } from '../../platform/totp.js';
import { verifyPassword } from '../../platform/password.js';
import type { Vault } from '../../platform/vault.js';
import type { Work } from '../../platform/work.js';
import { UserAccount } from '../../entities/user-account.js';
import { halfWidth } from '../../values/parsed.js';
import { grouped, readableCode, readCode } from '../../values/readable-code.js';
import { Invalid, Refusal } from '../../values/refusal.js';

const limit: Limit = { count: 5, minutes: 15 };
const recoveryCodes = 10;
const recoveryLength = 12;
const issuer = '安薪';

/**
 * A kind of proof besides the password. TOTP is the one there is; a UKey would keep a public key as its secret and check an SM2 signature
 * over the session's challenge, with the key's own counter as the step.
 */
export interface Proof {
  /** The step that this answer proves, each counted once and only upwards; undefined where it proves nothing. */
  stepOf(secret: string, answer: string, now: Date): number | undefined;
}

const proofs: Readonly<Record<FactorKind, Proof>> = {
  totp: { stepOf: (secret, answer, now) => stepOf(fromBase32(secret), halfWidth(answer).replace(/\s/gu, ''), now) },
};

const place = (column: 'secret' | 'pending', userId: string): string => `second_factor.${column}.${userId}`;

/** What the door needs of an account's factor: kept sealed until a code must be shown (demo mode). */
export interface FactorAtHand {
  readonly userId: string;
  readonly secret: Buffer;
  readonly lastStep: number | null;
}

/** The code that would be accepted next. Only the demo shows it, to whoever has no telephone of these people. */
export function codeToShow(vault: Vault, { userId, secret, lastStep }: FactorAtHand, now: Date): string {
  return totp(fromBase32(vault.open(secret, place('secret', userId))), Math.max(stepAt(now), (lastStep ?? 0) + 1));
}

/**
 * Checks a code of the actor, or one of their recovery codes. Wrong is an answer, not a refusal: the attempt is counted in this unit of work
 * and must survive it. A code counts once; the same session may repeat it, since the requests of one click run side by side.
 * @param input.session digest of the session that asks
 * @throws Refusal `too-many-attempts` after five in 15 minutes
 */
export async function proveFactor(work: Work, input: { readonly code: string; readonly session: string }): Promise<boolean> {
  const userId = work.actor.id!;
  const factor = await work.db.findOne(SecondFactor, { where: { userId }, lock: { mode: 'pessimistic_write' } });
  if (!factor?.secret) return false;
  const keys = [`factor:${userId}`];
  await spend(work.db, keys, limit, work.now);
  const step = proofs[factor.kind].stepOf(work.vault.open(factor.secret, place('secret', userId)), input.code, work.now);
  const subject = ['user-account', userId] as const;
  if (step !== undefined && step === factor.lastStep && factor.lastSession === input.session) {
    await forgive(work.db, keys);
    return true;
  }
  if (step !== undefined && step > (factor.lastStep ?? 0)) {
    await work.db.update(SecondFactor, { userId }, { lastStep: step, lastSession: input.session });
    await work.record({ action: 'identity.factor-proved', subject });
  } else if (await useRecoveryCode(work, userId, input.code)) {
    await work.record({ action: 'identity.recovery-code-used', subject });
  } else {
    await work.record({ action: 'identity.factor-refused', subject });
    return false;
  }
  await forgive(work.db, keys);
  return true;
}

async function useRecoveryCode(work: Work, userId: string, typed: string): Promise<boolean> {
  const code = readCode(typed, recoveryLength);
  if (code === undefined) return false;
  const [, used] = await work.db.query<[unknown, number]>('UPDATE recovery_code SET used_at = $3 WHERE code_index = $1 AND user_id = $2 AND used_at IS NULL', [indexOf(work, userId, code), userId, work.now]);
  return used === 1;
}

const indexOf = (work: Work, userId: string, code: string): Buffer => work.vault.index('recovery-code', `${userId} ${code}`);

export interface FactorView {
  readonly enrolledAt: Date | null;
  /** Recovery codes that are left. */
  readonly recoveryLeft: number;
  /** The key to be confirmed, as an app scans it and as people type it. */
  readonly pending: { readonly uri: string; readonly key: string } | undefined;
}

/** The actor's own factor, for the page where it is set up. */
export async function getFactor(work: Work): Promise<FactorView> {
  const userId = work.actor.id!;
  const factor = await work.db.findOneBy(SecondFactor, { userId });
  const [left] = await work.db.query<[{ n: number }]>('SELECT count(*)::int AS n FROM recovery_code WHERE user_id = $1 AND used_at IS NULL', [userId]);
  const { login } = await work.db.findOneByOrFail(UserAccount, { id: userId });
  const secret = factor?.pending ? work.vault.open(factor.pending, place('pending', userId)) : undefined;
  return { enrolledAt: factor?.enrolledAt ?? null, recoveryLeft: left.n, pending: secret === undefined ? undefined : { uri: keyUri(secret, issuer, login), key: grouped(secret, 4) } };
}

/**
 * Makes a key for the actor to take into an app; it counts once a code of it has confirmed it. Asks for the password again, so that
 * nobody enrols on a desk that was left open.
 * @throws Refusal `already-exists` where a factor is in use: that is replaced, which asks for a code of it
 */
export async function beginFactor(work: Work, input: { readonly currentPassword: string }): Promise<void> {
  const user = await work.db.findOneByOrFail(UserAccount, { id: work.actor.id! });
  if (!(await verifyPassword(user.passwordHash, input.currentPassword))) throw new Invalid([{ path: 'currentPassword', message: '当前密码不对' }]);
  const factor = await work.db.findOneBy(SecondFactor, { userId: user.id });
  if (factor?.secret) throw new Refusal('already-exists', '动态验证码已经启用');
  await newPending(work, user.id);
}

/** A new key beside the one in use, e.g. for a new telephone; the old one counts until the new one is confirmed. The door has asked for a code. */
export async function replaceFactor(work: Work): Promise<void> {
  await newPending(work, work.actor.id!);
}

async function newPending(work: Work, userId: string): Promise<void> {
  const pending = work.vault.seal(base32(Buffer.from(work.secret(20), 'base64url')), place('pending', userId));
  await work.db.query(
    `INSERT INTO second_factor (user_id, kind, pending, begun_at) VALUES ($1, 'totp', $2, $3)
     ON CONFLICT (user_id) DO UPDATE SET pending = excluded.pending, begun_at = excluded.begun_at`,
    [userId, pending, work.now],
  );
  await work.record({ action: 'identity.factor-begun', subject: ['user-account', userId] });
}

/** Takes the pending key into use, by a code of it. @returns ten recovery codes, to be shown once */
export async function confirmFactor(work: Work, input: { readonly pendingCode: string }): Promise<{ readonly recovery: readonly string[] }> {
  const userId = work.actor.id!;
  const factor = await work.db.findOne(SecondFactor, { where: { userId }, lock: { mode: 'pessimistic_write' } });
  if (!factor?.pending) throw new Refusal('wrong-state', '没有等待确认的密钥');
  const secret = work.vault.open(factor.pending, place('pending', userId));
  const step = proofs[factor.kind].stepOf(secret, input.pendingCode, work.now);
  if (step === undefined) throw new Invalid([{ path: 'pendingCode', message: '验证码不对，请核对手机的时间，再填当前显示的 6 位数字' }]);
  await takeIntoUse(work, userId, secret, step);
  return { recovery: await newRecoveryCodes(work) };
}

/** Gives an account its key, e.g. in the demo city. @param step the newest step that counts as used */
export async function takeIntoUse(work: Work, userId: string, secret: string, step: number | null): Promise<void> {
  await work.db.query(
    `INSERT INTO second_factor (user_id, kind, secret, last_step, enrolled_at, begun_at) VALUES ($1, 'totp', $2, $3, $4, $4)
     ON CONFLICT (user_id) DO UPDATE SET secret = excluded.secret, pending = NULL, last_step = excluded.last_step, last_session = NULL, enrolled_at = excluded.enrolled_at`,
    [userId, work.vault.seal(secret, place('secret', userId)), step, work.now],
  );
  await work.record({ action: 'identity.factor-enrolled', subject: ['user-account', userId] });
}

/** Ten new recovery codes for the actor; those before count no more. */
export async function newRecoveryCodes(work: Work): Promise<readonly string[]> {
  const userId = work.actor.id!;
  const codes = Array.from({ length: recoveryCodes }, () => readableCode(work.secret(8), recoveryLength));
  await work.db.query('DELETE FROM recovery_code WHERE user_id = $1', [userId]);
  await work.db.query('INSERT INTO recovery_code (code_index, user_id) SELECT c, $2 FROM unnest($1::bytea[]) AS c', [codes.map((c) => indexOf(work, userId, c)), userId]);
  await work.record({ action: 'identity.recovery-codes-made', subject: ['user-account', userId] });
  return codes.map((c) => grouped(c, 4));
}

/** Takes somebody else's factor away, e.g. when the telephone is lost: they are signed out and must enrol anew. Nobody resets himself; the operator's command line (the system) may. */
export async function resetFactor(work: Work, of: { readonly id: string } | { readonly username: string }): Promise<void> {
  const user = await work.db.findOneBy(UserAccount, 'id' in of ? { id: of.id } : { login: of.username.toLowerCase() });
  if (!user) throw new Refusal('not-found', '没有这个账号');
  const userId = user.id;
  if (user.personId === work.actor.personId) throw new Refusal('same-person', '不能重置自己的动态验证码，请由另一名管理员办理');
  const { affected } = await work.db.delete(SecondFactor, { userId });
  if (affected !== 1) throw new Refusal('wrong-state', '这个账号没有启用动态验证码');
  await work.db.query('DELETE FROM session WHERE user_id = $1', [userId]);
  await work.record({ action: 'identity.factor-reset', subject: ['user-account', userId] });
}
