import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Fen } from '../values/money.js';
import type { PlainDate } from '../values/plain-date.js';
import { BigintColumn } from './columns.js';

export const caseOrderKinds = ['inquiry', 'correction', 'decision'] as const;
export type CaseOrderKind = (typeof caseOrderKinds)[number];

export const caseOrderStates = ['issued', 'served', 'met', 'overdue'] as const;
export type CaseOrderState = (typeof caseOrderStates)[number];

/** The clock that a served paper starts: what must be done by when, and how it ended. */
@Entity('case_order')
export class CaseOrder {
  @PrimaryColumn({ type: 'uuid' }) paperId!: string;
  @Column({ type: 'uuid' }) caseId!: string;
  @Column({ type: 'text', enum: caseOrderKinds }) kind!: CaseOrderKind;
  @Column({ type: 'smallint' }) termDays!: number;
  @Column({ type: 'text' }) demand!: string;
  @BigintColumn({ nullable: true }) amountFen!: Fen | null;
  @Column({ type: 'date', nullable: true }) servedOn!: PlainDate | null;
  @Column({ type: 'date', nullable: true }) dueOn!: PlainDate | null;
  @Column({ type: 'date', nullable: true }) extendedOn!: PlainDate | null;
  @Column({ type: 'text', enum: caseOrderStates }) state!: CaseOrderState;
  @Column({ type: 'date', nullable: true }) verifiedOn!: PlainDate | null;
  @Column({ type: 'text', nullable: true }) verification!: string | null;
}
