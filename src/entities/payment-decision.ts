import { Column, Entity, PrimaryColumn } from 'typeorm';

export const paymentOutcomes = ['paid', 'not-paid'] as const;
export type PaymentOutcome = (typeof paymentOutcomes)[number];

export const paymentDecisionStates = ['proposed', 'confirmed', 'declined'] as const;
export type PaymentDecisionState = (typeof paymentDecisionStates)[number];

/** What two people have decided, on the bank's written statement, of payments whose result nobody knew. */
@Entity('payment_decision')
export class PaymentDecision {
  @PrimaryColumn({ type: 'uuid' }) id!: string;
  @Column({ type: 'uuid' }) batchId!: string;
  @Column({ type: 'text', enum: paymentOutcomes }) outcome!: PaymentOutcome;
  @Column({ type: 'uuid' }) statementFileId!: string;
  @Column({ type: 'text' }) opinion!: string;
  @Column({ type: 'uuid' }) proposedBy!: string;
  @Column({ type: 'timestamptz' }) proposedAt!: Date;
  @Column({ type: 'text', enum: paymentDecisionStates }) state!: PaymentDecisionState;
  @Column({ type: 'uuid', nullable: true }) decidedBy!: string | null;
  @Column({ type: 'timestamptz', nullable: true }) decidedAt!: Date | null;
  @Column({ type: 'text', nullable: true }) remark!: string | null;
}
