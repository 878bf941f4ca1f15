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
  @Column({ type: 'uuid' }) takenBy!: string;
  @Column({ type: 'timestamptz' }) takenAt!: Date;
}
