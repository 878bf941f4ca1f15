import { createDataSource, migrations } from '../../ormconfig.js';

const appendOnly = 'append-only';

/**
 * Brings the schema up to date as its owner, then grants the application's role: read and write on data, neither UPDATE nor
 * DELETE on tables whose comment begins with "append-only", and nothing that alters the schema.
 * @param ownerUrl the migrator's connection; @param appRole the application's role, which must exist
 */
export async function migrate(ownerUrl: string, appRole: string): Promise<void> {
  if (!/^[a-z_][a-z0-9_]*$/u.test(appRole)) throw new Error(`not a role name: ${appRole}`);
  const source = await createDataSource(ownerUrl, { poolSize: 1, statementTimeoutMs: 0, applicationName: 'anxin-migrate' }).initialize();
  try {
    await source.query(`SELECT pg_advisory_lock(hashtext('anxin migrate'))`);
    await source.runMigrations();
    await source.query(`
      REVOKE ALL ON SCHEMA public FROM PUBLIC;
      GRANT USAGE ON SCHEMA public TO ${appRole};
      REVOKE ALL ON ALL TABLES IN SCHEMA public FROM ${appRole};
      GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO ${appRole};
      GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO ${appRole};
      REVOKE EXECUTE ON ALL FUNCTIONS IN SCHEMA public FROM PUBLIC;
      GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA public TO ${appRole};
      REVOKE INSERT, UPDATE, DELETE ON migrations FROM ${appRole};`);
    const fixed = await source.query<{ name: string }[]>(
      `SELECT c.relname AS name FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND obj_description(c.oid, 'pg_class') LIKE $1`,
      [`${appendOnly}%`],
    );
    for (const { name } of fixed) await source.query(`REVOKE UPDATE, DELETE ON "${name}" FROM ${appRole}`);
  } finally {
    await source.destroy();
  }
}

/** The schema is at the version that this build needs. */
export async function isMigrated(query: (sql: string) => Promise<{ name: string }[]>): Promise<boolean> {
  const done = new Set((await query('SELECT name FROM migrations')).map((m) => m.name));
  return migrations.every((m) => done.has(m.name));
}
