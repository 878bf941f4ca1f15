import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { PlainDate } from '../values/plain-date.js';

export const disputeKinds = ['arbitration', 'suit'] as const;
export type DisputeKind = (typeof disputeKinds)[number];

/** An arbitration or a suit of workers about their wages on a project. */
@Entity('wage_dispute')
export class WageDispute {
  @PrimaryColumn({ type: 'uuid' }) id!: string;
  @Column({ type: 'uuid' }) projectId!: string;
  @Column({ type: 'text', enum: disputeKinds }) kind!: DisputeKind;
  /** The arbitration commission or court. */
  @Column({ type: 'text' }) body!: string;
  @Column({ type: 'text' }) number!: string;
  @Column({ type: 'date' }) filedOn!: PlainDate;
  @Column({ type: 'date', nullable: true }) endedOn!: PlainDate | null;
  @Column({ type: 'text', default: '' }) result!: string;
  @Column({ type: 'uuid', nullable: true }) recordedBy!: string | null;
  @Column({ type: 'timestamptz' }) recordedAt!: Date;
}
