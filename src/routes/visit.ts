import type { DataSource } from 'typeorm';
import { anonymousActor, type Actor } from '../platform/work.js';
import type { Visit } from './mount.js';

interface Row {
  readonly id: string;
  readonly personId: string;
  readonly name: string;
  readonly role: Actor['role'];
  readonly areaCode: string | null;
  readonly organId: string | null;
  readonly organKind: string | null;
  readonly partyId: string | null;
  readonly organ: string | null;
  readonly mustChange: boolean;
  readonly factorSecret: Buffer | null;
  readonly factorLastStep: number | null;
}

/** Who is behind the session, read anew for every request, so that a changed role or a disabled account counts at once. */
export async function visitOf(dataSource: DataSource, userId: string | undefined, requestId: string, workerId?: string): Promise<Visit> {
  if (workerId !== undefined) return { ...strangerOf(requestId), actor: { ...anonymousActor, name: '农民工本人', role: 'worker', workerId } };
  if (userId === undefined) return strangerOf(requestId);
  const [row] = await dataSource.query<Row[]>(
    `SELECT u.id, u.person_id AS "personId", u.name, u.role, u.area_code AS "areaCode", u.organ_id AS "organId", o.kind AS "organKind",
            u.party_id AS "partyId", coalesce(o.name, p.name) AS organ, u.must_change AS "mustChange",
            f.secret AS "factorSecret", f.last_step AS "factorLastStep"
       FROM user_account u LEFT JOIN second_factor f ON f.user_id = u.id LEFT JOIN organ o ON o.id = u.organ_id LEFT JOIN party p ON p.id = u.party_id
      WHERE u.id = $1 AND u.disabled_at IS NULL`,
    [userId],
  );
  if (!row) return strangerOf(requestId);
  const { areaCode, organ, mustChange, factorSecret, factorLastStep, ...rest } = row;
  return {
    actor: { ...rest, areaPrefix: areaPrefix(areaCode) },
    organ: organ ?? '',
    requestId,
    mustFirst: mustChange ? 'change-password' : undefined,
    factor: factorSecret ? { userId: row.id, secret: factorSecret, lastStep: factorLastStep } : undefined,
  };
}

/** A visit of nobody in particular. */
export const strangerOf = (requestId: string): Visit => ({ actor: anonymousActor, organ: '', requestId, mustFirst: undefined, factor: undefined });

/** 460400 (a city) contains 460400100; 460000 (the province) contains all that begins with 46. */
export const areaPrefix = (code: string | null): string => (code ?? '').replace(/^(\d{2})0000$/u, '$1').replace(/^(\d{4})00$/u, '$1');
