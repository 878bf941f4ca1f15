import type { Work } from '../../platform/work.js';
import { Refusal } from '../../values/refusal.js';
import type { PlainDate } from '../../values/plain-date.js';

export interface PartyRow {
  readonly id: string;
  readonly kind: string;
  readonly uscc: string;
  readonly name: string;
  readonly legalRepresentative: string;
  readonly area: string;
  readonly standing: 'normal' | 'listed';
}

export interface PartyFilter {
  readonly q?: string | undefined;
  readonly kind?: string | undefined;
  readonly standing?: string | undefined;
  readonly page: number;
  readonly size: number;
}

/** One page of the register of firms, banks and public bodies, and how many match in all. */
export async function listParties(work: Work, filter: PartyFilter): Promise<{ readonly rows: PartyRow[]; readonly total: number }> {
  const values: unknown[] = [];
  const bind = (value: unknown): string => `$${values.push(value)}`;
  const where = ['TRUE'];
  if (filter.q) {
    const like = bind(`%${filter.q.replace(/[\\%_]/gu, '\\$&')}%`);
    where.push(`(p.name LIKE ${like} OR p.uscc LIKE upper(${like}))`);
  }
  if (filter.kind) where.push(`p.kind = ${bind(filter.kind)}`);
  if (filter.standing) where.push(`p.standing = ${bind(filter.standing)}`);
  const rows = await work.db.query<(PartyRow & { total: number })[]>(
    `SELECT p.id, p.kind, p.uscc, p.name, p.legal_representative AS "legalRepresentative", a.name AS area, p.standing, (count(*) OVER ())::int AS total
       FROM party p JOIN area a ON a.code = p.area_code WHERE ${where.join(' AND ')}
      ORDER BY p.name, p.id LIMIT ${bind(filter.size)} OFFSET ${bind((filter.page - 1) * filter.size)}`,
    values,
  );
  return { rows: rows.map(({ total: _total, ...row }) => row), total: rows[0]?.total ?? 0 };
}

/** Firms to choose from in a form, by name. */
export function choosableParties(work: Work, kinds: readonly string[]): Promise<{ readonly id: string; readonly name: string }[]> {
  return work.db.query('SELECT id, name FROM party WHERE kind = ANY ($1) ORDER BY name', [kinds]);
}

export interface PartyFile extends PartyRow {
  readonly address: string;
  readonly phone: string;
  readonly standingSince: PlainDate | null;
  readonly projects: readonly { readonly id: string; readonly code: string; readonly name: string; readonly role: string; readonly state: string; readonly grade: string | null }[];
}

/** A firm with the projects of the reader's area that it takes part in. @throws Refusal `not-found` */
export async function getParty(work: Work, partyId: string): Promise<PartyFile> {
  const [party] = await work.db.query<Omit<PartyFile, 'projects'>[]>(
    `SELECT p.id, p.kind, p.uscc, p.name, p.legal_representative AS "legalRepresentative", a.name AS area, p.standing, p.standing_since AS "standingSince", p.address, p.phone
       FROM party p JOIN area a ON a.code = p.area_code WHERE p.id = $1`,
    [partyId],
  );
  if (!party) throw new Refusal('not-found', '没有找到这个单位');
  const projects = await work.db.query<PartyFile['projects'][number][]>(
    `SELECT p.id, p.code, p.name, p.state, r.grade,
            CASE WHEN p.owner_id = $1 THEN '建设单位' WHEN p.contractor_id = $1 THEN '施工总承包单位' ELSE '分包单位' END AS role
       FROM project p LEFT JOIN project_risk r ON r.project_id = p.id
      WHERE (p.owner_id = $1 OR p.contractor_id = $1 OR EXISTS (SELECT FROM project_party pp WHERE pp.project_id = p.id AND pp.party_id = $1)) AND p.area_code LIKE $2
      ORDER BY p.code LIMIT 500`,
    [partyId, `${work.actor.areaPrefix}%`],
  );
  return { ...party, projects };
}

/** Writes a listing into the register: other rules read the standing of a firm here (名单45 Art. 10). */
export async function setStanding(work: Work, partyId: string, standing: 'normal' | 'listed'): Promise<void> {
  await work.db.query('UPDATE party SET standing = $2, standing_since = $3 WHERE id = $1 AND standing <> $2', [partyId, standing, standing === 'listed' ? work.today : null]);
}
