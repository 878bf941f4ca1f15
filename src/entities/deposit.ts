import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Fen } from '../values/money.js';
import type { PlainDate } from '../values/plain-date.js';
import { BigintColumn } from './columns.js';

export const depositStates = ['due', 'held', 'exempt', 'in-use', 'top-up-due', 'notice', 'returned'] as const;
export type DepositState = (typeof depositStates)[number];

/** 工资保证金: what a project owes as deposit, and why that much. */
@Entity('deposit')
export class Deposit {
  @PrimaryColumn({ type: 'uuid' }) id!: string;
  @Column({ type: 'uuid' }) projectId!: string;
  @BigintColumn({ nullable: true }) dueFen!: Fen | null;
  @Column({ type: 'date', nullable: true }) dueOn!: PlainDate | null;
  @Column({ type: 'jsonb' }) reckoning!: object;
  @Column({ type: 'text', enum: depositStates }) state!: DepositState;
  @Column({ type: 'text', nullable: true }) exemptReason!: string | null;
  @Column({ type: 'boolean', default: false }) reduced!: boolean;
  @Column({ type: 'timestamptz' }) createdAt!: Date;
}
