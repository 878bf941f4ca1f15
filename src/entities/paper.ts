import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { PlainDate } from '../values/plain-date.js';

/** 文书: an issued paper, frozen. Append-only. */
@Entity('paper')
export class Paper {
  @PrimaryColumn({ type: 'uuid' }) id!: string;
  @Column({ type: 'uuid' }) organId!: string;
  @Column({ type: 'text' }) kind!: string;
  @Column({ type: 'smallint' }) year!: number;
  @Column({ type: 'integer' }) seq!: number;
  @Column({ type: 'text' }) number!: string;
  @Column({ type: 'uuid', nullable: true }) projectId!: string | null;
  @Column({ type: 'uuid', nullable: true }) partyId!: string | null;
  @Column({ type: 'uuid', nullable: true }) caseId!: string | null;
  @Column({ type: 'uuid', nullable: true }) subjectId!: string | null;
  @Column({ type: 'text' }) title!: string;
  @Column({ type: 'bytea' }) dataSealed!: Buffer;
  @Column({ type: 'text' }) dataHash!: string;
  @Column({ type: 'smallint', default: 1 }) layout!: number;
  @Column({ type: 'text' }) checkCode!: string;
  @Column({ type: 'date' }) issuedOn!: PlainDate;
  @Column({ type: 'uuid' }) issuedBy!: string;
  @Column({ type: 'timestamptz' }) issuedAt!: Date;
}
