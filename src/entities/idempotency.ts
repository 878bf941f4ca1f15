import { Column, Entity, PrimaryColumn } from 'typeorm';

/** The first answer to a keyed command, given again when the command is repeated. Append-only. */
@Entity('idempotency')
export class Idempotency {
  @PrimaryColumn({ type: 'text' }) key!: string;
  @PrimaryColumn({ type: 'uuid' }) actorId!: string;
  @PrimaryColumn({ type: 'text' }) route!: string;
  @Column({ type: 'text' }) bodyHash!: string;
  @Column({ type: 'smallint' }) status!: number;
  @Column({ type: 'jsonb' }) response!: unknown;
  @Column({ type: 'timestamptz' }) createdAt!: Date;
}
