import { Column, Entity, PrimaryColumn } from 'typeorm';

export const bankSampleKinds = ['answer', 'statement'] as const;
export type BankSampleKind = (typeof bankSampleKinds)[number];
export const bankSampleStates = ['tried', 'kept', 'dropped'] as const;
export type BankSampleState = (typeof bankSampleStates)[number];

/** A bank's file on which a profile was tried, with its reading. What is kept must read the same after every change of the profile. */
@Entity('bank_profile_sample')
export class BankProfileSample {
  @PrimaryColumn({ type: 'uuid' }) id!: string;
  @Column({ type: 'text' }) profileId!: string;
  /** Read by this proposal instead of the profile in force. */
  @Column({ type: 'uuid', nullable: true }) changeId!: string | null;
  @Column({ type: 'text', enum: bankSampleKinds }) kind!: BankSampleKind;
  @Column({ type: 'uuid' }) fileId!: string;
  /** The reading, as sealed as the file. */
  @Column({ type: 'uuid' }) readingId!: string;
  @Column({ type: 'text', enum: bankSampleStates }) state!: BankSampleState;
  @Column({ type: 'uuid' }) triedBy!: string;
  @Column({ type: 'timestamptz' }) triedAt!: Date;
  @Column({ type: 'uuid', nullable: true }) droppedBy!: string | null;
  @Column({ type: 'text', nullable: true }) dropReason!: string | null;
}
