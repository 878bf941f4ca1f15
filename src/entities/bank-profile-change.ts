import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A proposed change of a bank profile; in force once a second person has approved it. */
@Entity('bank_profile_change')
export class BankProfileChange {
  @PrimaryColumn({ type: 'uuid' }) id!: string;
  @Column({ type: 'text' }) profileId!: string;
  /** The version that it was made from. */
  @Column({ type: 'integer' }) baseVersion!: number;
  @Column({ type: 'text' }) name!: string;
  @Column({ type: 'uuid', nullable: true }) bankId!: string | null;
  @Column({ type: 'jsonb' }) definition!: unknown;
  @Column({ type: 'text', enum: ['active', 'retired'] }) state!: 'active' | 'retired';
  @Column({ type: 'text' }) reason!: string;
  @Column({ type: 'uuid' }) proposedBy!: string;
  @Column({ type: 'timestamptz' }) proposedAt!: Date;
  @Column({ type: 'text', nullable: true, enum: ['approved', 'rejected'] }) decision!: 'approved' | 'rejected' | null;
  @Column({ type: 'uuid', nullable: true }) decidedBy!: string | null;
  @Column({ type: 'timestamptz', nullable: true }) decidedAt!: Date | null;
}
