import { calendarDays, calendarYears, regions, regionsValidFrom } from '../../law/index.js';
import { builtInProfiles } from '../../formats/bank-profiles.js';
import type { Work } from '../../platform/work.js';

/** Brings in the regions, the holiday notices and the bank profiles that ship with the service; what stands in the database already is left alone. */
export async function loadReference(work: Work): Promise<void> {
  await work.db.query(
    `INSERT INTO area (code, name, parent_code, level, valid_from)
     SELECT r.code, r.name, r.parent, r.level, $5 FROM unnest($1::text[], $2::text[], $3::text[], $4::smallint[]) WITH ORDINALITY AS r (code, name, parent, level, n) ORDER BY r.n
     ON CONFLICT DO NOTHING`,
    [regions.map((r) => r.code), regions.map((r) => r.name), regions.map((r) => r.parentCode), regions.map((r) => r.level), regionsValidFrom],
  );
  const added = await work.db.query<{ year: number }[]>(
    `INSERT INTO calendar_year (year, source) SELECT y, '国务院办公厅关于' || y || '年部分节假日安排的通知' FROM unnest($1::smallint[]) AS y ON CONFLICT DO NOTHING RETURNING year`,
    [calendarYears],
  );
  const years = new Set(added.map((a) => a.year));
  const days = calendarDays.filter((d) => years.has(Number(d.day.slice(0, 4))));
  await work.db.query(
    `INSERT INTO calendar_day (day, year, kind, name) SELECT d, extract(year FROM d), k, n FROM unnest($1::date[], $2::text[], $3::text[]) AS x (d, k, n)`,
    [days.map((d) => d.day), days.map((d) => d.kind), days.map((d) => d.name)],
  );
  const profiles = Object.entries(builtInProfiles);
  await work.db.query(
    `INSERT INTO bank_profile (id, name, definition, version, state) SELECT id, name, definition, 1, 'active' FROM unnest($1::text[], $2::text[], $3::jsonb[]) AS p (id, name, definition) ON CONFLICT DO NOTHING`,
    [profiles.map(([id]) => id), profiles.map(([, { name }]) => name), profiles.map(([, { profile }]) => JSON.stringify(profile))],
  );
}
