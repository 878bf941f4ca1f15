import { Column, Entity } from 'typeorm';
import type { Fen } from '../values/money.js';
import { BigintColumn, IdentityColumn } from './columns.js';

export const ledgerAccountKinds = ['owner', 'contractor', 'escrow', 'deposit', 'guarantor', 'guarantee', 'in-transit', 'worker-cards', 'wage-liability', 'wages-owed', 'recoverable', 'emergency-fund', 'bank-interest', 'between-banks', 'diverted'] as const;
export type LedgerAccountKind = (typeof ledgerAccountKinds)[number];

/** An account of the double-entry ledger. Its balance is kept by the triggers of `entry` and `hold`: never written by the application. */
@Entity('ledger_account')
export class LedgerAccount {
  @IdentityColumn() id!: bigint;
  @Column({ type: 'text', enum: ledgerAccountKinds }) kind!: LedgerAccountKind;
  @Column({ type: 'uuid', nullable: true }) projectId!: string | null;
  @Column({ type: 'uuid', nullable: true }) partyId!: string | null;
  @Column({ type: 'uuid', nullable: true }) workerId!: string | null;
  /** The deposit of a firm that it belongs to instead of a project. */
  @Column({ type: 'uuid', nullable: true }) depositId!: string | null;
  @Column({ type: 'boolean' }) mayBeNegative!: boolean;
  @BigintColumn({ default: 0 }) balanceFen!: Fen;
  @BigintColumn({ default: 0 }) heldFen!: Fen;
}
