import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Fen } from '../values/money.js';
import type { Period } from '../values/period.js';
import { BigintColumn } from './columns.js';

/** Facts of a project's month, kept by the commands that change them. */
@Entity('project_month')
export class ProjectMonth {
  @PrimaryColumn({ type: 'uuid' }) projectId!: string;
  @PrimaryColumn({ type: 'text' }) period!: Period;
  @Column({ type: 'integer', default: 0 }) attendanceDays!: number;
  @Column({ type: 'integer', default: 0 }) attendingWorkers!: number;
  @Column({ type: 'integer', default: 0 }) unregisteredWorkers!: number;
  @Column({ type: 'integer', default: 0 }) sheets!: number;
  @Column({ type: 'integer', default: 0 }) approvedSheets!: number;
  @Column({ type: 'integer', default: 0 }) lines!: number;
  @BigintColumn({ default: 0 }) payableFen!: Fen;
  @BigintColumn({ default: 0 }) paidFen!: Fen;
  @Column({ type: 'integer', default: 0 }) paidLines!: number;
  @Column({ type: 'integer', default: 0 }) returnedLines!: number;
  @BigintColumn({ default: 0 }) creditedFen!: Fen;
  @Column({ type: 'timestamptz' }) changedAt!: Date;
}
