import type { Work } from '../../platform/work.js';
import { birthOf, parseIdNumber, sexOf, type IdNumber } from '../../values/id-number.js';
import { halfWidth } from '../../values/parsed.js';
import type { Mobile } from '../../values/phone.js';
import { ageOn, type PlainDate } from '../../values/plain-date.js';

/** A person as a roster, an attendance feed or a payroll names them. */
export interface Person {
  /** Eighteen characters in their normal form (`normalId`); the check character may be wrong. */
  readonly idNumber: string;
  readonly name?: string | undefined;
  readonly phone?: Mobile | undefined;
}

/** A worker of the city, found by the ID number. */
export interface KnownWorker {
  readonly workerId: string;
  readonly name: string;
  readonly bornOn: PlainDate | null;
  readonly idValid: boolean;
}

/** The name of someone of whom a device told only the ID number; the first roster that names them replaces it. */
export const unnamed = '（姓名未报）';

/** An ID number as it is kept and searched, or undefined where the text cannot be one. */
export function normalId(text: string): string | undefined {
  const t = halfWidth(text).toUpperCase().replaceAll(' ', '');
  return /^\d{17}[\dX]$/u.test(t) ? t : undefined;
}

/** A name without what varies in writing: white space, and the several dots that people type into minority names. */
export const nameKey = (name: string): string => name.normalize('NFC').replace(/\s+/gu, '').replace(/[•・‧∙⋅．.]/gu, '·');

export const sameName = (a: string, b: string): boolean => nameKey(a) === nameKey(b);

/** 童工: the day on which someone would work before their sixteenth birthday (劳动法 Art. 15). */
export const isUnderAge = (worker: Pick<KnownWorker, 'bornOn'>, on: PlainDate): boolean => worker.bornOn !== null && ageOn(worker.bornOn, on) < 16;

/** The workers of these ID numbers whom the city knows, by ID number; one statement for all. */
export async function knownWorkers(work: Work, idNumbers: readonly string[]): Promise<Map<string, KnownWorker>> {
  const byIndex = new Map(idNumbers.map((n) => [work.vault.index('id-number', n).toString('hex'), n]));
  const rows = await work.db.query<(KnownWorker & { readonly idIndex: Buffer })[]>(
    'SELECT id AS "workerId", id_index AS "idIndex", name, born_on AS "bornOn", id_valid AS "idValid" FROM worker WHERE id_index = ANY ($1::bytea[])',
    [[...byIndex.keys()].map((hex) => Buffer.from(hex, 'hex'))],
  );
  return new Map(rows.map(({ idIndex, ...worker }) => [byIndex.get(idIndex.toString('hex'))!, worker]));
}

/**
 * The workers of these ID numbers, registered where the city did not know them, by ID number. A known worker keeps the name on
 * record; who wants to compare does so with `sameName`. Safe beside other uploads of the same people.
 */
export async function ensureWorkers(work: Work, people: readonly Person[]): Promise<Map<string, KnownWorker>> {
  const byId = new Map(people.map((p) => [p.idNumber, p]));
  const known = await knownWorkers(work, [...byId.keys()]);
  const strangers = [...byId.values()].filter((p) => !known.has(p.idNumber));
  if (strangers.length > 0) {
    await insertWorkers(work, strangers);
    for (const [n, worker] of await knownWorkers(work, strangers.map((p) => p.idNumber))) known.set(n, worker);
  }
  await nameUnnamed(work, known, byId);
  return known;
}

async function insertWorkers(work: Work, people: readonly Person[]): Promise<void> {
  const rows = people.map((p) => {
    const workerId = work.newId();
    const parsed = parseIdNumber(p.idNumber);
    return {
      workerId,
      name: p.name ?? unnamed,
      idSealed: work.vault.seal(p.idNumber, `worker.id_sealed.${workerId}`),
      idIndex: work.vault.index('id-number', p.idNumber),
      idLast4: p.idNumber.slice(-4),
      idValid: parsed.ok,
      bornOn: birthOf(p.idNumber as IdNumber) ?? null,
      sex: parsed.ok ? sexOf(parsed.value) : null,
      ...sealedPhone(work, workerId, p.phone),
    };
  });
  const column = <K extends keyof (typeof rows)[number]>(key: K) => rows.map((r) => r[key]);
  // In the order of the index, so that two uploads of the same people wait for each other instead of both dying.
  await work.db.query(
    `INSERT INTO worker (id, name, id_sealed, id_index, id_last4, id_valid, born_on, sex, phone_sealed, phone_index, phone_last4, created_at)
     SELECT t.*, $12 FROM unnest($1::uuid[], $2::text[], $3::bytea[], $4::bytea[], $5::text[], $6::boolean[], $7::date[], $8::text[], $9::bytea[], $10::bytea[], $11::text[])
       AS t (id, name, id_sealed, id_index, id_last4, id_valid, born_on, sex, phone_sealed, phone_index, phone_last4)
      ORDER BY t.id_index
     ON CONFLICT (id_index) DO NOTHING`,
    [column('workerId'), column('name'), column('idSealed'), column('idIndex'), column('idLast4'), column('idValid'), column('bornOn'), column('sex'), column('phoneSealed'), column('phoneIndex'), column('phoneLast4'), work.now],
  );
}

interface SealedPhone {
  readonly phoneSealed: Buffer | null;
  readonly phoneIndex: Buffer | null;
  readonly phoneLast4: string | null;
}

function sealedPhone(work: Work, workerId: string, phone: Mobile | undefined): SealedPhone {
  if (phone === undefined) return { phoneSealed: null, phoneIndex: null, phoneLast4: null };
  return { phoneSealed: work.vault.seal(phone, `worker.phone_sealed.${workerId}`), phoneIndex: work.vault.index('phone', phone), phoneLast4: phone.slice(-4) };
}

async function nameUnnamed(work: Work, known: Map<string, KnownWorker>, people: ReadonlyMap<string, Person>): Promise<void> {
  const named = [...known].flatMap(([n, worker]) => {
    const name = people.get(n)?.name;
    return worker.name === unnamed && name !== undefined ? [{ idNumber: n, worker: { ...worker, name } }] : [];
  });
  if (named.length === 0) return;
  await work.db.query('UPDATE worker w SET name = t.name FROM unnest($1::uuid[], $2::text[]) AS t (id, name) WHERE w.id = t.id', [named.map((n) => n.worker.workerId), named.map((n) => n.worker.name)]);
  for (const { idNumber, worker } of named) known.set(idNumber, worker);
}

/** Takes over new telephone numbers; the workers whose number this changed. */
export async function updatePhones(work: Work, phones: readonly { readonly workerId: string; readonly phone: Mobile }[]): Promise<string[]> {
  if (phones.length === 0) return [];
  const rows = phones.map((p) => ({ workerId: p.workerId, ...sealedPhone(work, p.workerId, p.phone) }));
  const changed = await work.db.query<[{ id: string }[], number]>(
    `UPDATE worker w SET phone_sealed = t.sealed, phone_index = t.index, phone_last4 = t.last4
       FROM unnest($1::uuid[], $2::bytea[], $3::bytea[], $4::text[]) AS t (id, sealed, index, last4)
      WHERE w.id = t.id AND w.phone_index IS DISTINCT FROM t.index RETURNING w.id`,
    [rows.map((r) => r.workerId), rows.map((r) => r.phoneSealed), rows.map((r) => r.phoneIndex), rows.map((r) => r.phoneLast4)],
  );
  return changed[0].map((r) => r.id);
}
