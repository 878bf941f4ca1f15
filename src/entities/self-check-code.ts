import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A one-time code for a worker's own page. */
@Entity('self_check_code')
export class SelfCheckCode {
  @PrimaryColumn({ type: 'uuid' }) id!: string;
  @Column({ type: 'text' }) ticket!: string;
  /** Null where name and digits fit nobody. */
  @Column({ type: 'uuid', nullable: true }) workerId!: string | null;
  @Column({ type: 'bytea' }) codeSealed!: Buffer;
  @Column({ type: 'timestamptz' }) madeAt!: Date;
  @Column({ type: 'timestamptz' }) expiresAt!: Date;
  @Column({ type: 'smallint', default: 0 }) tries!: number;
  @Column({ type: 'timestamptz', nullable: true }) usedAt!: Date | null;
}
