import { randomBytes } from 'node:crypto';
import type { DataSource, EntityManager } from 'typeorm';
import { dayOf, type PlainDate } from '../values/plain-date.js';
import type { ActorRole } from '../values/role.js';
import type { SubjectType } from '../values/subject-type.js';
import type { WorkingDays } from '../values/working-days.js';
import { loadCalendar } from './calendar.js';
import { freshBytes } from './fresh-bytes.js';
import type { Vault } from './vault.js';

/** Who stands at the door. `personId` is the human behind the account: two accounts of one person are one person. */
export interface Actor {
  readonly id: string | null;
  readonly personId: string | null;
  readonly name: string;
  readonly role: ActorRole;
  /** Area codes begin with this; '' sees every area. Only for staff of public organs. */
  readonly areaPrefix: string;
  readonly organId: string | null;
  /** What kind of organ, e.g. labour or housing. */
  readonly organKind: string | null;
  readonly partyId: string | null;
  /** Whose own page it is; only of a worker, who has no account. */
  readonly workerId?: string;
}

export const systemActor: Actor = { id: null, personId: null, name: '系统', role: 'system', areaPrefix: '', organId: null, organKind: null, partyId: null };
export const anonymousActor: Actor = { ...systemActor, name: '公众', role: 'anonymous' };

export interface AuditEvent {
  /** What happened, e.g. `payroll.approved`. */
  readonly action: string;
  /** Which record, and its id. */
  readonly subject: readonly [type: SubjectType, id: string];
  readonly projectId?: string | null | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly reason?: string | undefined;
  readonly detail?: Readonly<Record<string, unknown>> | undefined;
}

/**
 * One unit of work: a transaction, the time (read once, at the door), the person, and the means that commands need.
 * Commands take it first and never open, commit or nest one.
 */
export interface Work {
  readonly db: EntityManager;
  readonly now: Date;
  readonly today: PlainDate;
  readonly actor: Actor;
  readonly calendar: WorkingDays;
  readonly vault: Vault;
  /** A fresh identifier (UUID v7: sorts by time, cannot be guessed). */
  newId(): string;
  /** A fresh secret of `bytes` random bytes, base64url. */
  secret(bytes?: number): string;
  /** Appends to the audit trail, in this transaction. */
  record(event: AuditEvent): Promise<void>;
  /** Leaves an after-effect for the outbox, in this transaction. */
  later(kind: string, payload: Readonly<Record<string, unknown>>): Promise<void>;
}

export interface Door {
  /** Runs one command or question in a transaction; a deadlock or serialization failure repeats the whole, at most five times. */
  <T>(actor: Actor, run: (work: Work) => Promise<T>, requestId?: string): Promise<T>;
}

export interface DoorDeps {
  readonly dataSource: DataSource;
  readonly vault: Vault;
  readonly clock: () => Date;
}

const retryable = new Set(['40001', '40P01']);
const attempts = 5;

export function createDoor({ dataSource, vault, clock }: DoorDeps): Door {
  return async (actor, run, requestId) => {
    for (let attempt = 1; ; attempt += 1) {
      try {
        const now = clock();
        return await dataSource.transaction('READ COMMITTED', async (db) =>
          run({
            db,
            now,
            today: dayOf(now),
            actor,
            calendar: await loadCalendar(db),
            vault,
            newId: () => uuidV7(now),
            secret: (bytes = 16) => randomBytes(bytes).toString('base64url'),
            record: async (event) => {
              await db.query(
                `INSERT INTO audit_event (at, actor_id, actor_name, actor_role, action, subject_type, subject_id, project_id, from_state, to_state, reason, detail, request_id)
                 VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
                [now, actor.id, actor.name, actor.role, event.action, event.subject[0], event.subject[1], event.projectId ?? null, event.from ?? null, event.to ?? null, event.reason ?? null, JSON.stringify(event.detail ?? {}, plain), requestId ?? null],
              );
            },
            later: async (kind, payload) => {
              await db.query('INSERT INTO outbox (kind, payload, created_at) VALUES ($1, $2, $3)', [kind, JSON.stringify(payload, plain), now]);
            },
          }),
        );
      } catch (error) {
        if (attempt >= attempts || !retryable.has(sqlState(error))) throw error;
        await new Promise((resolve) => setTimeout(resolve, 2 ** attempt * 5 * (0.5 + Math.random())));
      }
    }
  };
}

/** The SQLSTATE of a database error, '' of any other. */
export const sqlState = (error: unknown): string => (error as { driverError?: { code?: string } })?.driverError?.code ?? '';

/** The name of the constraint that a database error speaks of, '' of any other. */
export const violated = (error: unknown): string => (error as { driverError?: { constraint?: string } })?.driverError?.constraint ?? '';

const plain = (_key: string, value: unknown): unknown => (typeof value === 'bigint' ? value.toString() : value);

/** RFC 9562 UUID v7: 48 bits of milliseconds, the rest random. */
export function uuidV7(now: Date): string {
  const bytes = freshBytes(16);
  bytes.writeUIntBE(now.getTime(), 0, 6);
  bytes[6] = (bytes[6]! & 0x0f) | 0x70;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
