import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Fen } from '../values/money.js';
import type { PlainDate } from '../values/plain-date.js';
import { BigintColumn } from './columns.js';

export const riskGrades = ['red', 'orange', 'yellow', 'blue', 'grey'] as const;
export type RiskGrade = (typeof riskGrades)[number];

/** What the workbench sorts and filters by, one row a project, kept by the scan. */
@Entity('project_risk')
export class ProjectRisk {
  @PrimaryColumn({ type: 'uuid' }) projectId!: string;
  @Column({ type: 'text', enum: riskGrades }) grade!: RiskGrade;
  @Column({ type: 'integer', default: 0 }) red!: number;
  @Column({ type: 'integer', default: 0 }) orange!: number;
  @Column({ type: 'integer', default: 0 }) yellow!: number;
  @Column({ type: 'integer', default: 0 }) grey!: number;
  @BigintColumn({ default: 0 }) unpaidFen!: Fen;
  @Column({ type: 'date' }) scannedOn!: PlainDate;
}
