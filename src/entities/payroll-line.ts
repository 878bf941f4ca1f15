import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Fen } from '../values/money.js';
import type { Period } from '../values/period.js';
import type { PlainDate } from '../values/plain-date.js';
import { BigintColumn } from './columns.js';

export const payrollLineStates = ['unpaid', 'in-transit', 'paid', 'returned'] as const;
export type PayrollLineState = (typeof payrollLineStates)[number];

/** One worker's line of a payroll sheet. Partitioned by period: call ensure_payroll_partition first. */
@Entity('payroll_line')
export class PayrollLine {
  @PrimaryColumn({ type: 'text' }) period!: Period;
  @PrimaryColumn({ type: 'uuid' }) sheetId!: string;
  @PrimaryColumn({ type: 'integer' }) lineNo!: number;
  @Column({ type: 'uuid' }) workerId!: string;
  /** Days worked, "21.50"; null where the sheet does not say. */
  @Column({ type: 'numeric', precision: 4, scale: 2, nullable: true }) days!: string | null;
  @BigintColumn() grossFen!: Fen;
  @BigintColumn() deductionFen!: Fen;
  @BigintColumn() netFen!: Fen;
  /** Of the net pay: at the worker's card; and taken into a release that has not ended. The rest is open. */
  @BigintColumn({ default: 0 }) paidFen!: Fen;
  @BigintColumn({ default: 0 }) onWayFen!: Fen;
  @Column({ type: 'bytea' }) cardSealed!: Buffer;
  @Column({ type: 'bytea' }) cardIndex!: Buffer;
  @Column({ type: 'text' }) cardLast4!: string;
  @Column({ type: 'text', default: '' }) bankName!: string;
  @Column({ type: 'text', enum: payrollLineStates, default: 'unpaid' }) state!: PayrollLineState;
  @Column({ type: 'date', nullable: true }) paidOn!: PlainDate | null;
}
