import type { Work } from '../../platform/work.js';
import { daysLeft, type DaysLeft } from '../../values/days-left.js';
import { addDays, type PlainDate } from '../../values/plain-date.js';
import { CalendarUnknown } from '../../values/working-days.js';

/** A matter that waits for labour staff. */
export interface DueRow {
  /** Of the lead, the case or the release. */
  readonly id: string;
  readonly number: string;
  readonly what: string;
  readonly whom: string;
  readonly dueOn: PlainDate | null;
  readonly left: DaysLeft | null;
}

export interface DuePart {
  readonly rows: readonly DueRow[];
  readonly total: number;
  /** Of these, past their day. */
  readonly late: number;
}

export interface DueToday {
  /** Leads that nobody has accepted, refused or passed on. */
  readonly leads: DuePart;
  /** Served orders whose term has run out or does within three working days; an inquiry until the case goes on. */
  readonly orders: DuePart;
  /** Releases that wait for the labour review. */
  readonly releases: DuePart;
}

/** What is due in the reader's area, the most urgent first: one question for each kind, with its first few rows. */
export async function dueToday(work: Work, size: number): Promise<DueToday> {
  const area = `${work.actor.areaPrefix}%`;
  const part = async (sql: string, values: unknown[]): Promise<DuePart> => {
    const rows = await work.db.query<(Omit<DueRow, 'left'> & { total: number; late: number })[]>(sql, values);
    return { rows: rows.map(({ total: _total, late: _late, ...row }) => ({ ...row, left: row.dueOn && daysLeft(work.calendar, work.today, row.dueOn) })), total: rows[0]?.total ?? 0, late: rows[0]?.late ?? 0 };
  };
  const counts = '(count(*) OVER ())::int AS total, (count(*) FILTER (WHERE x."dueOn" < $2) OVER ())::int AS late';
  return {
    leads: await part(
      `SELECT x.*, ${counts} FROM (SELECT l.id, l.number, '核实投诉' AS what, l.employer AS whom, l.due_on AS "dueOn" FROM lead l WHERE l.state = 'received' AND l.area_code LIKE $1) x
        ORDER BY x."dueOn" NULLS LAST, x.number LIMIT $3`,
      [area, work.today, size],
    ),
    orders: await part(
      `SELECT x.*, ${counts}
         FROM (SELECT c.id, pa.number, pa.title AS what, r.name AS whom, o.due_on AS "dueOn"
                 FROM case_order o JOIN case_file c ON c.id = o.case_id JOIN paper pa ON pa.id = o.paper_id JOIN party r ON r.id = c.party_id
                WHERE c.area_code LIKE $1 AND c.state NOT IN ('cured', 'closed') AND o.due_on <= $4
                  AND ((o.state = 'served' AND (o.kind <> 'inquiry' OR c.state = 'inquiry')) OR (o.state = 'overdue' AND o.kind = CASE WHEN c.state IN ('decision', 'decision-overdue') THEN 'decision' ELSE 'correction' END))) x
        ORDER BY x."dueOn", x.number LIMIT $3`,
      [area, work.today, size, soon(work)],
    ),
    releases: await part(
      `SELECT x.*, ${counts}
         FROM (SELECT r.id, r.number, '审核工资支付' AS what, p.name AS whom, r.due_on AS "dueOn" FROM release r JOIN project p ON p.id = r.project_id WHERE r.state = 'requested' AND p.area_code LIKE $1) x
        ORDER BY x."dueOn" NULLS LAST, x.number LIMIT $3`,
      [area, work.today, size],
    ),
  };
}

/** Three working days from today; in a year without calendar, three days. */
function soon(work: Work): PlainDate {
  try {
    return work.calendar.add(work.today, 3);
  } catch (error) {
    if (!(error instanceof CalendarUnknown)) throw error;
    return addDays(work.today, 3);
  }
}
