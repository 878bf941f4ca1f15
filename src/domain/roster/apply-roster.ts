import type { Work } from '../../platform/work.js';
import type { PlainDate } from '../../values/plain-date.js';
import { refreshRegistered } from './month-counts.js';
import { ensureWorkers, isUnderAge, updatePhones, type KnownWorker } from './people.js';
import type { FlaggedWorker } from './record-attendance.js';
import type { PlannedEntry } from './roster-plan.js';

export interface RosterApplied {
  readonly engaged: number;
  readonly updated: number;
  /** Registered although younger than sixteen on the day of entry: the record must show it (禁止使用童工规定). */
  readonly underAge: readonly FlaggedWorker[];
  /** The engagement of each entry, in their order. */
  readonly engagementIds: readonly string[];
  /** Changed telephone numbers and days of entry, for the audit trail. */
  readonly trace: Readonly<Record<string, unknown>>;
}

/** Carries out a plan that holds no error: workers, engagements, and what attendance says of registration. A few statements for all. */
export async function applyRoster(work: Work, projectId: string, partyId: string, planned: readonly PlannedEntry[]): Promise<RosterApplied> {
  const known = await ensureWorkers(work, planned.map((p) => p.entry));
  const workerOf = (p: PlannedEntry): KnownWorker => known.get(p.entry.idNumber)!;
  const phonesChanged = await updatePhones(work, planned.flatMap((p) => (p.entry.phone ? [{ workerId: workerOf(p).workerId, phone: p.entry.phone }] : [])));
  const rows = planned.map((p) => rowOf(work, p, workerOf(p).workerId));
  const fresh = rows.filter((r) => !r.existing);
  await insertEngagements(work, projectId, partyId, fresh);
  const updated = await updateEngagements(work, rows.filter((r) => r.existing));
  await refreshRegistered(work, projectId, rows.map((r) => r.workerId));
  return {
    engaged: fresh.length,
    updated,
    underAge: planned.flatMap((p) => {
      const { workerId, name } = workerOf(p);
      return isUnderAge(workerOf(p), p.enteredOn) ? [{ workerId, name, idLast4: p.entry.idNumber.slice(-4) }] : [];
    }),
    engagementIds: rows.map((r) => r.engagementId),
    trace: {
      phonesChanged,
      entryChanged: planned.flatMap((p) => (p.existing && p.existing.enteredOn !== p.enteredOn ? [{ engagementId: p.existing.engagementId, from: p.existing.enteredOn, to: p.enteredOn }] : [])),
    },
  };
}

interface Row {
  readonly existing: boolean;
  readonly engagementId: string;
  readonly workerId: string;
  readonly trade: string | null;
  readonly team: string | null;
  readonly teamLeader: boolean | null;
  readonly contractSignedOn: PlainDate | null;
  readonly contractEndsOn: PlainDate | null;
  readonly enteredOn: PlainDate;
  readonly leftOn: PlainDate | null;
  readonly cardSealed: Buffer | null;
  readonly cardIndex: Buffer | null;
  readonly cardLast4: string | null;
  readonly bankName: string | null;
}

function rowOf(work: Work, { entry, existing, enteredOn }: PlannedEntry, workerId: string): Row {
  const engagementId = existing?.engagementId ?? work.newId();
  return {
    existing: existing !== undefined,
    engagementId,
    workerId,
    trade: entry.trade ?? null,
    team: entry.team ?? null,
    teamLeader: entry.teamLeader ?? null,
    contractSignedOn: entry.contractDate ?? null,
    contractEndsOn: entry.contractEnds ?? null,
    enteredOn,
    leftOn: entry.exitDate ?? null,
    ...(entry.card === undefined ? { cardSealed: null, cardIndex: null, cardLast4: null } : sealedCard(work, engagementId, entry.card)),
    bankName: entry.bank ?? null,
  };
}

/** The three columns of an engagement's card. */
export function sealedCard(work: Work, engagementId: string, card: string): { cardSealed: Buffer; cardIndex: Buffer; cardLast4: string } {
  return { cardSealed: work.vault.seal(card, `engagement.card_sealed.${engagementId}`), cardIndex: work.vault.index('card', card), cardLast4: card.slice(-4) };
}

const columns = (rows: readonly Row[]): unknown[] => [
  rows.map((r) => r.engagementId),
  rows.map((r) => r.workerId),
  rows.map((r) => r.trade),
  rows.map((r) => r.team),
  rows.map((r) => r.teamLeader),
  rows.map((r) => r.contractSignedOn),
  rows.map((r) => r.contractEndsOn),
  rows.map((r) => r.enteredOn),
  rows.map((r) => r.leftOn),
  rows.map((r) => r.cardSealed),
  rows.map((r) => r.cardIndex),
  rows.map((r) => r.cardLast4),
  rows.map((r) => r.bankName),
];

const incoming = `unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::boolean[], $6::date[], $7::date[], $8::date[], $9::date[], $10::bytea[], $11::bytea[], $12::text[], $13::text[])
  AS t (id, worker_id, trade, team, team_leader, contract_signed_on, contract_ends_on, entered_on, left_on, card_sealed, card_index, card_last4, bank_name)`;

async function insertEngagements(work: Work, projectId: string, partyId: string, rows: readonly Row[]): Promise<void> {
  if (rows.length === 0) return;
  await work.db.query(
    `INSERT INTO engagement (id, worker_id, project_id, party_id, trade, team, team_leader, contract_signed_on, contract_ends_on, entered_on, left_on, card_sealed, card_index, card_last4, bank_name, created_at)
     SELECT t.id, t.worker_id, $14, $15, coalesce(t.trade, ''), coalesce(t.team, ''), coalesce(t.team_leader, false), t.contract_signed_on, t.contract_ends_on, t.entered_on, t.left_on,
            t.card_sealed, t.card_index, t.card_last4, coalesce(t.bank_name, ''), $16 FROM ${incoming}`,
    [...columns(rows), projectId, partyId, work.now],
  );
}

/** What the roster does not say stays; a card on record is never replaced here. Returns how many engagements are now different. */
async function updateEngagements(work: Work, rows: readonly Row[]): Promise<number> {
  if (rows.length === 0) return 0;
  const [, changed] = await work.db.query<[unknown, number]>(
    `UPDATE engagement e
        SET trade = coalesce(t.trade, e.trade), team = coalesce(t.team, e.team), team_leader = coalesce(t.team_leader, e.team_leader),
            contract_signed_on = coalesce(t.contract_signed_on, e.contract_signed_on), contract_ends_on = coalesce(t.contract_ends_on, e.contract_ends_on),
            entered_on = t.entered_on, left_on = coalesce(t.left_on, e.left_on), bank_name = coalesce(t.bank_name, e.bank_name),
            card_sealed = coalesce(e.card_sealed, t.card_sealed), card_index = coalesce(e.card_index, t.card_index), card_last4 = coalesce(e.card_last4, t.card_last4)
       FROM ${incoming}
      WHERE e.id = t.id
        AND (coalesce(t.trade, e.trade), coalesce(t.team, e.team), coalesce(t.team_leader, e.team_leader), coalesce(t.contract_signed_on, e.contract_signed_on),
             coalesce(t.contract_ends_on, e.contract_ends_on), t.entered_on, coalesce(t.left_on, e.left_on), coalesce(t.bank_name, e.bank_name), coalesce(e.card_index, t.card_index))
            IS DISTINCT FROM (e.trade, e.team, e.team_leader, e.contract_signed_on, e.contract_ends_on, e.entered_on, e.left_on, e.bank_name, e.card_index)`,
    columns(rows),
  );
  return changed;
}
