import { Column, Entity, PrimaryColumn } from 'typeorm';

/** The first answer to a keyed command, given again when the command is repeated. Append-only. */
@Entity('idempotency')
export class Idempotency {
  @PrimaryColumn({ type: 'text' }) key!: string;
  @PrimaryColumn({ type: 'uuid' }) actorId!: string;
  @PrimaryColumn({ type: 'text' }) route!: string;
  @Column({ type: 'text' }) bodyHash!: string;
  @Column({ type: 'smallint' }) status!: number;
  /** What was answered, sealed at `idempotency.answer.<actor>.<route>.<key>`: it may hold what is shown only once. */
  @Column({ type: 'bytea', nullable: true }) answer!: Buffer | null;
  @Column({ type: 'timestamptz' }) createdAt!: Date;
}
