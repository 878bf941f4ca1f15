import type { ClosingCause, ClosingState } from '../../entities/account-closing.js';
import type { Work } from '../../platform/work.js';
import type { Fen } from '../../values/money.js';
import type { PlainDate } from '../../values/plain-date.js';
import { getProject } from '../projects/index.js';
import { closingBars, type Bar } from './bars.js';

export interface ClosingView {
  readonly id: string;
  readonly cause: ClosingCause;
  readonly state: ClosingState;
  readonly noticeFrom: PlainDate;
  readonly noticeUntil: PlainDate;
  readonly boardPlace: string;
  readonly promisedOn: PlainDate | null;
  readonly promisedBy: string | null;
  readonly checkedAt: Date | null;
  readonly checkedBy: string | null;
  readonly releasedAt: Date | null;
  readonly releasedBy: string | null;
  readonly closedOn: PlainDate | null;
  readonly balanceFen: Fen | null;
}

/** The closing of the project's account under way, else the last one that was not taken back. */
export async function findClosing(work: Work, projectId: string): Promise<ClosingView | undefined> {
  await getProject(work, projectId);
  const [closing] = await work.db.query<ClosingView[]>(
    `SELECT c.id, c.cause, c.state, c.notice_from AS "noticeFrom", c.notice_until AS "noticeUntil", c.board_place AS "boardPlace", c.promised_on AS "promisedOn", c.promised_by AS "promisedBy",
            c.checked_at AS "checkedAt", (SELECT name FROM user_account WHERE id = c.checked_person_id) AS "checkedBy", c.released_at AS "releasedAt",
            (SELECT name FROM user_account WHERE id = c.released_person_id) AS "releasedBy", c.closed_on AS "closedOn", c.balance_fen AS "balanceFen"
       FROM account_closing c JOIN wage_account w ON w.id = c.wage_account_id WHERE w.project_id = $1 AND c.state <> 'withdrawn' ORDER BY c.state = 'closed', c.started_at DESC LIMIT 1`,
    [projectId],
  );
  return closing;
}

/** What bars the closing of the project's account today; none where it has no open account. */
export async function projectClosingBars(work: Work, projectId: string, cause: ClosingCause): Promise<Bar[]> {
  await getProject(work, projectId);
  const [account] = await work.db.query<{ id: string }[]>(`SELECT id FROM wage_account WHERE project_id = $1 AND state <> 'closed'`, [projectId]);
  return account ? closingBars(work, { projectId, accountId: account.id, cause }) : [];
}

/** A notice of closing as everybody may read it. */
export interface PublicNotice {
  readonly id: string;
  readonly project: string;
  readonly contractor: string;
  readonly bank: string;
  readonly cause: ClosingCause;
  readonly from: PlainDate;
  readonly until: PlainDate;
  readonly boardPlace: string;
}

/** 专户销户公示: the notices that run today, those that end first at the top. */
export function publicClosings(work: Work): Promise<PublicNotice[]> {
  return work.db.query(
    `SELECT c.id, p.name AS project, g.name AS contractor, b.name AS bank, c.cause, c.notice_from AS "from", c.notice_until AS until, c.board_place AS "boardPlace"
       FROM account_closing c JOIN wage_account w ON w.id = c.wage_account_id JOIN project p ON p.id = w.project_id JOIN party g ON g.id = p.contractor_id JOIN party b ON b.id = w.bank_id
      WHERE c.state NOT IN ('closed', 'withdrawn') AND $1 BETWEEN c.notice_from AND c.notice_until ORDER BY c.notice_until, p.name`,
    [work.today],
  );
}
