import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Fen } from '../values/money.js';
import type { PlainDate } from '../values/plain-date.js';
import { BigintColumn } from './columns.js';

export const listKinds = ['blacklist'] as const;
export type ListKind = (typeof listKinds)[number];

export const listingGrounds = ['amount', 'mass-incident'] as const;
export type ListingGround = (typeof listingGrounds)[number];

export const listingStates = ['proposed', 'noticed', 'objected', 'verified', 'decided', 'published', 'removed', 'dropped'] as const;
export type ListingState = (typeof listingStates)[number];

/** 失信名单: a firm proposed for, on, or removed from a public list. */
@Entity('listing')
export class Listing {
  @PrimaryColumn({ type: 'uuid' }) id!: string;
  @Column({ type: 'text' }) number!: string;
  @Column({ type: 'text', enum: listKinds }) list!: ListKind;
  @Column({ type: 'uuid' }) partyId!: string;
  @Column({ type: 'uuid' }) caseId!: string;
  @Column({ type: 'uuid' }) organId!: string;
  @Column({ type: 'text', enum: listingGrounds }) ground!: ListingGround;
  @Column({ type: 'text' }) facts!: string;
  @Column({ type: 'integer' }) workers!: number;
  @BigintColumn() amountFen!: Fen;
  @Column({ type: 'text' }) orderNumber!: string;
  @Column({ type: 'jsonb', default: [] }) persons!: readonly unknown[];
  @Column({ type: 'jsonb' }) assessment!: object;
  @Column({ type: 'text', enum: listingStates }) state!: ListingState;
  @Column({ type: 'date' }) decideBy!: PlainDate;
  @Column({ type: 'uuid', nullable: true }) noticePaperId!: string | null;
  @Column({ type: 'date', nullable: true }) objectionDueOn!: PlainDate | null;
  @Column({ type: 'text', nullable: true }) objection!: string | null;
  @Column({ type: 'date', nullable: true }) objectionOn!: PlainDate | null;
  @Column({ type: 'date', nullable: true }) verifyDueOn!: PlainDate | null;
  @Column({ type: 'text', nullable: true }) verification!: string | null;
  @Column({ type: 'uuid', nullable: true }) decisionPaperId!: string | null;
  @Column({ type: 'uuid', nullable: true }) firstDeciderId!: string | null;
  @Column({ type: 'uuid', nullable: true }) secondDeciderId!: string | null;
  @Column({ type: 'date', nullable: true }) decidedOn!: PlainDate | null;
  @Column({ type: 'date', nullable: true }) publishedOn!: PlainDate | null;
  @Column({ type: 'date', nullable: true }) expiresOn!: PlainDate | null;
  @Column({ type: 'date', nullable: true }) correctedOn!: PlainDate | null;
  @Column({ type: 'date', nullable: true }) removedOn!: PlainDate | null;
  @Column({ type: 'text', nullable: true }) removedReason!: string | null;
  @Column({ type: 'uuid' }) proposedBy!: string;
  @Column({ type: 'timestamptz' }) createdAt!: Date;
}
