import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Fen } from '../values/money.js';
import type { Period } from '../values/period.js';
import { BigintColumn } from './columns.js';

/** What is claimed in a case for a worker and month. */
@Entity('case_claim')
export class CaseClaim {
  @PrimaryColumn({ type: 'uuid' }) id!: string;
  @Column({ type: 'uuid' }) caseId!: string;
  @Column({ type: 'uuid' }) projectId!: string;
  @Column({ type: 'uuid' }) workerId!: string;
  @Column({ type: 'text' }) period!: Period;
  @Column({ type: 'uuid', nullable: true }) sheetId!: string | null;
  @Column({ type: 'integer', nullable: true }) lineNo!: number | null;
  @BigintColumn() amountFen!: Fen;
  @Column({ type: 'timestamptz' }) createdAt!: Date;
}
