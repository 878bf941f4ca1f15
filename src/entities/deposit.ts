import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Fen } from '../values/money.js';
import type { PlainDate } from '../values/plain-date.js';
import { BigintColumn } from './columns.js';

export const depositStates = ['due', 'held', 'exempt', 'in-use', 'top-up-due', 'double-due', 'notice', 'returned'] as const;
export type DepositState = (typeof depositStates)[number];

/** 工资保证金: what is owed as deposit, and why that much. Of one project, or of a firm for its projects in an area. */
@Entity('deposit')
export class Deposit {
  @PrimaryColumn({ type: 'uuid' }) id!: string;
  @Column({ type: 'uuid', nullable: true }) projectId!: string | null;
  @Column({ type: 'uuid', nullable: true }) partyId!: string | null;
  @Column({ type: 'text', nullable: true }) areaCode!: string | null;
  @BigintColumn({ nullable: true }) dueFen!: Fen | null;
  @Column({ type: 'date', nullable: true }) dueOn!: PlainDate | null;
  @Column({ type: 'jsonb' }) reckoning!: object;
  @Column({ type: 'text', enum: depositStates }) state!: DepositState;
  @Column({ type: 'text', nullable: true }) exemptReason!: string | null;
  @Column({ type: 'boolean', default: false }) reduced!: boolean;
  /** The day on which arrears were found on a reduced or exempt deposit: from then on the multiple is due. */
  @Column({ type: 'date', nullable: true }) arrearsOn!: PlainDate | null;
  @Column({ type: 'timestamptz' }) createdAt!: Date;
}
