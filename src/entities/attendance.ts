import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { PlainDate } from '../values/plain-date.js';

/** A worker on a project on a day. */
@Entity('attendance')
export class Attendance {
  @PrimaryColumn({ type: 'uuid' }) projectId!: string;
  @PrimaryColumn({ type: 'date' }) day!: PlainDate;
  @PrimaryColumn({ type: 'uuid' }) workerId!: string;
  @Column({ type: 'uuid', nullable: true }) partyId!: string | null;
  /** Part of a day, "0.50". */
  @Column({ type: 'numeric', precision: 3, scale: 2 }) portion!: string;
  @Column({ type: 'boolean' }) registered!: boolean;
  @Column({ type: 'text' }) source!: string;
  @Column({ type: 'timestamptz' }) recordedAt!: Date;
}
