import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { PlainDate } from '../values/plain-date.js';

/** A project that went from one general contractor to another. */
@Entity('contractor_change')
export class ContractorChange {
  @PrimaryColumn({ type: 'uuid' }) id!: string;
  @Column({ type: 'uuid' }) projectId!: string;
  @Column({ type: 'uuid' }) fromId!: string;
  @Column({ type: 'uuid' }) toId!: string;
  @Column({ type: 'date' }) changedOn!: PlainDate;
  @Column({ type: 'text' }) reason!: string;
  @Column({ type: 'uuid', nullable: true }) recordedBy!: string | null;
  @Column({ type: 'timestamptz' }) recordedAt!: Date;
}
