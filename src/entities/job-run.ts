import { Column, Entity, PrimaryColumn } from 'typeorm';

export const jobRunStates = ['running', 'done', 'failed'] as const;
export type JobRunState = (typeof jobRunStates)[number];

/** One run of a job: lock, memory and catch-up mark. */
@Entity('job_run')
export class JobRun {
  @PrimaryColumn({ type: 'text' }) name!: string;
  @PrimaryColumn({ type: 'timestamptz' }) slot!: Date;
  @Column({ type: 'text', enum: jobRunStates }) state!: JobRunState;
  @Column({ type: 'timestamptz' }) startedAt!: Date;
  @Column({ type: 'timestamptz', nullable: true }) finishedAt!: Date | null;
  @Column({ type: 'jsonb', default: {} }) counts!: Readonly<Record<string, number>>;
  @Column({ type: 'text', nullable: true }) error!: string | null;
}
