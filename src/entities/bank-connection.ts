import { Column, Entity, PrimaryColumn } from 'typeorm';

export const bankConnectionKinds = ['desk', 'folder', 'http'] as const;
export type BankConnectionKind = (typeof bankConnectionKinds)[number];

export const bankConnectionStates = ['proposed', 'in-force', 'ended'] as const;

/** How payment files reach a bank and its answers us. Proposed by one person, put in force by another. */
@Entity('bank_connection')
export class BankConnection {
  @PrimaryColumn({ type: 'uuid' }) id!: string;
  @Column({ type: 'uuid' }) bankId!: string;
  @Column({ type: 'text', enum: bankConnectionKinds }) kind!: BankConnectionKind;
  /** The format of the files, both ways. */
  @Column({ type: 'text' }) profile!: string;
  /** Folder: its name under the exchange directory. HTTP: the endpoint's name in the configuration. */
  @Column({ type: 'text', default: '' }) place!: string;
  @Column({ type: 'bytea', nullable: true }) secretSealed!: Buffer | null;
  /** How long one exchange with the bank may take. */
  @Column({ type: 'integer', default: 30 }) wireSeconds!: number;
  /** How often a bank is asked about a batch in doubt, and how many times before a person must decide. */
  @Column({ type: 'integer', default: 5 }) askMinutes!: number;
  @Column({ type: 'integer', default: 6 }) askTimes!: number;
  /** A payment without an answer for longer is an open item of the reconciliation. */
  @Column({ type: 'integer', default: 1440 }) answerMinutes!: number;
  @Column({ type: 'text', enum: bankConnectionStates }) state!: (typeof bankConnectionStates)[number];
  @Column({ type: 'text' }) reason!: string;
  @Column({ type: 'uuid' }) proposedBy!: string;
  @Column({ type: 'timestamptz' }) proposedAt!: Date;
  @Column({ type: 'uuid', nullable: true }) approvedBy!: string | null;
  @Column({ type: 'timestamptz', nullable: true }) approvedAt!: Date | null;
  /** When the bank was last reached, and why it was not at the last attempt. */
  @Column({ type: 'timestamptz', nullable: true }) contactAt!: Date | null;
  @Column({ type: 'text', nullable: true }) trouble!: string | null;
}
