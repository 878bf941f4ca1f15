import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Role } from '../values/role.js';

export const accountRoles = ['admin', 'inspector', 'supervisor', 'housing-reviewer', 'bank-operator', 'general-contractor', 'subcontractor', 'owner', 'department'] as const satisfies readonly Role[];
export type AccountRole = (typeof accountRoles)[number];

/** A login. Several accounts of one human share `personId`. */
@Entity('user_account')
export class UserAccount {
  @PrimaryColumn({ type: 'uuid' }) id!: string;
  /** The human behind the account: nobody acts twice in one chain, whichever account is used. */
  @Column({ type: 'uuid' }) personId!: string;
  @Column({ type: 'text' }) login!: string;
  @Column({ type: 'text' }) name!: string;
  @Column({ type: 'text', enum: accountRoles }) role!: AccountRole;
  @Column({ type: 'text', nullable: true }) areaCode!: string | null;
  @Column({ type: 'uuid', nullable: true }) organId!: string | null;
  @Column({ type: 'uuid', nullable: true }) partyId!: string | null;
  @Column({ type: 'text', default: '' }) badgeNo!: string;
  @Column({ type: 'text', default: '' }) phone!: string;
  @Column({ type: 'text' }) passwordHash!: string;
  @Column({ type: 'boolean', default: false }) mustChange!: boolean;
  @Column({ type: 'timestamptz', nullable: true }) disabledAt!: Date | null;
  @Column({ type: 'timestamptz', nullable: true }) signedInAt!: Date | null;
  @Column({ type: 'timestamptz', default: () => 'now()' }) createdAt!: Date;
}
