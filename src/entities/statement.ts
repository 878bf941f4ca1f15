import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Fen } from '../values/money.js';
import type { PlainDate } from '../values/plain-date.js';
import { BigintColumn } from './columns.js';

/** A bank statement of a wage account, as it was taken in. */
@Entity('statement')
export class Statement {
  @PrimaryColumn({ type: 'uuid' }) id!: string;
  @Column({ type: 'uuid' }) wageAccountId!: string;
  @Column({ type: 'uuid' }) fileId!: string;
  @Column({ type: 'text' }) sha256!: string;
  @Column({ type: 'date', nullable: true }) fromOn!: PlainDate | null;
  @Column({ type: 'date', nullable: true }) toOn!: PlainDate | null;
  @BigintColumn({ nullable: true }) openingFen!: Fen | null;
  @BigintColumn({ nullable: true }) closingFen!: Fen | null;
  @Column({ type: 'integer' }) lines!: number;
  /** Lines that no earlier statement had told. */
  @Column({ type: 'integer' }) fresh!: number;
  /** Gaps to the statement before, in the user's words. */
  @Column({ type: 'jsonb', default: [] }) warnings!: readonly string[];
  /** The account's balance by our ledger on the last day, and what the bank's balance differs by that nothing explains. */
  @BigintColumn({ nullable: true }) ledgerFen!: Fen | null;
  @BigintColumn({ nullable: true }) differenceFen!: Fen | null;
  @Column({ type: 'uuid' }) takenBy!: string;
  @Column({ type: 'timestamptz' }) takenAt!: Date;
}
