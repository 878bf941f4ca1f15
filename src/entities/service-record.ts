import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { PlainDate } from '../values/plain-date.js';

export const serviceModes = ['direct', 'leave', 'mail', 'electronic', 'entrusted', 'announcement', 'posting'] as const;
export type ServiceMode = (typeof serviceModes)[number];

/** 送达: an attempt to serve a paper. Append-only. */
@Entity('service_record')
export class ServiceRecord {
  @PrimaryColumn({ type: 'uuid' }) id!: string;
  @Column({ type: 'uuid' }) paperId!: string;
  @Column({ type: 'text', enum: serviceModes }) mode!: ServiceMode;
  @Column({ type: 'date' }) attemptedOn!: PlainDate;
  @Column({ type: 'date', nullable: true }) servedOn!: PlainDate | null;
  @Column({ type: 'text', default: '' }) place!: string;
  @Column({ type: 'text', default: '' }) receivedBy!: string;
  @Column({ type: 'text', default: '' }) relation!: string;
  @Column({ type: 'text', default: '' }) witness!: string;
  @Column({ type: 'text', default: '' }) note!: string;
  @Column({ type: 'uuid', nullable: true }) proofFileId!: string | null;
  @Column({ type: 'uuid' }) serverId!: string;
  @Column({ type: 'uuid' }) coServerId!: string;
  @Column({ type: 'timestamptz' }) recordedAt!: Date;
}
