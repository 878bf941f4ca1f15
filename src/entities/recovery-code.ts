import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A code that stands in for the second factor once, as a keyed index. */
@Entity('recovery_code')
export class RecoveryCode {
  @PrimaryColumn({ type: 'bytea' }) codeIndex!: Buffer;
  @Column({ type: 'uuid' }) userId!: string;
  @Column({ type: 'timestamptz', nullable: true }) usedAt!: Date | null;
}
