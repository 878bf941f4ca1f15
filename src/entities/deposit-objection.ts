import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { PlainDate } from '../values/plain-date.js';

/** An objection to the return of a deposit; it bars the return until it is decided, and for good where it is upheld. */
@Entity('deposit_objection')
export class DepositObjection {
  @PrimaryColumn({ type: 'uuid' }) id!: string;
  @Column({ type: 'uuid' }) returnId!: string;
  @Column({ type: 'text' }) objector!: string;
  @Column({ type: 'text' }) statement!: string;
  @Column({ type: 'date' }) receivedOn!: PlainDate;
  @Column({ type: 'uuid' }) recordedBy!: string;
  @Column({ type: 'boolean', nullable: true }) upheld!: boolean | null;
  @Column({ type: 'text', nullable: true }) decision!: string | null;
  @Column({ type: 'date', nullable: true }) decidedOn!: PlainDate | null;
  @Column({ type: 'uuid', nullable: true }) decidedBy!: string | null;
  @Column({ type: 'timestamptz' }) createdAt!: Date;
}
