import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { PlainDate } from '../values/plain-date.js';

/** 工资保证金清查: the list of dormant deposits of an area on a day. */
@Entity('deposit_stocktake')
export class DepositStocktake {
  @PrimaryColumn({ type: 'uuid' }) id!: string;
  @Column({ type: 'text' }) areaCode!: string;
  @Column({ type: 'date' }) asOf!: PlainDate;
  @Column({ type: 'timestamptz' }) createdAt!: Date;
}
