import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Fen } from '../values/money.js';
import type { Period } from '../values/period.js';
import type { PlainDate } from '../values/plain-date.js';
import { BigintColumn } from './columns.js';

export const statementDirections = ['in', 'out'] as const;
export type StatementDirection = (typeof statementDirections)[number];

export const statementLineKinds = ['labour-cost', 'wages', 'returned', 'interest', 'unmatched', 'illegal'] as const;
export type StatementLineKind = (typeof statementLineKinds)[number];

/** A line of the wage account's bank statement. */
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
}
