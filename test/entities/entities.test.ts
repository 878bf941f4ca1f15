import { expect } from 'chai';
import { DataSource, type EntityMetadata } from 'typeorm';
import { createDataSource } from '../../ormconfig.js';
import * as entities from '../../src/entities/index.js';
import { LedgerAccount, PayrollSheet, ProjectMonth } from '../../src/entities/index.js';
import { day } from '../../src/values/plain-date.js';
import { period } from '../../src/values/period.js';
import { createTestDatabase } from '../support/database.js';
import { seed } from './seed.js';

describe('the entities', () => {
  let database: Awaited<ReturnType<typeof createTestDatabase>>;
  let source: DataSource;

  before(async () => {
    database = await createTestDatabase();
    source = await createDataSource(database.appUrl).initialize();
  });
  after(async () => {
    await source.destroy();
    await database.drop();
  });

  it('are all that the index exports, and ormconfig has every one', () => {
    expect(source.entityMetadatas.map((m) => m.target)).to.have.members(Object.values(entities));
    expect(source.entityMetadatas.map((m) => m.name)).to.have.members(Object.keys(entities));
  });

  it('describe exactly what the migrations build: tables, columns, types, nullability, keys and generated values', async () => {
    const rows = await source.query<{ tab: string; name: string; about: string }[]>(`
      SELECT t.relname AS tab, a.attname AS name,
             concat_ws(' ', format_type(a.atttypid, a.atttypmod), CASE WHEN NOT a.attnotnull THEN 'null' END, CASE WHEN p.conrelid IS NOT NULL THEN 'key' END,
                       CASE a.attidentity WHEN 'a' THEN 'identity' END, CASE WHEN a.attgenerated <> '' THEN 'read-only' END) AS about
        FROM pg_class t
        JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum > 0 AND NOT a.attisdropped
        LEFT JOIN pg_constraint p ON p.conrelid = t.oid AND p.contype = 'p' AND a.attnum = ANY (p.conkey)
       WHERE t.relnamespace = 'public'::regnamespace AND t.relkind IN ('r', 'p') AND NOT t.relispartition AND t.relname <> 'migrations'`);
    expect(described(source.entityMetadatas)).to.deep.equal(sorted(rows.map((r) => [`${r.tab}.${r.name}`, r.about])));
  });

  it('list the same words for a column as its CHECK constraint allows', async () => {
    const rows = await source.query<{ tab: string; name: string; definition: string }[]>(`
      SELECT t.relname AS tab, a.attname AS name, pg_get_constraintdef(k.oid) AS definition
        FROM pg_constraint k
        JOIN pg_class t ON t.oid = k.conrelid AND NOT t.relispartition
        JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = k.conkey[1]
       WHERE k.contype = 'c' AND cardinality(k.conkey) = 1 AND t.relnamespace = 'public'::regnamespace
         AND pg_get_constraintdef(k.oid) ~ '= ANY|^CHECK \\(\\(\\w+ = '''`);
    const allowed = rows.map((r): [string, unknown] => [`${r.tab}.${r.name}`, [...r.definition.matchAll(/'([^']*)'::text/gu)].map((m) => m[1])]);
    const listed = columns(source.entityMetadatas).flatMap(([key, column]): [string, unknown][] => (column.enum ? [[key, column.enum]] : []));
    expect(sorted(listed)).to.deep.equal(sorted(allowed));
  });

  it('leave the schema builder nothing to create or alter, defaults included', async () => {
    const { upQueries } = await source.driver.createSchemaBuilder().log();
    // Constraints, indexes and table comments are written in the migrations alone, so the builder would drop those.
    const known = /^(DROP INDEX|ALTER TABLE "\w+" DROP CONSTRAINT|COMMENT ON TABLE "\w+" IS NULL)/u;
    expect(upQueries.map((q) => q.query).filter((sql) => !known.test(sql))).to.deep.equal([]);
  });

  describe('carry values to the database and back unchanged', () => {
    let ids: Awaited<ReturnType<typeof seed>>;
    before(async () => {
      ids = await seed(source);
    });

    it('an identity key and fen are bigint, read back after the insert and found by bigint', async () => {
      const account = source.manager.create(LedgerAccount, { kind: 'escrow', projectId: ids.project, mayBeNegative: false });
      await source.manager.save(account);
      expect(account.id).to.be.a('bigint');
      expect(await source.manager.findOneBy(LedgerAccount, { id: account.id })).to.deep.include({ id: account.id, balanceFen: 0n, heldFen: 0n, partyId: null });
    });

    it('fen beyond what a JS number can hold exactly', async () => {
      const month = { projectId: ids.project, period: period('2026-08'), payableFen: 9_007_199_254_740_993n, changedAt: new Date('2026-08-31T16:00:00Z') };
      await source.manager.insert(ProjectMonth, month);
      expect(await source.manager.findOneByOrFail(ProjectMonth, { projectId: ids.project, period: month.period })).to.deep.include(month);
      await source.manager.update(ProjectMonth, { projectId: ids.project, period: month.period }, { paidFen: 9_007_199_254_740_995n });
      expect(await source.manager.findOneBy(ProjectMonth, { paidFen: 9_007_199_254_740_995n })).to.deep.include({ period: '2026-08' });
    });

    it('fen as bigint also where the driver leaves them text', async () => {
      const plain = await new DataSource({ ...source.options, extra: {} }).initialize();
      try {
        expect(await plain.query('SELECT 1::bigint AS n')).to.deep.equal([{ n: '1' }]);
        expect(await plain.manager.findOneByOrFail(ProjectMonth, { projectId: ids.project })).to.deep.include({ payableFen: 9_007_199_254_740_993n });
      } finally {
        await plain.destroy();
      }
    });

    it('dates, periods, JSON, booleans and absent values', async () => {
      const sheet = {
        id: '018f0000-0000-7000-8000-00000000aaaa', projectId: ids.project, partyId: ids.contractor, period: period('2026-08'), cycle: 1, version: 1, supersedesId: null, fileId: null,
        fileSha256: 'a'.repeat(64), lines: 1, grossFen: 500_000n, deductionFen: 0n, netFen: 500_000n, warnings: [{ row: 4, says: '天数为小数' }, 'x'], state: 'submitted' as const, signed: true,
        payOn: day('2026-09-01'), reason: null, submittedBy: ids.user, submittedAt: new Date('2026-08-31T16:00:00.123Z'), approvedBy: null, approvedAt: null,
      };
      await source.manager.insert(PayrollSheet, sheet);
      expect({ ...(await source.manager.findOneByOrFail(PayrollSheet, { payOn: sheet.payOn })) }).to.deep.equal(sheet);
    });
  });

  function columns(all: readonly EntityMetadata[]) {
    return all.flatMap((m) => m.columns.map((c): [string, typeof c] => [`${m.tableName}.${c.databaseName}`, c]));
  }

  function described(all: readonly EntityMetadata[]) {
    return sorted(
      columns(all).map(([key, c]): [string, string] => {
        const type = source.driver.normalizeType(c) + (c.scale === undefined ? '' : `(${c.precision},${c.scale})`);
        const about = [type, c.isNullable && 'null', c.isPrimary && 'key', c.isGenerated && c.generatedIdentity === 'ALWAYS' && 'identity', !c.isInsert && !c.isUpdate && 'read-only'];
        return [key, about.filter(Boolean).join(' ')];
      }),
    );
  }
});

/** As an object with sorted keys, so that a difference reads as one line. */
function sorted<T>(pairs: readonly (readonly [string, T])[]): Record<string, T> {
  return Object.fromEntries(pairs.toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
