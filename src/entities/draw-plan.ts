import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Fen } from '../values/money.js';
import { BigintColumn } from './columns.js';

/** 动用方案: how a deposit was shared out to the persons of a case. Append-only. */
@Entity('draw_plan')
export class DrawPlan {
  @PrimaryColumn({ type: 'uuid' }) id!: string;
  @Column({ type: 'uuid' }) caseId!: string;
  @Column({ type: 'uuid' }) projectId!: string;
  @BigintColumn() owedFen!: Fen;
  @BigintColumn() drawnFen!: Fen;
  @Column({ type: 'boolean' }) atLeastOneFen!: boolean;
  @Column({ type: 'uuid' }) madeBy!: string;
  @Column({ type: 'timestamptz' }) madeAt!: Date;
}
