import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { PlainDate } from '../values/plain-date.js';

export const parameterConfidences = ['C', 'S', 'L', 'V', 'D'] as const;
export type ParameterConfidence = (typeof parameterConfidences)[number];

/** A dated legal or local number; in force once a second person has approved it. */
@Entity('parameter')
export class Parameter {
  @PrimaryColumn({ type: 'uuid' }) id!: string;
  @Column({ type: 'text' }) key!: string;
  @Column({ type: 'text' }) areaCode!: string;
  @Column({ type: 'date' }) validFrom!: PlainDate;
  @Column({ type: 'date', nullable: true }) validTo!: PlainDate | null;
  @Column({ type: 'jsonb' }) value!: unknown;
  @Column({ type: 'text' }) source!: string;
  @Column({ type: 'text', enum: parameterConfidences }) confidence!: ParameterConfidence;
  @Column({ type: 'text' }) reason!: string;
  @Column({ type: 'uuid' }) proposedBy!: string;
  @Column({ type: 'uuid', nullable: true }) approvedBy!: string | null;
  @Column({ type: 'timestamptz', nullable: true }) approvedAt!: Date | null;
  @Column({ type: 'timestamptz', default: () => 'now()' }) createdAt!: Date;
}
