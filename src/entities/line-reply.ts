import { Column, Entity } from 'typeorm';
import type { Period } from '../values/period.js';
import { IdentityColumn } from './columns.js';

export const lineVerdicts = ['confirmed', 'rejected'] as const;
export type LineVerdict = (typeof lineVerdicts)[number];

/** What a worker says of a line of a payroll sheet. Append-only. */
@Entity('line_reply')
export class LineReply {
  @IdentityColumn() id!: bigint;
  @Column({ type: 'text' }) period!: Period;
  @Column({ type: 'uuid' }) sheetId!: string;
  @Column({ type: 'integer' }) lineNo!: number;
  @Column({ type: 'uuid' }) workerId!: string;
  @Column({ type: 'text', enum: lineVerdicts }) verdict!: LineVerdict;
  @Column({ type: 'text', default: '' }) reason!: string;
  @Column({ type: 'timestamptz' }) repliedAt!: Date;
}
