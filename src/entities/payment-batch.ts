import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Fen } from '../values/money.js';
import { BigintColumn } from './columns.js';

/** A payment file for a bank. */
@Entity('payment_batch')
export class PaymentBatch {
  @PrimaryColumn({ type: 'uuid' }) id!: string;
  @Column({ type: 'text' }) number!: string;
  @Column({ type: 'uuid' }) releaseId!: string;
  @Column({ type: 'uuid' }) bankId!: string;
  @Column({ type: 'text' }) profile!: string;
  @Column({ type: 'uuid' }) fileId!: string;
  @Column({ type: 'integer' }) lines!: number;
  @BigintColumn() controlFen!: Fen;
  @Column({ type: 'uuid' }) madeBy!: string;
  @Column({ type: 'timestamptz' }) madeAt!: Date;
}
