import type { Work } from '../../platform/work.js';
import type { Role } from '../../values/role.js';

export interface UserRow {
  readonly id: string;
  readonly username: string;
  readonly name: string;
  readonly role: Role;
  readonly organisation: string | null;
  readonly area: string | null;
  readonly disabled: boolean;
  /** A second factor is in use. */
  readonly factor: boolean;
  readonly signedInAt: Date | null;
}

export function listUsers(work: Work): Promise<UserRow[]> {
  return work.db.query(
    `SELECT u.id, u.login AS username, u.name, u.role, coalesce(o.name, p.name) AS organisation, a.name AS area,
            u.disabled_at IS NOT NULL AS disabled, EXISTS (SELECT FROM second_factor f WHERE f.user_id = u.id AND f.secret IS NOT NULL) AS factor, u.signed_in_at AS "signedInAt"
       FROM user_account u LEFT JOIN organ o ON o.id = u.organ_id LEFT JOIN party p ON p.id = u.party_id LEFT JOIN area a ON a.code = u.area_code
      ORDER BY u.disabled_at IS NOT NULL, u.role, u.login`,
  );
}
