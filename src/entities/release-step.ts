import { Column, Entity, PrimaryColumn } from 'typeorm';

export const releaseStages = ['request', 'labour-review', 'housing-review', 'bank-pay'] as const;
export type ReleaseStage = (typeof releaseStages)[number];

export const releaseDecisions = ['agree', 'return'] as const;
export type ReleaseDecision = (typeof releaseDecisions)[number];

/** A step of a release, its opinion and its person. Append-only. */
@Entity('release_step')
export class ReleaseStep {
  @PrimaryColumn({ type: 'uuid' }) releaseId!: string;
  @PrimaryColumn({ type: 'smallint' }) round!: number;
  @PrimaryColumn({ type: 'text', enum: releaseStages }) step!: ReleaseStage;
  @Column({ type: 'text', enum: releaseDecisions }) decision!: ReleaseDecision;
  @Column({ type: 'text' }) opinion!: string;
  @Column({ type: 'uuid' }) personId!: string;
  @Column({ type: 'uuid' }) actorId!: string;
  @Column({ type: 'timestamptz' }) at!: Date;
}
