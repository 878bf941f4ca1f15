import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Fen } from '../values/money.js';
import type { PlainDate } from '../values/plain-date.js';
import { BigintColumn } from './columns.js';

export const stocktakeDecisions = ['return', 'keep'] as const;
export type StocktakeDecision = (typeof stocktakeDecisions)[number];

/** A dormant deposit on the list, as it stood that day, and what was decided about it. */
@Entity('deposit_stocktake_item')
export class DepositStocktakeItem {
  @PrimaryColumn({ type: 'uuid' }) stocktakeId!: string;
  @PrimaryColumn({ type: 'uuid' }) depositId!: string;
  @Column({ type: 'date' }) completedOn!: PlainDate;
  @BigintColumn() coveredFen!: Fen;
  @BigintColumn() unpaidFen!: Fen;
  @Column({ type: 'integer' }) openCases!: number;
  @Column({ type: 'text', nullable: true, enum: stocktakeDecisions }) decision!: StocktakeDecision | null;
  @Column({ type: 'text', nullable: true }) reason!: string | null;
  @Column({ type: 'uuid', nullable: true }) decidedBy!: string | null;
  @Column({ type: 'date', nullable: true }) decidedOn!: PlainDate | null;
}
