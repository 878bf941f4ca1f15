import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Fen } from '../values/money.js';
import type { PlainDate } from '../values/plain-date.js';
import { BigintColumn } from './columns.js';

export const holdStates = ['pending', 'posted', 'void', 'expired'] as const;
export type HoldState = (typeof holdStates)[number];

/** Money of an account set aside for something under way. */
@Entity('hold')
export class Hold {
  @PrimaryColumn({ type: 'uuid' }) id!: string;
  @BigintColumn() accountId!: bigint;
  @BigintColumn() amountFen!: Fen;
  @Column({ type: 'text', enum: holdStates }) state!: HoldState;
  /** The release or other record that the money is set aside for. */
  @Column({ type: 'uuid' }) subjectId!: string;
  @Column({ type: 'date', nullable: true }) expiresOn!: PlainDate | null;
  @Column({ type: 'timestamptz' }) createdAt!: Date;
  @Column({ type: 'timestamptz', nullable: true }) endedAt!: Date | null;
}
