import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Fen } from '../values/money.js';
import type { PlainDate } from '../values/plain-date.js';
import { BigintColumn } from './columns.js';

export const releaseSources = ['escrow', 'deposit', 'guarantee'] as const;
export type ReleaseSource = (typeof releaseSources)[number];

export const releaseStates = ['requested', 'labour-reviewed', 'housing-reviewed', 'queued', 'sent', 'part-paid', 'paid', 'returned', 'withdrawn'] as const;
export type ReleaseState = (typeof releaseStates)[number];

/** 支付审批: a release of money to workers, through its four steps. */
@Entity('release')
export class Release {
  @PrimaryColumn({ type: 'uuid' }) id!: string;
  @Column({ type: 'text' }) number!: string;
  @Column({ type: 'uuid' }) projectId!: string;
  @Column({ type: 'text', enum: releaseSources }) source!: ReleaseSource;
  @Column({ type: 'uuid', nullable: true }) sheetId!: string | null;
  @Column({ type: 'uuid', nullable: true }) caseId!: string | null;
  @Column({ type: 'uuid' }) payerBankId!: string;
  @Column({ type: 'text', enum: releaseStates }) state!: ReleaseState;
  @Column({ type: 'smallint', default: 1 }) round!: number;
  @BigintColumn() amountFen!: Fen;
  @Column({ type: 'integer' }) workers!: number;
  /** Lines of the sheet were chosen; the others stay open. */
  @Column({ type: 'boolean', default: false }) partial!: boolean;
  /** 动用方案 that a draw was made by; one plan may have a release for each of its sources. */
  @Column({ type: 'uuid', nullable: true }) planId!: string | null;
  @Column({ type: 'uuid', nullable: true }) paperId!: string | null;
  @Column({ type: 'uuid' }) requestedBy!: string;
  @Column({ type: 'timestamptz' }) requestedAt!: Date;
  @Column({ type: 'date', nullable: true }) dueOn!: PlainDate | null;
  /** Whose the waiting step is, and by when it should be done (internal). */
  @Column({ type: 'uuid', nullable: true }) assigneeId!: string | null;
  @Column({ type: 'date', nullable: true }) stepDueOn!: PlainDate | null;
}
