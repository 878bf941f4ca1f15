import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { PlainDate } from '../values/plain-date.js';

/** A worker with an employer on a project: contract, trade, team, entry, exit, own card. */
@Entity('engagement')
export class Engagement {
  @PrimaryColumn({ type: 'uuid' }) id!: string;
  @Column({ type: 'uuid' }) workerId!: string;
  @Column({ type: 'uuid' }) projectId!: string;
  @Column({ type: 'uuid' }) partyId!: string;
  @Column({ type: 'text', default: '' }) trade!: string;
  @Column({ type: 'text', default: '' }) team!: string;
  @Column({ type: 'boolean', default: false }) teamLeader!: boolean;
  @Column({ type: 'date', nullable: true }) contractSignedOn!: PlainDate | null;
  @Column({ type: 'date', nullable: true }) contractEndsOn!: PlainDate | null;
  @Column({ type: 'date' }) enteredOn!: PlainDate;
  @Column({ type: 'date', nullable: true }) leftOn!: PlainDate | null;
  @Column({ type: 'bytea', nullable: true }) cardSealed!: Buffer | null;
  @Column({ type: 'bytea', nullable: true }) cardIndex!: Buffer | null;
  @Column({ type: 'text', nullable: true }) cardLast4!: string | null;
  @Column({ type: 'text', default: '' }) bankName!: string;
  @Column({ type: 'timestamptz' }) createdAt!: Date;
}
