import { Column, Entity } from 'typeorm';
import type { Fen } from '../values/money.js';
import { BigintColumn, IdentityColumn } from './columns.js';

/** Signed fen on one ledger account. Append-only; all entries of a journal come in one statement. */
@Entity('entry')
export class Entry {
  @IdentityColumn() id!: bigint;
  @Column({ type: 'uuid' }) journalId!: string;
  @BigintColumn() accountId!: bigint;
  @BigintColumn() amountFen!: Fen;
}
