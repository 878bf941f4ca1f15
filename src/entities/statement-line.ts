import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Fen } from '../values/money.js';
import type { Period } from '../values/period.js';
import type { PlainDate } from '../values/plain-date.js';
import { BigintColumn } from './columns.js';

export const statementDirections = ['in', 'out'] as const;
export type StatementDirection = (typeof statementDirections)[number];

export const statementLineKinds = ['labour-cost', 'wages', 'returned', 'interest', 'deducted', 'moved', 'unmatched', 'illegal'] as const;
export type StatementLineKind = (typeof statementLineKinds)[number];

/** A line of the wage account's bank statement; without a statement: a credit that somebody recorded by hand. What the bank told never changes, its fate does. */
@Entity('statement_line')
export class StatementLine {
  @PrimaryColumn({ type: 'uuid' }) id!: string;
  @Column({ type: 'uuid' }) wageAccountId!: string;
  @Column({ type: 'text' }) lineKey!: string;
  @Column({ type: 'date' }) bookedOn!: PlainDate;
  @Column({ type: 'text', enum: statementDirections }) direction!: StatementDirection;
  @BigintColumn() amountFen!: Fen;
  @Column({ type: 'text', default: '' }) counterparty!: string;
  @Column({ type: 'text', default: '' }) purpose!: string;
  @Column({ type: 'text', enum: statementLineKinds }) kind!: StatementLineKind;
  @Column({ type: 'text', nullable: true }) period!: Period | null;
  @Column({ type: 'uuid', nullable: true }) journalId!: string | null;
  @Column({ type: 'uuid', nullable: true }) recordedBy!: string | null;
  @Column({ type: 'timestamptz' }) recordedAt!: Date;
  @Column({ type: 'uuid', nullable: true }) statementId!: string | null;
  @Column({ type: 'integer', nullable: true }) lineNo!: number | null;
  /** Keyed hash of the counterparty's account, by which a worker's card is found. */
  @Column({ type: 'bytea', nullable: true }) counterpartyIndex!: Buffer | null;
  @Column({ type: 'text', nullable: true }) counterpartyLast4!: string | null;
  @Column({ type: 'text', nullable: true }) endToEndId!: string | null;
  @Column({ type: 'text', nullable: true }) batchNumber!: string | null;
  @Column({ type: 'boolean', default: false }) reversal!: boolean;
  @Column({ type: 'text', nullable: true }) returnCode!: string | null;
  @Column({ type: 'text', nullable: true }) returnText!: string | null;
  @BigintColumn({ nullable: true }) balanceFen!: Fen | null;
  /** Why it is not matched, or taken for illegal. */
  @Column({ type: 'text', default: '' }) why!: string;
  @Column({ type: 'uuid', nullable: true }) instructionId!: string | null;
  @Column({ type: 'uuid', nullable: true }) batchId!: string | null;
  /** The credit recorded by hand that this line tells again. */
  @Column({ type: 'uuid', nullable: true }) sameAsId!: string | null;
  /** How often a person has decided on it: each decision posts under a key of its own. */
  @Column({ type: 'integer', default: 0 }) resolutions!: number;
  @Column({ type: 'uuid', nullable: true }) resolvedBy!: string | null;
  @Column({ type: 'timestamptz', nullable: true }) resolvedAt!: Date | null;
  @Column({ type: 'text', nullable: true }) reason!: string | null;
}
