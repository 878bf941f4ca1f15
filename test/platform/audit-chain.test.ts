import { expect } from 'chai';
import { linkAuditJob } from '../../src/jobs/link-audit.js';
import { verifyAuditJob } from '../../src/jobs/verify-audit.js';
import { createDoor, systemActor, type Door } from '../../src/platform/work.js';
import { day } from '../../src/values/plain-date.js';
import { Invalid } from '../../src/values/refusal.js';
import { openWorld, type World } from '../support/world.js';

describe('the chain over the audit trail', () => {
  let world: World;
  let door: Door;
  let ids: bigint[];

  before(async () => {
    world = await openWorld();
    door = createDoor({ dataSource: world.dataSource, vault: world.vault, clock: () => world.clock.now });
    await door(systemActor, async (work) => {
      for (let n = 0; n < 12; n += 1) await work.record({ action: 'ledger.posted', subject: ['journal', `j${n}`], reason: `第 ${n} 笔`, detail: { amount: `${n}.00`, n } });
    });
    await link();
    await world.owner.query('CREATE TABLE kept_event AS TABLE audit_event; CREATE TABLE kept_link AS TABLE audit_link');
    ids = (await world.owner.query<{ id: bigint }[]>(`SELECT id FROM audit_event WHERE subject_id LIKE 'j%' ORDER BY id`)).map((r) => r.id);
  });
  after(() => world.close());
  beforeEach(async () => {
    world.clock.on('2026-08-20');
    await tamper('TRUNCATE audit_event, audit_link', 'INSERT INTO audit_event OVERRIDING SYSTEM VALUE TABLE kept_event', 'INSERT INTO audit_link TABLE kept_link');
  });

  const run = (job: typeof verifyAuditJob, options = {}) => job.run({ door, slot: world.clock.now, asOf: day('2026-08-20'), options });
  const link = () => run(linkAuditJob);
  const complaint = async (options = {}): Promise<string> => run(verifyAuditJob, options).then((counts) => JSON.stringify(counts), (error: Error) => error.message);
  /** What only a superuser can do: the triggers that forbid it are off. */
  const tamper = (...statements: string[]): Promise<unknown> =>
    world.owner.transaction(async (db) => {
      for (const table of ['audit_event', 'audit_link']) await db.query(`ALTER TABLE ${table} DISABLE TRIGGER USER`);
      for (const sql of statements) await db.query(sql);
      for (const table of ['audit_event', 'audit_link']) await db.query(`ALTER TABLE ${table} ENABLE TRIGGER USER`);
    });

  it('has one link for each event and holds', async () => {
    const [{ events, links }] = await world.owner.query<[{ events: number; links: number }]>('SELECT (SELECT count(*) FROM audit_event)::int AS events, (SELECT count(*) FROM audit_link)::int AS links');
    expect(links).to.equal(events);
    const counts = await run(verifyAuditJob);
    expect(counts).to.include({ links, faults: 0 });
    expect(counts['head']).to.match(new RegExp(`^${links}:[0-9a-f]{64}$`, 'u'));
  });

  const columns = [
    ['at', `at + interval '1 microsecond'`],
    ['actor_id', `'00000000-0000-7000-8000-000000000001'`],
    ['actor_name', `actor_name || '某'`],
    ['actor_role', `'admin'`],
    ['action', `'ledger.reversed'`],
    ['subject_type', `'hold'`],
    ['subject_id', `'j99'`],
    ['project_id', `'00000000-0000-7000-8000-000000000001'`],
    ['from_state', `'open'`],
    ['to_state', `''`],
    ['reason', `NULL`],
    ['detail', `detail || '{"n": 99}'`],
    ['request_id', `'other'`],
  ] as const;
  for (const [column, value] of columns) {
    it(`names the event whose ${column} was changed, and no other`, async () => {
      await tamper(`UPDATE audit_event SET ${column} = ${value} WHERE id = ${ids[5]}`);
      expect(await complaint()).to.equal(`the audit trail is broken in 1 places: audit_event ${ids[5]} is not as it was linked`);
    });
  }

  it('names the event that was deleted', async () => {
    await tamper(`DELETE FROM audit_event WHERE id = ${ids[5]}`);
    expect(await complaint()).to.equal(`the audit trail is broken in 1 places: audit_event ${ids[5]} was linked and is gone`);
  });

  it('names the link that was deleted together with its event', async () => {
    const [{ seq }] = await world.owner.query<[{ seq: bigint }]>('SELECT seq FROM audit_link WHERE event_id = $1', [String(ids[5])]);
    await tamper(`DELETE FROM audit_event WHERE id = ${ids[5]}`, `DELETE FROM audit_link WHERE event_id = ${ids[5]}`);
    expect(await complaint()).to.include(`audit_link ${seq} is gone`);
  });

  it('names both events whose contents changed places, and both whose links did', async () => {
    await tamper(`UPDATE audit_event e SET subject_id = o.subject_id, reason = o.reason, detail = o.detail FROM audit_event o WHERE e.id IN (${ids[3]}, ${ids[4]}) AND o.id IN (${ids[3]}, ${ids[4]}) AND o.id <> e.id`);
    expect(await complaint()).to.include('in 2 places').and.include(`audit_event ${ids[3]} is not`).and.include(`audit_event ${ids[4]} is not`);
  });

  it('names an event that was put in behind the chain', async () => {
    world.clock.on('2026-08-22');
    await door(systemActor, (work) => work.record({ action: 'ledger.posted', subject: ['journal', 'later'] }));
    await link();
    await tamper(`INSERT INTO audit_event (id, at, actor_name, actor_role, action, subject_type, subject_id) OVERRIDING SYSTEM VALUE VALUES (-7, now(), '系统', 'system', 'ledger.posted', 'journal', 'forged')`);
    expect(await complaint()).to.equal('the audit trail is broken in 1 places: audit_event -7 was put in behind the chain');
  });

  it('names every event of a trail that was emptied', async () => {
    await tamper('TRUNCATE audit_event');
    const [{ links }] = await world.owner.query<[{ links: number }]>('SELECT count(*)::int AS links FROM audit_link');
    expect(await complaint()).to.include(`in ${links} places`).and.include('audit_event 1 was linked and is gone');
  });

  it('knows by a head that was written down that the end was cut off, or that everything was made anew', async () => {
    const { head } = await run(verifyAuditJob);
    expect(await complaint({ head })).to.include('"faults":0');
    await tamper(`DELETE FROM audit_event WHERE id >= ${ids[8]}`, `DELETE FROM audit_link WHERE event_id >= ${ids[8]}`);
    expect(await complaint()).to.include('"faults":0');
    expect(await complaint({ head })).to.include('is not the head that was written down');
    await tamper('TRUNCATE audit_event, audit_link');
    await door(systemActor, (work) => work.record({ action: 'ledger.posted', subject: ['journal', 'anew'] }));
    expect(await complaint({ head })).to.include('is not the head that was written down');
  });

  it('links an event that was committed late, after ones with higher numbers', async () => {
    const late = world.dataSource.createQueryRunner();
    await late.startTransaction();
    await late.query(`INSERT INTO audit_event (at, actor_name, actor_role, action, subject_type, subject_id) VALUES (now(), '系统', 'system', 'ledger.posted', 'journal', 'late')`);
    await door(systemActor, (work) => work.record({ action: 'ledger.posted', subject: ['journal', 'early'] }));
    expect(await link()).to.deep.equal({ linked: 1 });
    await late.commitTransaction();
    await late.release();
    expect(await link()).to.deep.equal({ linked: 1 });
    expect(await complaint()).to.include('"faults":0');
  });

  it('refuses a head that is none', async () => {
    const error = await run(verifyAuditJob, { head: '12' }).catch((e: unknown) => e);
    expect(error).to.be.instanceOf(Invalid);
  });

  it('cannot be rewritten or emptied by the owner’s slip', async () => {
    for (const sql of ['UPDATE audit_link SET linked_at = now()', 'DELETE FROM audit_link', 'TRUNCATE audit_link', 'TRUNCATE audit_event']) {
      const error = await world.owner.query(sql).catch((e: unknown) => e);
      expect(String(error), sql).to.include('is never allowed');
    }
  });
});
