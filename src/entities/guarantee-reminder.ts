import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { PlainDate } from '../values/plain-date.js';

/** 保函到期提醒: sent once for each end of a guarantee, with the contractor's answer. */
@Entity('guarantee_reminder')
export class GuaranteeReminder {
  @PrimaryColumn({ type: 'uuid' }) id!: string;
  @Column({ type: 'uuid' }) instrumentId!: string;
  @Column({ type: 'date' }) validTo!: PlainDate;
  @Column({ type: 'date' }) remindedOn!: PlainDate;
  @Column({ type: 'uuid', nullable: true }) paperId!: string | null;
  @Column({ type: 'text', nullable: true }) reply!: string | null;
  @Column({ type: 'date', nullable: true }) repliedOn!: PlainDate | null;
  @Column({ type: 'uuid', nullable: true }) repliedBy!: string | null;
  @Column({ type: 'timestamptz' }) createdAt!: Date;
}
