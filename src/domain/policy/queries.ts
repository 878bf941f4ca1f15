import * as law from '../../law/index.js';
import type { ParameterKey } from '../../law/index.js';
import type { Work } from '../../platform/work.js';
import type { PlainDate } from '../../values/plain-date.js';
import type { CalendarDay } from '../../values/working-days.js';
import { loadParameters } from './parameters.js';

export interface ParameterInForce {
  readonly key: ParameterKey;
  readonly name: string;
  /** Null where nobody has set a value: rules that need it turn grey. */
  readonly words: string | null;
  readonly source: string;
  readonly validFrom: PlainDate | null;
}

/** Every parameter as it holds today in an area. */
export async function listParameters(work: Work, areaCode: string): Promise<ParameterInForce[]> {
  const rows = await loadParameters(work);
  return (Object.keys(law.parameters) as ParameterKey[]).map((key) => {
    const found = law.findParameter(key, areaCode, work.today, rows);
    return { key, name: law.parameterName(key), words: found?.words ?? null, source: found?.used.source ?? '', validFrom: found?.used.validFrom ?? null };
  });
}

export interface ParameterWaiting {
  readonly id: string;
  readonly key: string;
  readonly area: string;
  readonly value: unknown;
  readonly validFrom: PlainDate;
  readonly source: string;
  readonly reason: string;
  readonly proposedBy: string;
  readonly own: boolean;
}

/** Proposed values that wait for a second person. */
export function waitingParameters(work: Work): Promise<ParameterWaiting[]> {
  return work.db.query(
    `SELECT p.id, p.key, a.name AS area, p.value, p.valid_from AS "validFrom", p.source, p.reason, u.name AS "proposedBy", u.person_id = $1 AS own
       FROM parameter p JOIN area a ON a.code = p.area_code JOIN user_account u ON u.id = p.proposed_by
      WHERE p.approved_by IS NULL ORDER BY p.created_at`,
    [work.actor.personId],
  );
}

/** The years of the calendar, and the days of one that depart from Monday–Friday. */
export async function listCalendar(work: Work, year: number): Promise<{ readonly years: { readonly year: number; readonly source: string; readonly provisional: boolean }[]; readonly days: CalendarDay[] }> {
  const years = await work.db.query<{ year: number; source: string; provisional: boolean }[]>('SELECT year, source, provisional FROM calendar_year ORDER BY year DESC');
  const days = await work.db.query<CalendarDay[]>('SELECT day, kind, name FROM calendar_day WHERE year = $1 ORDER BY day', [year]);
  return { years, days };
}
