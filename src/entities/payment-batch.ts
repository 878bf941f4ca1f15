import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Fen } from '../values/money.js';
import { bankConnectionKinds, type BankConnectionKind } from './bank-connection.js';
import { BigintColumn } from './columns.js';

export const batchStates = ['queued', 'sent', 'withdrawn'] as const;
export type BatchState = (typeof batchStates)[number];

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
  /** How it goes to the bank; `desk`: a person takes it there. */
  @Column({ type: 'text', enum: bankConnectionKinds, default: 'desk' }) connection!: BankConnectionKind;
  @Column({ type: 'text', enum: batchStates, default: 'sent' }) state!: BatchState;
  /** The how-manieth batch that the service has sent itself. */
  @BigintColumn({ nullable: true }) sendOrder!: bigint | null;
  /** Committed before the file goes out. */
  @Column({ type: 'timestamptz', nullable: true }) sentAt!: Date | null;
  /** The bank has the file whole. */
  @Column({ type: 'timestamptz', nullable: true }) deliveredAt!: Date | null;
  /** Why nobody knows whether the bank has it. */
  @Column({ type: 'text', nullable: true }) doubt!: string | null;
  /** How often the bank was asked since, when last, and what it said. */
  @Column({ type: 'integer', default: 0 }) asks!: number;
  @Column({ type: 'timestamptz', nullable: true }) askedAt!: Date | null;
  @Column({ type: 'text', nullable: true }) bankSays!: string | null;
}
