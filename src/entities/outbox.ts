import { Column, Entity } from 'typeorm';
import { IdentityColumn } from './columns.js';

/** An after-effect to be done once its transaction is committed. */
@Entity('outbox')
export class Outbox {
  @IdentityColumn() id!: bigint;
  @Column({ type: 'text' }) kind!: string;
  @Column({ type: 'jsonb' }) payload!: Readonly<Record<string, unknown>>;
  @Column({ type: 'timestamptz' }) createdAt!: Date;
  @Column({ type: 'timestamptz', nullable: true }) doneAt!: Date | null;
  @Column({ type: 'smallint', default: 0 }) attempts!: number;
  @Column({ type: 'text', nullable: true }) error!: string | null;
}
