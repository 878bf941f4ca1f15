import { timingSafeEqual } from 'node:crypto';
import { spend, type Limit } from '../../platform/attempts.js';
import type { Work } from '../../platform/work.js';
import { SelfCheckCode } from '../../entities/self-check-code.js';
import { Refusal } from '../../values/refusal.js';

/** From one address, and for one name with its digits: nobody can be found by trying (security requirement 62). */
const fromAddress: Limit = { count: 10, minutes: 1 };
const forName: Limit = { count: 5, minutes: 15 };
const minutesOpen = 10;
const mostTries = 5;

const codePlace = (id: string): string => `self_check_code.code_sealed.${id}`;

/**
 * Makes a code for whoever bears this name and these last digits, and has it sent to the telephone on record. The answer is the same
 * whether somebody does or not: a ticket, under which the code is given.
 * @throws Refusal `too-many-attempts`
 */
export async function requestCode(work: Work, input: { readonly name: string; readonly idLast4: string; readonly ip: string }): Promise<{ readonly ticket: string }> {
  const idLast4 = input.idLast4.toUpperCase();
  const whom = work.vault.index('id-number', `self-check ${input.name} ${idLast4}`).toString('hex').slice(0, 32);
  await spend(work.db, [`self-check:ip:${input.ip}`], fromAddress, work.now);
  await spend(work.db, [`self-check:who:${whom}`], forName, work.now);
  const workers = await work.db.query<{ id: string }[]>('SELECT id FROM worker WHERE name = $1 AND id_last4 = $2 AND phone_sealed IS NOT NULL ORDER BY id LIMIT 5', [input.name, idLast4]);
  const ticket = work.secret(24);
  const expiresAt = new Date(work.now.getTime() + minutesOpen * 60_000);
  for (const workerId of workers.length > 0 ? workers.map((w) => w.id) : [null]) {
    const id = work.newId();
    await work.db.insert(SelfCheckCode, { id, ticket, workerId, codeSealed: work.vault.seal(sixDigits(work), codePlace(id)), madeAt: work.now, expiresAt, tries: 0, usedAt: null });
    if (workerId === null) continue;
    await work.later('self-check-code', { id });
    await work.record({ action: 'self-check.code-made', subject: ['worker', workerId] });
  }
  return { ticket };
}

/** Evenly among a million: 40 bits leave a bias below one in a million. */
function sixDigits(work: Work): string {
  const n = Buffer.from(work.secret(5), 'base64url').readUIntBE(0, 5);
  return String(n % 1_000_000).padStart(6, '0');
}

export type Opened = { readonly ok: true; readonly workerId: string } | { readonly ok: false };

/**
 * Checks a code. A wrong one is an answer, not a refusal: the try is counted in this unit of work and must survive it. Five tries a
 * ticket; a code opens once.
 * @throws Refusal `too-many-attempts`
 */
export async function openPage(work: Work, input: { readonly ticket: string; readonly code: string; readonly ip: string }): Promise<Opened> {
  await spend(work.db, [`self-check:ip:${input.ip}`], fromAddress, work.now);
  const codes = await work.db.query<{ id: string; workerId: string | null; sealed: Buffer; tries: number }[]>(
    `SELECT id, worker_id AS "workerId", code_sealed AS sealed, tries FROM self_check_code WHERE ticket = $1 AND expires_at > $2 AND used_at IS NULL ORDER BY id FOR UPDATE`,
    [input.ticket, work.now],
  );
  if (codes.some((c) => c.tries >= mostTries)) throw new Refusal('too-many-attempts', '输错的次数过多，请重新获取验证码');
  const given = Buffer.from(input.code.replace(/\s/gu, '').padEnd(6).slice(0, 6));
  const right = codes.find((c) => timingSafeEqual(Buffer.from(work.vault.open(c.sealed, codePlace(c.id))), given) && c.workerId !== null);
  if (!right) {
    await work.db.query('UPDATE self_check_code SET tries = tries + 1 WHERE ticket = $1', [input.ticket]);
    return { ok: false };
  }
  await work.db.query('UPDATE self_check_code SET used_at = $2 WHERE ticket = $1', [input.ticket, work.now]);
  await work.record({ action: 'self-check.opened', subject: ['worker', right.workerId!] });
  return { ok: true, workerId: right.workerId! };
}

export const wrongCode = (): Refusal => new Refusal('wrong-credentials', '验证码不对或者已经过期');

/** The codes of a ticket, for the demonstration only, where no message is sent. */
export async function codesToShow(work: Work, ticket: string): Promise<string[]> {
  const rows = await work.db.query<{ id: string; sealed: Buffer }[]>('SELECT id, code_sealed AS sealed FROM self_check_code WHERE ticket = $1 AND worker_id IS NOT NULL AND used_at IS NULL AND expires_at > $2', [ticket, work.now]);
  return rows.map((r) => work.vault.open(r.sealed, codePlace(r.id)));
}

/** What the message with a code says, and to which telephone; undefined once it is of no use any more. */
export async function codeMessage(work: Work, id: string): Promise<{ readonly to: string; readonly text: string } | undefined> {
  const [row] = await work.db.query<{ sealed: Buffer; workerId: string; phone: Buffer }[]>(
    `SELECT c.code_sealed AS sealed, w.id AS "workerId", w.phone_sealed AS phone FROM self_check_code c JOIN worker w ON w.id = c.worker_id
      WHERE c.id = $1 AND c.used_at IS NULL AND c.expires_at > $2 AND w.phone_sealed IS NOT NULL`,
    [id, work.now],
  );
  if (!row) return undefined;
  return { to: work.vault.open(row.phone, `worker.phone_sealed.${row.workerId}`), text: `您查询工资的验证码是 ${work.vault.open(row.sealed, codePlace(id))}，${minutesOpen} 分钟内有效。任何人向您索要都不要给。` };
}
