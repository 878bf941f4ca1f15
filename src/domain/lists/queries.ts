import type { Work } from '../../platform/work.js';
import type { Fen } from '../../values/money.js';
import type { PlainDate } from '../../values/plain-date.js';
import { Refusal } from '../../values/refusal.js';
import type { ListingState } from './states.js';

/** What the law lets be published of a listing, and nothing else (名单45 Arts. 5, 9; 公布29 contents). */
export interface PublicEntry {
  readonly id: string;
  readonly name: string;
  readonly uscc: string;
  readonly address: string;
  readonly persons: readonly { readonly name: string; readonly role: string }[];
  readonly ground: 'amount' | 'mass-incident';
  readonly facts: string;
  readonly workers: number;
  readonly amountFen: Fen;
  readonly orderNumber: string;
  readonly decisionNumber: string;
  readonly organ: string;
  readonly decidedOn: PlainDate;
  readonly publishedOn: PlainDate;
  readonly expiresOn: PlainDate;
}

const publicColumns = `l.id, p.name, p.uscc, p.address, l.persons, l.ground, l.facts, l.workers, l.amount_fen AS "amountFen", l.order_number AS "orderNumber",
  pa.number AS "decisionNumber", o.name AS organ, l.decided_on AS "decidedOn", l.published_on AS "publishedOn", l.expires_on AS "expiresOn"`;
const publicTables = `listing l JOIN party p ON p.id = l.party_id JOIN organ o ON o.id = l.organ_id JOIN paper pa ON pa.id = l.decision_paper_id`;

/** One page of the public list. `q` is a part of a firm's name or of its code; persons and their numbers cannot be searched. */
export async function publicList(work: Work, filter: { readonly q?: string | undefined; readonly ground?: string | undefined; readonly page: number; readonly size: number }): Promise<{ readonly rows: PublicEntry[]; readonly total: number }> {
  const values: unknown[] = [work.today];
  const bind = (value: unknown): string => `$${values.push(value)}`;
  const where = [`l.state = 'published'`, 'l.expires_on >= $1'];
  if (filter.q) {
    const like = bind(`%${filter.q.replace(/[\\%_]/gu, '\\$&')}%`);
    where.push(`(p.name LIKE ${like} OR p.uscc LIKE upper(${like}))`);
  }
  if (filter.ground) where.push(`l.ground = ${bind(filter.ground)}`);
  const [count] = await work.db.query<[{ total: number }]>(`SELECT count(*)::int AS total FROM ${publicTables} WHERE ${where.join(' AND ')}`, values);
  const rows = await work.db.query<PublicEntry[]>(
    `SELECT ${publicColumns} FROM ${publicTables} WHERE ${where.join(' AND ')} ORDER BY l.published_on DESC, l.id LIMIT ${bind(filter.size)} OFFSET ${bind((filter.page - 1) * filter.size)}`,
    values,
  );
  return { rows, total: count!.total };
}

/** @throws Refusal `not-found`, also for what was removed */
export async function publicEntry(work: Work, listingId: string): Promise<PublicEntry> {
  const [row] = await work.db.query<PublicEntry[]>(`SELECT ${publicColumns} FROM ${publicTables} WHERE l.id = $1 AND l.state = 'published' AND l.expires_on >= $2`, [listingId, work.today]);
  if (!row) throw new Refusal('not-found', '没有这条公布信息，可能已经移出名单');
  return row;
}

export interface ListingRow {
  readonly id: string;
  readonly number: string;
  readonly party: string;
  readonly uscc: string;
  readonly caseNumber: string;
  readonly state: ListingState;
  readonly workers: number;
  readonly amountFen: Fen;
  readonly decideBy: PlainDate;
  readonly publishedOn: PlainDate | null;
  readonly expiresOn: PlainDate | null;
}

/** The listings of the actor's area, those that wait for somebody first. */
export async function listListings(work: Work, filter: { readonly q?: string | undefined; readonly state?: ListingState | undefined; readonly page: number; readonly size: number }): Promise<{ readonly rows: ListingRow[]; readonly total: number }> {
  const values: unknown[] = [`${work.actor.areaPrefix}%`];
  const bind = (value: unknown): string => `$${values.push(value)}`;
  const where = ['c.area_code LIKE $1'];
  if (filter.q) {
    const like = bind(`%${filter.q.replace(/[\\%_]/gu, '\\$&')}%`);
    where.push(`(p.name LIKE ${like} OR p.uscc LIKE upper(${like}) OR l.number LIKE ${like})`);
  }
  if (filter.state) where.push(`l.state = ${bind(filter.state)}`);
  const rows = await work.db.query<(ListingRow & { total: number })[]>(
    `SELECT l.id, l.number, p.name AS party, p.uscc, c.number AS "caseNumber", l.state, l.workers, l.amount_fen AS "amountFen", l.decide_by AS "decideBy",
            l.published_on AS "publishedOn", l.expires_on AS "expiresOn", (count(*) OVER ())::int AS total
       FROM listing l JOIN party p ON p.id = l.party_id JOIN case_file c ON c.id = l.case_id
      WHERE ${where.join(' AND ')}
      ORDER BY l.state IN ('published', 'removed', 'dropped'), l.decide_by, l.id LIMIT ${bind(filter.size)} OFFSET ${bind((filter.page - 1) * filter.size)}`,
    values,
  );
  return { rows: rows.map(({ total: _total, ...row }) => row), total: rows[0]?.total ?? 0 };
}

export interface ListingFile extends ListingRow {
  readonly caseId: string;
  readonly projectId: string;
  readonly partyId: string;
  readonly organ: string;
  readonly ground: 'amount' | 'mass-incident';
  readonly facts: string;
  readonly persons: readonly { readonly name: string; readonly role: string }[];
  readonly assessment: { readonly because: string; readonly source: string; readonly reasons: readonly string[]; readonly decideBy: string; readonly provisional: boolean };
  readonly orderNumber: string;
  readonly proposedBy: string;
  readonly noticePaperId: string | null;
  readonly noticeNumber: string | null;
  readonly noticeServedOn: PlainDate | null;
  readonly objectionDueOn: PlainDate | null;
  readonly objection: string | null;
  readonly objectionOn: PlainDate | null;
  readonly verifyDueOn: PlainDate | null;
  readonly verification: string | null;
  readonly firstDecider: string | null;
  readonly secondDecider: string | null;
  readonly decidedOn: PlainDate | null;
  readonly decisionPaperId: string | null;
  readonly decisionNumber: string | null;
  readonly decisionServedOn: PlainDate | null;
  readonly removedOn: PlainDate | null;
  readonly removedReason: string | null;
}

/** @throws Refusal `not-found` */
export async function getListing(work: Work, listingId: string): Promise<ListingFile> {
  const [row] = await work.db.query<ListingFile[]>(
    `SELECT l.id, l.number, p.name AS party, p.uscc, c.number AS "caseNumber", l.case_id AS "caseId", c.project_id AS "projectId", l.party_id AS "partyId", o.name AS organ, l.state, l.ground,
            l.facts, l.persons, l.assessment, l.workers, l.amount_fen AS "amountFen", l.order_number AS "orderNumber", l.decide_by AS "decideBy", u.name AS "proposedBy",
            l.notice_paper_id AS "noticePaperId", np.number AS "noticeNumber", ns.served_on AS "noticeServedOn", l.objection_due_on AS "objectionDueOn", l.objection,
            l.objection_on AS "objectionOn", l.verify_due_on AS "verifyDueOn", l.verification, d1.name AS "firstDecider", d2.name AS "secondDecider", l.decided_on AS "decidedOn",
            l.decision_paper_id AS "decisionPaperId", dp.number AS "decisionNumber", ds.served_on AS "decisionServedOn", l.published_on AS "publishedOn", l.expires_on AS "expiresOn",
            l.removed_on AS "removedOn", l.removed_reason AS "removedReason"
       FROM listing l JOIN party p ON p.id = l.party_id JOIN case_file c ON c.id = l.case_id JOIN organ o ON o.id = l.organ_id JOIN user_account u ON u.id = l.proposed_by
       LEFT JOIN paper np ON np.id = l.notice_paper_id LEFT JOIN service_record ns ON ns.paper_id = np.id AND ns.served_on IS NOT NULL
       LEFT JOIN paper dp ON dp.id = l.decision_paper_id LEFT JOIN service_record ds ON ds.paper_id = dp.id AND ds.served_on IS NOT NULL
       LEFT JOIN user_account d1 ON d1.id = l.first_decider_id LEFT JOIN user_account d2 ON d2.id = l.second_decider_id
      WHERE l.id = $1 AND c.area_code LIKE $2`,
    [listingId, `${work.actor.areaPrefix}%`],
  );
  if (!row) throw new Refusal('not-found', '没有找到这条名单记录');
  return row;
}
