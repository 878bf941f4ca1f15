import { Column, Entity } from 'typeorm';
import { BigintColumn } from './columns.js';

/** A link of the hash chain over the audit trail: one for each event, in the order of linking. Append-only. */
@Entity('audit_link')
export class AuditLink {
  @Column({ type: 'bigint', primary: true, transformer: { to: String, from: BigInt } }) seq!: bigint;
  @BigintColumn() eventId!: bigint;
  /** 32 bytes: keyed hash of the link before and the event. */
  @Column({ type: 'bytea' }) hash!: Buffer;
  @Column({ type: 'timestamptz' }) linkedAt!: Date;
}
