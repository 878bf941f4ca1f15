import { deadline, type TermName } from '../../law/index.js';
import type { Work } from '../../platform/work.js';
import type { PlainDate } from '../../values/plain-date.js';
import { CalendarUnknown } from '../../values/working-days.js';
import { lawOf } from '../policy/index.js';
import type { ReleaseState } from './states.js';

const termOf: Readonly<Partial<Record<ReleaseState, TermName>>> = { requested: 'release-labour', 'labour-reviewed': 'release-housing', 'housing-reviewed': 'release-bank' };

/** By when the step that waits in this state should be done (internal terms); null where none waits or the year's holidays are not known. */
export async function stepDueOn(work: Work, projectId: string, state: ReleaseState): Promise<PlainDate | null> {
  const term = termOf[state];
  if (!term) return null;
  const [project] = await work.db.query<[{ areaCode: string }]>('SELECT area_code AS "areaCode" FROM project WHERE id = $1', [projectId]);
  try {
    return deadline(term, work.today, await lawOf(work, project.areaCode)).value;
  } catch (error) {
    if (error instanceof CalendarUnknown) return null;
    throw error;
  }
}
