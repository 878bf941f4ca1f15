import { Column, Entity, PrimaryColumn } from 'typeorm';

export const releaseStages = ['request', 'labour-review', 'housing-review', 'bank-pay'] as const;
export type ReleaseStage = (typeof releaseStages)[number];

export const releaseDecisions = ['agree', 'return'] as const;
export type ReleaseDecision = (typeof releaseDecisions)[number];

/** A return goes back to one of these. */
export const returnStages = ['request', 'labour-review', 'housing-review'] as const;
export type ReturnStage = (typeof returnStages)[number];

/** A step of a release, its opinion and its person. Append-only. */
@Entity('release_step')
export class ReleaseStep {
  @PrimaryColumn({ type: 'uuid' }) releaseId!: string;
  @PrimaryColumn({ type: 'smallint' }) round!: number;
  /** The how-manieth entry of the round. */
  @PrimaryColumn({ type: 'smallint' }) turn!: number;
  @Column({ type: 'text', enum: releaseStages }) step!: ReleaseStage;
  @Column({ type: 'text', enum: releaseDecisions }) decision!: ReleaseDecision;
  /** Of a return: whose turn it is again. */
  @Column({ type: 'text', enum: returnStages, nullable: true }) returnedTo!: ReturnStage | null;
  @Column({ type: 'text' }) opinion!: string;
  @Column({ type: 'uuid' }) personId!: string;
  @Column({ type: 'uuid' }) actorId!: string;
  @Column({ type: 'timestamptz' }) at!: Date;
}
