import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Fen } from '../values/money.js';
import type { Period } from '../values/period.js';
import type { PlainDate } from '../values/plain-date.js';
import { BigintColumn } from './columns.js';

export const instructionStates = ['draft', 'approved', 'queued', 'sent', 'paid', 'rejected', 'returned', 'unknown', 'withdrawn'] as const;
export type InstructionState = (typeof instructionStates)[number];

/** One payment to one worker's own card. */
@Entity('payment_instruction')
export class PaymentInstruction {
  @PrimaryColumn({ type: 'uuid' }) id!: string;
  @Column({ type: 'uuid' }) releaseId!: string;
  @Column({ type: 'uuid', nullable: true }) batchId!: string | null;
  @Column({ type: 'uuid' }) projectId!: string;
  @Column({ type: 'uuid' }) workerId!: string;
  @Column({ type: 'text' }) period!: Period;
  @Column({ type: 'uuid', nullable: true }) sheetId!: string | null;
  @Column({ type: 'integer', nullable: true }) lineNo!: number | null;
  @Column({ type: 'uuid', nullable: true }) claimId!: string | null;
  /** The how-manieth part of its worker-month it pays; another try of a part that failed keeps its number. */
  @Column({ type: 'smallint', default: 1 }) part!: number;
  /** Ours, unique for ever: the bank gives it back in its answer. */
  @Column({ type: 'text', nullable: true }) endToEndId!: string | null;
  @Column({ type: 'uuid', nullable: true }) replacesId!: string | null;
  @BigintColumn() amountFen!: Fen;
  @Column({ type: 'text' }) payee!: string;
  @Column({ type: 'bytea' }) cardSealed!: Buffer;
  @Column({ type: 'bytea' }) cardIndex!: Buffer;
  @Column({ type: 'text' }) cardLast4!: string;
  @Column({ type: 'text', default: '' }) bankName!: string;
  @Column({ type: 'text', enum: instructionStates }) state!: InstructionState;
  @Column({ type: 'text', nullable: true }) reasonCode!: string | null;
  @Column({ type: 'text', nullable: true }) reason!: string | null;
  @Column({ type: 'timestamptz', nullable: true }) sentAt!: Date | null;
  @Column({ type: 'date', nullable: true }) settledOn!: PlainDate | null;
  @Column({ type: 'timestamptz' }) createdAt!: Date;
  /** What people have decided of it, or are about to, while the bank did not tell. */
  @Column({ type: 'uuid', nullable: true }) decisionId!: string | null;
}
