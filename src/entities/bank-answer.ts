import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A bank's answer file. */
@Entity('bank_answer')
export class BankAnswer {
  @PrimaryColumn({ type: 'uuid' }) id!: string;
  @Column({ type: 'uuid' }) batchId!: string;
  @Column({ type: 'uuid' }) fileId!: string;
  @Column({ type: 'text' }) sha256!: string;
  @Column({ type: 'integer' }) lines!: number;
  @Column({ type: 'integer' }) applied!: number;
  @Column({ type: 'jsonb', default: [] }) setAside!: readonly unknown[];
  /** Null: the service itself, over the bank's connection. */
  @Column({ type: 'uuid', nullable: true }) takenBy!: string | null;
  @Column({ type: 'timestamptz' }) takenAt!: Date;
}
