import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Fen } from '../values/money.js';
import type { Period } from '../values/period.js';
import type { PlainDate } from '../values/plain-date.js';
import { BigintColumn } from './columns.js';

export const payrollSheetStates = ['submitted', 'returned', 'approved', 'releasing', 'part-paid', 'paid', 'superseded'] as const;
export type PayrollSheetState = (typeof payrollSheetStates)[number];

/** 工资表: one firm's payroll of a month, as submitted; a correction is the next version. */
@Entity('payroll_sheet')
export class PayrollSheet {
  @PrimaryColumn({ type: 'uuid' }) id!: string;
  @Column({ type: 'uuid' }) projectId!: string;
  @Column({ type: 'uuid' }) partyId!: string;
  @Column({ type: 'text' }) period!: Period;
  @Column({ type: 'smallint', default: 1 }) cycle!: number;
  @Column({ type: 'smallint' }) version!: number;
  @Column({ type: 'uuid', nullable: true }) supersedesId!: string | null;
  @Column({ type: 'uuid', nullable: true }) fileId!: string | null;
  @Column({ type: 'text' }) fileSha256!: string;
  @Column({ type: 'integer' }) lines!: number;
  @BigintColumn() grossFen!: Fen;
  @BigintColumn() deductionFen!: Fen;
  @BigintColumn() netFen!: Fen;
  @Column({ type: 'jsonb', default: [] }) warnings!: readonly unknown[];
  @Column({ type: 'text', enum: payrollSheetStates }) state!: PayrollSheetState;
  @Column({ type: 'boolean', default: false }) signed!: boolean;
  @Column({ type: 'date' }) payOn!: PlainDate;
  @Column({ type: 'text', nullable: true }) reason!: string | null;
  @Column({ type: 'uuid' }) submittedBy!: string;
  @Column({ type: 'timestamptz' }) submittedAt!: Date;
  @Column({ type: 'uuid', nullable: true }) approvedBy!: string | null;
  @Column({ type: 'timestamptz', nullable: true }) approvedAt!: Date | null;
}
