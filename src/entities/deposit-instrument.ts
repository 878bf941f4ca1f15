import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Fen } from '../values/money.js';
import type { PlainDate } from '../values/plain-date.js';
import { BigintColumn } from './columns.js';

export const depositForms = ['cash', 'bank-guarantee', 'surety-guarantee', 'insurance'] as const;
export type DepositForm = (typeof depositForms)[number];

/** Cash, guarantee letter or policy that stands for a deposit. */
@Entity('deposit_instrument')
export class DepositInstrument {
  @PrimaryColumn({ type: 'uuid' }) id!: string;
  @Column({ type: 'uuid' }) depositId!: string;
  @Column({ type: 'text', enum: depositForms }) form!: DepositForm;
  @Column({ type: 'uuid' }) issuerId!: string;
  @Column({ type: 'text' }) number!: string;
  @BigintColumn() amountFen!: Fen;
  @Column({ type: 'date' }) receivedOn!: PlainDate;
  @Column({ type: 'date', nullable: true }) validFrom!: PlainDate | null;
  @Column({ type: 'date', nullable: true }) validTo!: PlainDate | null;
  @Column({ type: 'boolean', nullable: true }) irrevocable!: boolean | null;
  @Column({ type: 'boolean', nullable: true }) onDemand!: boolean | null;
  /** Where the original is kept. */
  @Column({ type: 'text', default: '' }) keptAt!: string;
  @Column({ type: 'uuid', nullable: true }) replacesId!: string | null;
  @Column({ type: 'date', nullable: true }) endedOn!: PlainDate | null;
  @Column({ type: 'text', nullable: true }) endedReason!: string | null;
  @Column({ type: 'timestamptz' }) createdAt!: Date;
}
