import type pg from 'pg';
import { post, type NewJournal } from '../../src/domain/escrow/index.js';
import { uuidV7 } from '../../src/platform/work.js';
import type { PlainDate } from '../../src/values/plain-date.js';
import type { TestDatabase } from '../../test/support/database.js';
import { makeProject } from '../../test/support/builders.js';
import type { World } from '../../test/support/world.js';
import { figure, type Figure } from '../figure.js';
import { interleaved, timed } from '../measure.js';
import { connect } from '../server.js';
import { heard, withValues, type Statement } from '../statements.js';

const clients = 16;

interface PostingBench {
  readonly rounds: number;
  readonly postings: number;
  readonly accounts: number;
  readonly say: (what: string) => void;
}

/** Single postings, one transaction each, by 16 clients at once: all on one account, and spread over many. Beside the same statements through bare pg. */
export async function measurePostings(world: World, database: TestDatabase, { rounds, postings, accounts, say }: PostingBench): Promise<Figure[]> {
  say(`${accounts} accounts`);
  const first = await makeProject(world);
  const { rows: projects } = await cloneProjects(database, first, accounts);
  const pool = await Promise.all(Array.from({ length: clients }, () => connect(database.appUrl)));
  try {
    const figures: Figure[] = [];
    for (const [name, spread] of [['1 hot account', 1], [`${accounts} cold accounts`, accounts]] as const) {
      const projectOf = (n: number): string => projects[(n * 7919) % spread]!.id;
      const ours = (projectId: string, key: string): Promise<{ journalId: string }> => world.as('system', (work) => post(work, postingOf(world, projectId, key, work.today)));
      // Every account is open before anything is measured.
      for (let n = 0; n < spread; n += 1) await ours(projects[n]!.id, `${name}: opened ${n}`);
      const bare = await bareScript(world, projects[0]!.id, (key) => ours(projects[0]!.id, key));
      const { value, floor } = await interleaved(
        rounds,
        (round) => rateOf(postings, (n) => ours(projectOf(n), `${name}: ours ${round} ${n}`)),
        (round) => {
          const scripts = Array.from({ length: postings }, (_, n) => bare(projectOf(n), `${name}: bare ${round} ${n}`));
          return rateOf(postings, async (n, client) => {
            for (const { text, values } of scripts[n]!) await pool[client]!.query(text, [...values]);
          });
        },
      );
      say(`${name}: ${value.toFixed()} postings a second (floor ${floor.toFixed()})`);
      figures.push(figure(`single postings by ${clients} clients on ${name}`, { value, floor, unit: 'postings/s', goal: 0.5 }));
    }
    return figures;
  } finally {
    await Promise.all(pool.map((c) => c.end()));
  }
}

/** How many a second when as many clients as there are take one after the other. */
async function rateOf(count: number, run: (n: number, client: number) => Promise<unknown>): Promise<number> {
  let next = 0;
  const work = async (client: number): Promise<void> => {
    for (let n = next++; n < count; n = next++) await run(n, client);
  };
  const ms = await timed(() => Promise.all(Array.from({ length: clients }, (_, client) => work(client))));
  return (count / ms) * 1_000;
}

const postingOf = (world: World, projectId: string, idempotencyKey: string, occurredOn: PlainDate): NewJournal => ({
  kind: 'labour-cost-credited',
  projectId,
  occurredOn,
  idempotencyKey,
  postings: [{ from: { kind: 'owner', projectId, partyId: world.parties.owner }, to: { kind: 'escrow', projectId }, amountFen: 9_876_543_21n }],
});

/** What one posting says to the database, to be said of any project under any key. */
async function bareScript(world: World, sample: string, run: (key: string) => Promise<{ journalId: string }>): Promise<(projectId: string, key: string) => Statement[]> {
  const rows = await world.dataSource.query<{ projectId: string; kind: string; id: bigint }[]>(`SELECT project_id AS "projectId", kind, id FROM ledger_account WHERE kind IN ('owner', 'escrow')`);
  const accounts = new Map(rows.map((r) => [`${r.projectId} ${r.kind}`, String(r.id)]));
  const sampleKey = `sample ${sample} ${accounts.size}`;
  let journalId = '';
  const said = await heard(async () => {
    ({ journalId } = await run(sampleKey));
  });
  return (projectId, key) =>
    withValues(said, new Map([[sampleKey, key], [journalId, uuidV7(world.clock.now)], [sample, projectId], ...['owner', 'escrow'].map((kind) => [accounts.get(`${sample} ${kind}`)!, accounts.get(`${projectId} ${kind}`)!] as const)]));
}

/** Projects like the first one, which only lend their accounts. */
async function cloneProjects(database: TestDatabase, first: string, count: number): Promise<pg.QueryResult<{ id: string }>> {
  const client = await connect(database.ownerUrl);
  try {
    return await client.query(
      `INSERT INTO project SELECT (jsonb_populate_record(p, jsonb_build_object('id', gen_random_uuid(), 'code', 'BENCH' || n))).* FROM project p, generate_series(1, $2) AS n WHERE p.id = $1 RETURNING id`,
      [first, count],
    );
  } finally {
    await client.end();
  }
}
