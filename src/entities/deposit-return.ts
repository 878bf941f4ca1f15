import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Fen } from '../values/money.js';
import type { PlainDate } from '../values/plain-date.js';
import { BigintColumn } from './columns.js';

export const depositReturnStates = ['notice', 'applied', 'agreed', 'declined', 'refused', 'released', 'stopped'] as const;
export type DepositReturnState = (typeof depositReturnStates)[number];

/** 返还工资保证金: from the public notice to the certificate or the refusal. */
@Entity('deposit_return')
export class DepositReturn {
  @PrimaryColumn({ type: 'uuid' }) id!: string;
  @Column({ type: 'uuid' }) depositId!: string;
  @Column({ type: 'text', enum: depositReturnStates }) state!: DepositReturnState;
  /** Begun by the authority in a stock-taking: no promise, and it applies itself. */
  @Column({ type: 'boolean' }) exOfficio!: boolean;
  @Column({ type: 'text' }) promise!: string;
  @Column({ type: 'date' }) completedOn!: PlainDate;
  /** What is to be returned, as the notice says it. */
  @BigintColumn() amountFen!: Fen;
  @Column({ type: 'date' }) noticeFrom!: PlainDate;
  /** The last day of the notice. */
  @Column({ type: 'date' }) noticeTo!: PlainDate;
  @Column({ type: 'date', nullable: true }) appliedOn!: PlainDate | null;
  @Column({ type: 'text', nullable: true }) application!: string | null;
  @Column({ type: 'date', nullable: true }) reviewDueOn!: PlainDate | null;
  @Column({ type: 'date', nullable: true }) reviewedOn!: PlainDate | null;
  @Column({ type: 'uuid', nullable: true }) reviewedBy!: string | null;
  @Column({ type: 'text', nullable: true }) reviewOpinion!: string | null;
  @Column({ type: 'date', nullable: true }) issueDueOn!: PlainDate | null;
  @Column({ type: 'date', nullable: true }) decidedOn!: PlainDate | null;
  @Column({ type: 'uuid', nullable: true }) decidedBy!: string | null;
  @Column({ type: 'uuid', nullable: true }) paperId!: string | null;
  @Column({ type: 'text', nullable: true }) endedReason!: string | null;
  @Column({ type: 'uuid', nullable: true }) startedBy!: string | null;
  @Column({ type: 'timestamptz' }) createdAt!: Date;
}
