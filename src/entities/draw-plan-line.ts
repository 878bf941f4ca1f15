import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Fen } from '../values/money.js';
import type { Period } from '../values/period.js';
import { BigintColumn } from './columns.js';

/** One worker-month of a plan: what is owed, and what of it this draw pays. The rest stays the worker's claim. Append-only. */
@Entity('draw_plan_line')
export class DrawPlanLine {
  @PrimaryColumn({ type: 'uuid' }) planId!: string;
  @PrimaryColumn({ type: 'integer' }) n!: number;
  @Column({ type: 'uuid' }) workerId!: string;
  @Column({ type: 'text' }) period!: Period;
  @Column({ type: 'uuid', nullable: true }) sheetId!: string | null;
  @Column({ type: 'integer', nullable: true }) lineNo!: number | null;
  @Column({ type: 'uuid' }) claimId!: string;
  @BigintColumn() owedFen!: Fen;
  @BigintColumn() drawnFen!: Fen;
}
