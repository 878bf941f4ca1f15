import { Column, Entity, PrimaryColumn } from 'typeorm';
import { BigintColumn } from './columns.js';

/** The one row of what sends payment files: whether it may, and what it has last seen of its database server. */
@Entity('dispatcher')
export class Dispatcher {
  @PrimaryColumn({ type: 'smallint' }) id!: number;
  @Column({ type: 'timestamptz', nullable: true }) pausedAt!: Date | null;
  @Column({ type: 'uuid', nullable: true }) pausedBy!: string | null;
  @Column({ type: 'text', nullable: true }) pauseReason!: string | null;
  /** Paused because the database seems to be a restored one: what was sent after the backup must be reconciled first. */
  @Column({ type: 'boolean', default: false }) restored!: boolean;
  /** Batches that the mark outside the database knows as sent and the database does not. */
  @Column({ type: 'jsonb', default: [] }) findings!: readonly unknown[];
  @Column({ type: 'uuid', nullable: true }) resumeBy!: string | null;
  @Column({ type: 'timestamptz', nullable: true }) resumeAt!: Date | null;
  @Column({ type: 'text', nullable: true }) resumeNote!: string | null;
  @Column({ type: 'text', nullable: true }) systemIdentifier!: string | null;
  @Column({ type: 'integer', nullable: true }) timeline!: number | null;
  /** Batches sent so far. */
  @BigintColumn({ default: 0 }) sentCount!: bigint;
  @Column({ type: 'timestamptz', nullable: true }) checkedAt!: Date | null;
}
