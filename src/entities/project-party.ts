import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { PlainDate } from '../values/plain-date.js';

export const projectRoles = ['general-contractor', 'subcontractor'] as const;
export type ProjectRole = (typeof projectRoles)[number];

/** A firm on a project, and under whom it works. */
@Entity('project_party')
export class ProjectParty {
  @PrimaryColumn({ type: 'uuid' }) id!: string;
  @Column({ type: 'uuid' }) projectId!: string;
  @Column({ type: 'uuid' }) partyId!: string;
  @Column({ type: 'uuid', nullable: true }) parentId!: string | null;
  @Column({ type: 'text', enum: projectRoles }) role!: ProjectRole;
  @Column({ type: 'text', default: '' }) scope!: string;
  @Column({ type: 'smallint' }) tier!: number;
  @Column({ type: 'date' }) enteredOn!: PlainDate;
  @Column({ type: 'date', nullable: true }) leftOn!: PlainDate | null;
}
