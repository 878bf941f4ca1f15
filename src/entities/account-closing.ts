import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Fen } from '../values/money.js';
import type { PlainDate } from '../values/plain-date.js';
import { BigintColumn } from './columns.js';

export const closingCauses = ['completed', 'bank-replaced', 'contractor-replaced'] as const;
export type ClosingCause = (typeof closingCauses)[number];

export const closingStates = ['notice', 'promised', 'checked', 'released', 'closed', 'withdrawn'] as const;
export type ClosingState = (typeof closingStates)[number];

/** The way of a wage account to its end: notice, promise, check, release, closed. */
@Entity('account_closing')
export class AccountClosing {
  @PrimaryColumn({ type: 'uuid' }) id!: string;
  @Column({ type: 'uuid' }) wageAccountId!: string;
  @Column({ type: 'text', enum: closingCauses }) cause!: ClosingCause;
  @Column({ type: 'text', enum: closingStates }) state!: ClosingState;
  @Column({ type: 'date' }) noticeFrom!: PlainDate;
  /** The last day of the notice. */
  @Column({ type: 'date' }) noticeUntil!: PlainDate;
  /** Where on the site the notice hangs. */
  @Column({ type: 'text' }) boardPlace!: string;
  @Column({ type: 'date', nullable: true }) promisedOn!: PlainDate | null;
  @Column({ type: 'text', nullable: true }) promisedBy!: string | null;
  @Column({ type: 'uuid', nullable: true }) checkedPersonId!: string | null;
  @Column({ type: 'timestamptz', nullable: true }) checkedAt!: Date | null;
  @Column({ type: 'uuid', nullable: true }) releasedPersonId!: string | null;
  @Column({ type: 'timestamptz', nullable: true }) releasedAt!: Date | null;
  @Column({ type: 'date', nullable: true }) closedOn!: PlainDate | null;
  @BigintColumn({ nullable: true }) balanceFen!: Fen | null;
  @Column({ type: 'uuid', nullable: true }) journalId!: string | null;
  @Column({ type: 'uuid', nullable: true }) startedBy!: string | null;
  @Column({ type: 'timestamptz' }) startedAt!: Date;
}
