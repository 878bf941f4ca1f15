import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Fen } from '../values/money.js';
import type { PlainDate } from '../values/plain-date.js';
import { BigintColumn } from './columns.js';

/** A supplementary agreement that changes the owner's funding from a day on. */
@Entity('funding_terms')
export class FundingTerms {
  @PrimaryColumn({ type: 'uuid' }) id!: string;
  @Column({ type: 'uuid' }) projectId!: string;
  @Column({ type: 'date' }) effectiveOn!: PlainDate;
  @Column({ type: 'date' }) signedOn!: PlainDate;
  @BigintColumn() contractPriceFen!: Fen;
  @BigintColumn({ nullable: true }) labourCostFen!: Fen | null;
  @Column({ type: 'integer', nullable: true }) labourShareBp!: number | null;
  @Column({ type: 'smallint' }) fundingDay!: number;
  @Column({ type: 'date' }) plannedFinishOn!: PlainDate;
  @Column({ type: 'text' }) reason!: string;
  @Column({ type: 'uuid', nullable: true }) recordedBy!: string | null;
  @Column({ type: 'timestamptz' }) recordedAt!: Date;
}
