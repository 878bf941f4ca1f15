import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Fen } from '../values/money.js';
import type { PlainDate } from '../values/plain-date.js';
import { BigintColumn } from './columns.js';

/** A draw on a deposit, and the topping up that follows. */
@Entity('deposit_draw')
export class DepositDraw {
  @PrimaryColumn({ type: 'uuid' }) id!: string;
  @Column({ type: 'uuid' }) depositId!: string;
  @Column({ type: 'uuid' }) caseId!: string;
  @Column({ type: 'uuid' }) releaseId!: string;
  @Column({ type: 'uuid', nullable: true }) paperId!: string | null;
  @BigintColumn() amountFen!: Fen;
  @Column({ type: 'date', nullable: true }) notifiedOn!: PlainDate | null;
  @Column({ type: 'date', nullable: true }) bankDueOn!: PlainDate | null;
  @Column({ type: 'date', nullable: true }) paidOn!: PlainDate | null;
  @Column({ type: 'date', nullable: true }) topUpDueOn!: PlainDate | null;
  @Column({ type: 'date', nullable: true }) toppedUpOn!: PlainDate | null;
  @Column({ type: 'timestamptz' }) createdAt!: Date;
}
