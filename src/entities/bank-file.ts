import { Column, Entity, PrimaryColumn } from 'typeorm';

export const bankFileStates = ['received', 'taken', 'set-aside', 'handled'] as const;
export type BankFileState = (typeof bankFileStates)[number];

/** A file that came in over a bank's connection. */
@Entity('bank_file')
export class BankFile {
  @PrimaryColumn({ type: 'uuid' }) id!: string;
  @Column({ type: 'uuid' }) bankId!: string;
  @Column({ type: 'text' }) name!: string;
  @Column({ type: 'text' }) sha256!: string;
  @Column({ type: 'uuid' }) fileId!: string;
  @Column({ type: 'text' }) profile!: string;
  @Column({ type: 'timestamptz' }) receivedAt!: Date;
  @Column({ type: 'text', enum: bankFileStates }) state!: BankFileState;
  @Column({ type: 'uuid', nullable: true }) answerId!: string | null;
  /** Why it could not be used. */
  @Column({ type: 'text', nullable: true }) why!: string | null;
  @Column({ type: 'text', nullable: true }) note!: string | null;
  @Column({ type: 'uuid', nullable: true }) handledBy!: string | null;
  @Column({ type: 'timestamptz', nullable: true }) handledAt!: Date | null;
}
