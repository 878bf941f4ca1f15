import { isDeepStrictEqual } from 'node:util';
import { credit, emptyProject, unique, until } from '../../support/faults/load.js';
import { losingProxy } from '../../support/faults/proxy.js';
import { signIn } from '../../support/faults/client.js';
import { startProgram } from '../../support/faults/program.js';
import { stageDay, type Stage } from '../../support/faults/stage.js';
import type { Fault } from '../fault.js';

/** How many statement lines of the project bear this reference. */
async function linesOf(stage: Stage, reference: string): Promise<number> {
  const [row] = await stage.world.owner.query<[{ n: number }]>('SELECT count(*)::int AS n FROM statement_line WHERE line_key = $1', [reference]);
  return row.n;
}

/** The database commits and the service never hears of it: the client's second try finds the first one's answer. */
export const commitReplyLost: Fault = {
  name: 'F7',
  title: 'the reply to COMMIT is lost',
  play: async (stage, { long }) => {
    const projectId = await emptyProject(stage);
    const dice = stage.dice.fork('F7');
    const target = new URL(stage.around.databaseUrl);
    let armed = false;
    const proxy = await losingProxy(Number(target.port), () => armed && dice.next() < 0.4);
    target.port = String(proxy.port);
    const program = await startProgram({ ...stage.around, databaseUrl: target.href });
    try {
      const bank = await signIn('bank', () => program.origin, stage.acks, stage.around.clockOffset);
      armed = true;
      const wanted = long ? 20 : 5;
      let sent = 0;
      let again = 0;
      while (proxy.lost() < wanted) {
        const { status, tries, body } = await credit(stage, bank, projectId, '12.34');
        if (status !== 201) throw new Error(`${status} ${JSON.stringify(body)}`);
        sent += 1;
        again += tries - 1;
      }
      const [kept] = await stage.world.owner.query<[{ n: number }]>('SELECT count(*)::int AS n FROM statement_line s JOIN wage_account a ON a.id = s.wage_account_id WHERE a.project_id = $1', [projectId]);
      if (kept.n !== sent) throw new Error(`I6: ${sent} commands were sent, ${kept.n} took effect`);
      return `${proxy.lost()} replies lost, ${again} sent again, ${sent} commands, ${kept.n} effects`;
    } finally {
      await program.end();
      await proxy.close();
    }
  },
};

/** Fifty at once under one key: one effect, one answer. */
export const sameKeyAtOnce: Fault = {
  name: 'F8',
  title: 'one key twice, and fifty times at once',
  play: async (stage) => {
    const projectId = await emptyProject(stage);
    const bank = await stage.client('bank');
    for (const times of [2, 50]) {
      const key = unique(stage, 'same');
      const body = { bookedOn: stageDay, amount: '77.00', reference: key };
      const answers = await Promise.all(Array.from({ length: times }, () => bank.command(`/projects/${projectId}/money/credits`, body, key)));
      const odd = answers.find((a) => !isDeepStrictEqual(a.body, answers[0]!.body) || a.status !== 201);
      if (odd) throw new Error(`I6: ${JSON.stringify(answers[0]!.body)}, and also ${odd.status} ${JSON.stringify(odd.body)}`);
      const lines = await linesOf(stage, key);
      if (lines !== 1) throw new Error(`I6: ${times} at once made ${lines} effects`);
    }
    return '2 and 50 at once, one effect and one answer each';
  },
};

/** The same key with another amount is refused and changes nothing, at once and later. */
export const sameKeyOtherBody: Fault = {
  name: 'F9',
  title: 'one key, another content',
  play: async (stage) => {
    const projectId = await emptyProject(stage);
    const bank = await stage.client('bank');
    const key = unique(stage, 'other');
    const path = `/projects/${projectId}/money/credits`;
    const of = (amount: string): object => ({ bookedOn: stageDay, amount, reference: `${key}-${amount}` });
    const first = await bank.command(path, of('10.00'), key);
    const second = await bank.command(path, of('10.01'), key);
    if (first.status !== 201 || second.status !== 422) throw new Error(`answered ${first.status}, then ${second.status}`);
    if ((await linesOf(stage, `${key}-10.01`)) !== 0) throw new Error('I6: what was refused took effect');
    // Two contents at the same moment: whichever is first, the other is refused.
    const race = unique(stage, 'race');
    const two = await Promise.all(['20.00', '20.01'].map((amount) => bank.command(path, { ...of(amount), reference: `${race}-${amount}` }, race)));
    if (two.map((a) => a.status).sort().join() !== '201,422') throw new Error(`two contents under one key were answered ${two.map((a) => a.status).join()}`);
    return 'refused with 422, no effect';
  },
};

/** Lockers in the opposite order, and a database that gives up: the whole command is repeated, at most five times. */
export const deadlocks: Fault = {
  name: 'F22',
  title: 'deadlock and serialization failure',
  play: async (stage) => {
    const projectId = await emptyProject(stage);
    const bank = await stage.client('bank');
    await credit(stage, bank, projectId, '1.00');
    const owner = stage.world.owner;
    // The service's connection looks for a deadlock sooner than ours, so that it is the one that is thrown out.
    const ours = owner.createQueryRunner();
    let deadlocked = 0;
    try {
      for (let n = 0; n < 3; n += 1) {
        await ours.startTransaction();
        const [{ pid }] = (await ours.query('SELECT pg_backend_pid() AS pid')) as [{ pid: number }];
        await ours.query(`SELECT FROM ledger_account WHERE project_id = $1 AND kind = 'escrow' FOR UPDATE`, [projectId]);
        const under = credit(stage, bank, projectId, '2.00');
        await until(async () => ((await owner.query('SELECT pid FROM pg_stat_activity WHERE $1 = ANY (pg_blocking_pids(pid))', [pid])) as unknown[]).length > 0, 'the service waits for our lock');
        // It holds the wage account and waits for the ledger account; we hold that one and now ask for the other.
        await ours.query('SELECT FROM wage_account WHERE project_id = $1 FOR UPDATE', [projectId]).then(
          () => (deadlocked += 1),
          (error: { driverError?: { code?: string } }) => {
            if (error.driverError?.code !== '40P01') throw error;
          },
        );
        await ours.rollbackTransaction();
        const { status, tries } = await under;
        if (status !== 201 || tries !== 1) throw new Error(`the command in the deadlock was answered ${status} after ${tries} tries`);
      }
    } finally {
      if (ours.isTransactionActive) await ours.rollbackTransaction();
      await ours.release();
    }

    await owner.query(`
      CREATE SEQUENCE fault_f22;
      GRANT USAGE ON SEQUENCE fault_f22 TO anxin_app;
      CREATE FUNCTION fault_f22() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF nextval('fault_f22') % 100 <= substring(NEW.line_key FROM '^fail-([0-9]+)-')::int THEN RAISE EXCEPTION 'thrown out' USING ERRCODE = '40001'; END IF;
        RETURN NEW;
      END $$;
      CREATE TRIGGER fault_f22 BEFORE INSERT ON statement_line FOR EACH ROW WHEN (NEW.line_key LIKE 'fail-%') EXECUTE FUNCTION fault_f22();
      GRANT EXECUTE ON FUNCTION fault_f22() TO anxin_app;`);
    const seen: string[] = [];
    try {
      for (const [fails, status, attempts, effects] of [[4, 201, 5, 1], [99, 500, 5, 0]] as const) {
        await owner.query(`SELECT setval('fault_f22', 100)`);
        const key = unique(stage, `fail-${fails}`);
        const answer = await bank.once(`/projects/${projectId}/money/credits`, { bookedOn: stageDay, amount: '3.00', reference: key }, key);
        const [{ n }] = (await owner.query(`SELECT last_value::int - 100 AS n FROM fault_f22`)) as [{ n: number }];
        const lines = await linesOf(stage, key);
        if (answer?.status !== status || n !== attempts || lines !== effects) throw new Error(`thrown out ${fails} times: ${answer?.status} after ${n} attempts, ${lines} effects`);
        seen.push(`${fails} failures: ${status} after ${n} attempts, ${lines} effect`);
      }
    } finally {
      await owner.query('DROP TRIGGER fault_f22 ON statement_line; DROP FUNCTION fault_f22; DROP SEQUENCE fault_f22');
    }
    return `3 deadlocks (${deadlocked} at the service's cost), each command once; ${seen.join('; ')}`;
  },
};
