import { BankConnection, type BankConnectionKind } from '../../entities/bank-connection.js';
import type { BankProfileId } from '../../formats/bank-profiles.js';
import type { TypeOf } from '../../platform/parse.js';
import { violated, type Work } from '../../platform/work.js';
import { Invalid, Refusal, type Issue } from '../../values/refusal.js';
import { chosenProfile } from '../policy/index.js';
import type { newConnection } from './inputs.js';

export type { BankConnectionKind } from '../../entities/bank-connection.js';

/** How a bank is reached, as the one who sends needs it. */
export interface Connection {
  readonly id: string;
  readonly bankId: string;
  readonly kind: BankConnectionKind;
  readonly profile: BankProfileId;
  readonly place: string;
  readonly wireSeconds: number;
  readonly askMinutes: number;
  readonly askTimes: number;
  readonly answerMinutes: number;
}

const columns = `c.id, c.bank_id AS "bankId", c.kind, c.profile, c.place, c.wire_seconds AS "wireSeconds", c.ask_minutes AS "askMinutes", c.ask_times AS "askTimes", c.answer_minutes AS "answerMinutes"`;

const secretPlace = (connectionId: string): string => `bank_connection.secret.${connectionId}`;

/** The connection of a bank that is in force; undefined: a person takes files there and brings answers. */
export async function connectionOf(work: Work, bankId: string): Promise<Connection | undefined> {
  const [found] = await work.db.query<Connection[]>(`SELECT ${columns} FROM bank_connection c WHERE c.bank_id = $1 AND c.state = 'in-force'`, [bankId]);
  return found;
}

/** Every connection over which the service sends by itself, with its secret. */
export async function openConnections(work: Work): Promise<(Connection & { readonly secret: string | undefined })[]> {
  const rows = await work.db.query<(Connection & { sealed: Buffer | null })[]>(`SELECT ${columns}, c.secret_sealed AS sealed FROM bank_connection c WHERE c.state = 'in-force' AND c.kind <> 'desk' ORDER BY c.bank_id`);
  return rows.map(({ sealed, ...c }) => ({ ...c, secret: sealed ? work.vault.open(sealed, secretPlace(c.id)) : undefined }));
}

/** Remembers that a bank was reached, or why it was not. */
export async function noteContact(work: Work, connectionId: string, trouble?: string): Promise<void> {
  await work.db.query('UPDATE bank_connection SET trouble = $2, contact_at = CASE WHEN $2::text IS NULL THEN $3 ELSE contact_at END WHERE id = $1', [connectionId, trouble?.slice(0, 300) ?? null, work.now]);
}

/**
 * Proposes how a bank is to be reached; it counts once another person has approved it. A newer proposal takes the place of one that waits.
 * @throws Invalid, Refusal `not-found` (no such bank)
 */
export async function proposeConnection(work: Work, input: TypeOf<typeof newConnection>): Promise<{ readonly connectionId: string }> {
  const issues: Issue[] = [];
  if (input.kind !== 'desk' && input.place === undefined) issues.push({ path: 'place', message: input.kind === 'folder' ? '请填写交换目录的名称' : '请填写接口的名称，即服务器配置 BANK_ENDPOINTS 中的名称' });
  if (input.kind === 'desk' && input.place !== undefined) issues.push({ path: 'place', message: '人工传递文件不需要目录或者接口' });
  if (input.place !== undefined && !/^[a-z0-9-]{1,40}$/u.test(input.place)) issues.push({ path: 'place', message: '只能用小写字母、数字和连字符' });
  if (input.kind === 'http' && input.secret === undefined) issues.push({ path: 'secret', message: '请填写银行给的接口密钥' });
  if (issues.length > 0) throw new Invalid(issues);
  const [bank] = await work.db.query<unknown[]>(`SELECT FROM party WHERE id = $1 AND kind = 'bank'`, [input.bankId]);
  if (!bank) throw new Refusal('not-found', '没有找到这家银行');
  await chosenProfile(work, input.profile, { bankId: input.bankId });
  const id = work.newId();
  await work.db.query(`UPDATE bank_connection SET state = 'ended' WHERE bank_id = $1 AND state = 'proposed'`, [input.bankId]);
  const { secret, place, ...settings } = input;
  await work.db.insert(BankConnection, {
    ...settings,
    id,
    place: place ?? '',
    secretSealed: input.kind === 'http' ? work.vault.seal(secret!, secretPlace(id)) : null,
    state: 'proposed',
    proposedBy: work.actor.id!,
    proposedAt: work.now,
  });
  await work.record({ action: 'bank-connection.proposed', subject: ['bank-connection', id], reason: input.reason, detail: { bankId: input.bankId, kind: input.kind, place } });
  return { connectionId: id };
}

/** A second person puts a proposed connection in force; the one before it ends. @throws Refusal `not-found`, `same-person`, `wrong-state`, `already-exists` */
export async function approveConnection(work: Work, connectionId: string): Promise<void> {
  const proposed = await work.db.findOne(BankConnection, { where: { id: connectionId }, lock: { mode: 'pessimistic_write' } });
  if (!proposed) throw new Refusal('not-found', '没有找到这项银行连接');
  if (proposed.state !== 'proposed') throw new Refusal('wrong-state', '这项银行连接已经复核过，或者已被新的设置取代');
  await checkOther(work, proposed.proposedBy);
  await work.db.query(`UPDATE bank_connection SET state = 'ended' WHERE bank_id = $1 AND state = 'in-force'`, [proposed.bankId]);
  try {
    await work.db.update(BankConnection, { id: connectionId }, { state: 'in-force', approvedBy: work.actor.id!, approvedAt: work.now });
  } catch (error) {
    if (violated(error) === 'bank_connection_place') throw new Refusal('already-exists', '另一家银行已在使用这个目录或者接口');
    throw error;
  }
  await work.record({ action: 'bank-connection.approved', subject: ['bank-connection', connectionId], detail: { bankId: proposed.bankId, kind: proposed.kind } });
}

/** What one person has begun another must finish. @throws Refusal `same-person` */
export async function checkOther(work: Work, userId: string): Promise<void> {
  const [by] = await work.db.query<{ person: string }[]>('SELECT person_id AS person FROM user_account WHERE id = $1', [userId]);
  if (by?.person === work.actor.personId) throw new Refusal('same-person', '提出和复核须由两个人办理');
}

export interface ConnectionRow {
  readonly id: string;
  readonly bank: string;
  readonly kind: BankConnectionKind;
  readonly profile: BankProfileId;
  readonly place: string;
  readonly wireSeconds: number;
  readonly askMinutes: number;
  readonly askTimes: number;
  readonly answerMinutes: number;
  readonly state: 'proposed' | 'in-force';
  readonly reason: string;
  readonly proposedBy: string;
  readonly proposedAt: Date;
  readonly own: boolean;
  readonly contactAt: Date | null;
  readonly trouble: string | null;
}

/** The connections in force and those that wait for the second person. A bank's clerk sees that bank's. */
export function listConnections(work: Work): Promise<ConnectionRow[]> {
  return work.db.query(
    `SELECT ${columns}, b.name AS bank, c.state, c.reason, u.name AS "proposedBy", c.proposed_at AS "proposedAt", u.person_id IS NOT DISTINCT FROM $1 AS own, c.contact_at AS "contactAt", c.trouble
       FROM bank_connection c JOIN party b ON b.id = c.bank_id JOIN user_account u ON u.id = c.proposed_by
      WHERE c.state <> 'ended' AND ($2::uuid IS NULL OR c.bank_id = $2) ORDER BY b.name, c.state`,
    [work.actor.personId, work.actor.partyId],
  );
}
