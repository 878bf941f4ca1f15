import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Fen } from '../values/money.js';
import type { PlainDate } from '../values/plain-date.js';
import { BigintColumn } from './columns.js';

export const seizureMeasures = ['sealed', 'frozen', 'deducted'] as const;
export type SeizureMeasure = (typeof seizureMeasures)[number];

/** A measure of another organ against a wage account. */
@Entity('account_seizure')
export class AccountSeizure {
  @PrimaryColumn({ type: 'uuid' }) id!: string;
  @Column({ type: 'uuid' }) wageAccountId!: string;
  @Column({ type: 'text', enum: seizureMeasures }) measure!: SeizureMeasure;
  @Column({ type: 'text' }) organ!: string;
  @Column({ type: 'text' }) documentNo!: string;
  @Column({ type: 'date' }) seizedOn!: PlainDate;
  /** Null: the whole account. */
  @BigintColumn({ nullable: true }) amountFen!: Fen | null;
  @Column({ type: 'text', default: '' }) note!: string;
  @Column({ type: 'uuid', nullable: true }) recordedBy!: string | null;
  @Column({ type: 'timestamptz' }) recordedAt!: Date;
  @Column({ type: 'date', nullable: true }) endedOn!: PlainDate | null;
  @Column({ type: 'text', default: '' }) endedDocument!: string;
  @Column({ type: 'uuid', nullable: true }) endedBy!: string | null;
}
