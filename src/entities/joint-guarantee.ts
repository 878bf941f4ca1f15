import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Fen } from '../values/money.js';
import type { PlainDate } from '../values/plain-date.js';
import { BigintColumn } from './columns.js';

/** 联合担保承诺 of a project's owner and general contractor: both stand for its wages. */
@Entity('joint_guarantee')
export class JointGuarantee {
  @PrimaryColumn({ type: 'uuid' }) id!: string;
  @Column({ type: 'uuid' }) projectId!: string;
  @Column({ type: 'uuid' }) ownerId!: string;
  @Column({ type: 'uuid' }) contractorId!: string;
  /** Null: without limit. */
  @BigintColumn({ nullable: true }) amountFen!: Fen | null;
  @Column({ type: 'date' }) signedOn!: PlainDate;
  /** Null: until all wages of the project are paid. */
  @Column({ type: 'date', nullable: true }) validTo!: PlainDate | null;
  @Column({ type: 'uuid', nullable: true }) fileId!: string | null;
  @Column({ type: 'text', default: '' }) note!: string;
  @Column({ type: 'date', nullable: true }) endedOn!: PlainDate | null;
  @Column({ type: 'text', nullable: true }) endedReason!: string | null;
  @Column({ type: 'uuid' }) recordedBy!: string;
  @Column({ type: 'timestamptz' }) recordedAt!: Date;
}
