import type { Work } from './work.js';

/** The newest link of the chain, as it is written down outside of the database. */
export interface ChainHead {
  /** 0: nothing is linked yet. */
  readonly seq: bigint;
  /** Hexadecimal. */
  readonly hash: string;
}

/** A row that is not as it was linked. */
export interface ChainFault {
  readonly what: 'changed' | 'deleted' | 'inserted' | 'link-missing' | 'head-missing';
  /** `audit_event 17`, `audit_link 9`. */
  readonly row: string;
}

export interface ChainProof {
  readonly links: number;
  readonly head: ChainHead;
  readonly faults: readonly ChainFault[];
}

const batchRows = 5_000;
const zero = '0'.repeat(64);

/** No transaction lives for a day: what has a lower number than an event linked that long ago, and no link, never was in the trail. */
const settledMs = 86_400_000;

/** The whole row as one text, the same on every server, time zone and version. `e` is the event. */
const canonical = `jsonb_build_array(e.id, extract(epoch FROM e.at)::text, e.actor_id, e.actor_name, e.actor_role, e.action, e.subject_type, e.subject_id, e.project_id,
  e.from_state, e.to_state, e.reason, e.detail, e.request_id)::text`;

const hashOf = (work: Work, before: string, row: string): Buffer => work.vault.index('audit-link', `${before}\0${row}`);

export async function chainHead(work: Work): Promise<ChainHead> {
  const [last] = await work.db.query<{ seq: bigint; hash: string }[]>(`SELECT seq, encode(hash, 'hex') AS hash FROM audit_link ORDER BY seq DESC LIMIT 1`);
  return last ?? { seq: 0n, hash: zero };
}

/** Events up to this number are either linked or not of the trail. */
async function settledUpTo(work: Work): Promise<bigint> {
  const [row] = await work.db.query<{ id: bigint }[]>('SELECT event_id AS id FROM audit_link WHERE linked_at < $1 ORDER BY seq DESC LIMIT 1', [new Date(work.now.getTime() - settledMs)]);
  return row?.id ?? 0n;
}

/**
 * Links events that have no link yet, oldest number first, at most 5,000 at a time. An event that was committed late gets its link late:
 * the order of the chain is the order of linking, so nobody who writes an event ever waits for the chain.
 * @returns how many; fewer than 5,000: none is left
 */
export async function linkEvents(work: Work): Promise<{ readonly linked: number; readonly more: boolean }> {
  await work.db.query(`SELECT pg_advisory_xact_lock(hashtext('audit chain'), 0)`);
  const head = await chainHead(work);
  const rows = await work.db.query<{ id: string; row: string }[]>(
    `SELECT e.id::text, ${canonical} AS row FROM audit_event e WHERE e.id > $1 AND NOT EXISTS (SELECT FROM audit_link l WHERE l.event_id = e.id) ORDER BY e.id LIMIT $2`,
    [String(await settledUpTo(work)), batchRows],
  );
  let before = head.hash;
  const hashes = rows.map(({ row }) => {
    const hash = hashOf(work, before, row);
    before = hash.toString('hex');
    return hash;
  });
  await work.db.query('INSERT INTO audit_link (seq, event_id, hash, linked_at) SELECT $1 + t.n, t.id, t.hash, $2 FROM unnest($3::bigint[], $4::bytea[]) WITH ORDINALITY AS t (id, hash, n)', [
    String(head.seq), work.now, rows.map((r) => r.id), hashes,
  ]);
  return { linked: rows.length, more: rows.length === batchRows };
}

/**
 * Recomputes the whole chain from the events. Each link is judged by the link before it as it stands, so that one changed row is one
 * fault and not every row after it. What was linked and then cut off at the end, events and links, only a head kept elsewhere can tell.
 * @param kept a head that was written down outside of the database
 */
export async function verifyChain(work: Work, kept?: ChainHead): Promise<ChainProof> {
  await work.db.query('SET LOCAL statement_timeout = 0');
  const faults: ChainFault[] = [];
  let [seq, before, links] = [0n, zero, 0];
  let keptFound = kept === undefined || kept.seq === 0n;
  for (;;) {
    const rows = await work.db.query<{ seq: bigint; eventId: bigint; hash: string; row: string | null }[]>(
      `SELECT l.seq, l.event_id AS "eventId", encode(l.hash, 'hex') AS hash, CASE WHEN e.id IS NOT NULL THEN ${canonical} END AS row
         FROM (SELECT * FROM audit_link WHERE seq > $1 ORDER BY seq LIMIT $2) l LEFT JOIN audit_event e ON e.id = l.event_id ORDER BY l.seq`,
      [String(seq), batchRows],
    );
    for (const link of rows) {
      const whole = link.seq === seq + 1n;
      if (!whole) faults.push({ what: 'link-missing', row: `audit_link ${seq + 1n}` });
      if (link.row === null) faults.push({ what: 'deleted', row: `audit_event ${link.eventId}` });
      else if (whole && hashOf(work, before, link.row).toString('hex') !== link.hash) faults.push({ what: 'changed', row: `audit_event ${link.eventId}` });
      if (kept && link.seq === kept.seq && link.hash === kept.hash) keptFound = true;
      [seq, before] = [link.seq, link.hash];
      links += 1;
    }
    if (rows.length < batchRows) break;
  }
  const strangers = await work.db.query<{ id: string }[]>('SELECT e.id::text FROM audit_event e WHERE e.id <= $1 AND NOT EXISTS (SELECT FROM audit_link l WHERE l.event_id = e.id) ORDER BY e.id', [String(await settledUpTo(work))]);
  faults.push(...strangers.map(({ id }) => ({ what: 'inserted' as const, row: `audit_event ${id}` })));
  if (!keptFound) faults.push({ what: 'head-missing', row: `audit_link ${kept!.seq}` });
  return { links, head: { seq, hash: before }, faults };
}
