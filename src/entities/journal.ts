import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { PlainDate } from '../values/plain-date.js';

/** One movement of money or of a claim; its entries sum to zero. Append-only. */
@Entity('journal')
export class Journal {
  @PrimaryColumn({ type: 'uuid' }) id!: string;
  @Column({ type: 'text' }) kind!: string;
  @Column({ type: 'uuid', nullable: true }) projectId!: string | null;
  @Column({ type: 'date' }) occurredOn!: PlainDate;
  @Column({ type: 'text', default: '' }) memo!: string;
  @Column({ type: 'text' }) idempotencyKey!: string;
  @Column({ type: 'text' }) bodyHash!: string;
  @Column({ type: 'uuid', nullable: true }) reversesId!: string | null;
  @Column({ type: 'uuid', nullable: true }) actorId!: string | null;
  @Column({ type: 'timestamptz' }) recordedAt!: Date;
}
