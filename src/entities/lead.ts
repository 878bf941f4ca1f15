import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Fen } from '../values/money.js';
import type { Period } from '../values/period.js';
import type { PlainDate } from '../values/plain-date.js';
import { BigintColumn } from './columns.js';

export const leadChannels = ['public-form', 'worker-page', '12345', '110', 'petition', 'visit', 'transfer', 'patrol'] as const;
export type LeadChannel = (typeof leadChannels)[number];

export const leadStates = ['received', 'accepted', 'refused', 'transferred', 'closed'] as const;
export type LeadState = (typeof leadStates)[number];

export const leadOutcomes = ['paid', 'no-arrears', 'not-jurisdiction', 'dispute', 'false-claim', 'works-price', 'case'] as const;
export type LeadOutcome = (typeof leadOutcomes)[number];

/** 线索: a complaint or hint. */
@Entity('lead')
export class Lead {
  @PrimaryColumn({ type: 'uuid' }) id!: string;
  @Column({ type: 'text' }) number!: string;
  @Column({ type: 'text', enum: leadChannels }) channel!: LeadChannel;
  /** Of the code by which the complainant asks for the answer. */
  @Column({ type: 'text', nullable: true }) secretHash!: string | null;
  @Column({ type: 'bytea', nullable: true }) complainantSealed!: Buffer | null;
  @Column({ type: 'bytea', nullable: true }) phoneSealed!: Buffer | null;
  @Column({ type: 'bytea', nullable: true }) phoneIndex!: Buffer | null;
  @Column({ type: 'uuid', nullable: true }) projectId!: string | null;
  @Column({ type: 'text' }) employer!: string;
  @Column({ type: 'text', default: '' }) place!: string;
  @Column({ type: 'text' }) areaCode!: string;
  @Column({ type: 'text' }) content!: string;
  @Column({ type: 'text', nullable: true }) periodFrom!: Period | null;
  @Column({ type: 'text', nullable: true }) periodTo!: Period | null;
  @Column({ type: 'integer' }) workers!: number;
  @BigintColumn({ nullable: true }) amountFen!: Fen | null;
  @Column({ type: 'text', enum: leadStates }) state!: LeadState;
  @Column({ type: 'date', nullable: true }) dueOn!: PlainDate | null;
  @Column({ type: 'boolean', default: false }) dueProvisional!: boolean;
  @Column({ type: 'uuid', nullable: true }) transferredToId!: string | null;
  @Column({ type: 'uuid', nullable: true }) handlerId!: string | null;
  @Column({ type: 'text', enum: leadOutcomes, nullable: true }) outcome!: LeadOutcome | null;
  @Column({ type: 'text', nullable: true }) answer!: string | null;
  @Column({ type: 'uuid', nullable: true }) caseId!: string | null;
  @Column({ type: 'timestamptz' }) receivedAt!: Date;
  @Column({ type: 'timestamptz', nullable: true }) closedAt!: Date | null;
}
