import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Period } from '../values/period.js';
import type { PlainDate } from '../values/plain-date.js';

export const severities = ['red', 'orange', 'yellow', 'grey'] as const;
export type Severity = (typeof severities)[number];

export const findingOutcomes = ['real', 'late-report', 'stopped', 'false'] as const;
export type FindingOutcome = (typeof findingOutcomes)[number];

/** What a risk rule found, with its evidence; open until `clearedOn`. */
@Entity('finding')
export class Finding {
  @PrimaryColumn({ type: 'uuid' }) id!: string;
  @Column({ type: 'text' }) rule!: string;
  @Column({ type: 'uuid' }) projectId!: string;
  @Column({ type: 'text' }) subjectType!: string;
  @Column({ type: 'text' }) subjectId!: string;
  @Column({ type: 'text', nullable: true }) period!: Period | null;
  @Column({ type: 'smallint', default: 1 }) episode!: number;
  @Column({ type: 'text', enum: severities }) severity!: Severity;
  @Column({ type: 'text' }) sentence!: string;
  @Column({ type: 'jsonb' }) basis!: readonly unknown[];
  @Column({ type: 'jsonb' }) parameters!: object;
  @Column({ type: 'jsonb' }) evidence!: readonly unknown[];
  @Column({ type: 'date', nullable: true }) dueOn!: PlainDate | null;
  @Column({ type: 'date' }) firstSeenOn!: PlainDate;
  @Column({ type: 'date' }) lastSeenOn!: PlainDate;
  @Column({ type: 'date', nullable: true }) clearedOn!: PlainDate | null;
  @Column({ type: 'date', nullable: true }) handledOn!: PlainDate | null;
  @Column({ type: 'text', enum: findingOutcomes, nullable: true }) outcome!: FindingOutcome | null;
}
