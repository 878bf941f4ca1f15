import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { PlainDate } from '../values/plain-date.js';

export const bankAnswerStatuses = ['paid', 'rejected', 'returned', 'unknown'] as const;
export type BankAnswerStatus = (typeof bankAnswerStatuses)[number];

/** What the bank said of one payment. Append-only. */
@Entity('bank_answer_line')
export class BankAnswerLine {
  @PrimaryColumn({ type: 'text' }) lineKey!: string;
  @Column({ type: 'uuid' }) answerId!: string;
  @Column({ type: 'uuid' }) instructionId!: string;
  @Column({ type: 'text', enum: bankAnswerStatuses }) status!: BankAnswerStatus;
  @Column({ type: 'text', nullable: true }) reasonCode!: string | null;
  @Column({ type: 'text', nullable: true }) reason!: string | null;
  @Column({ type: 'date' }) bookedOn!: PlainDate;
}
