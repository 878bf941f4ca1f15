import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { PlainDate } from '../values/plain-date.js';

export const caseStates = ['filed', 'inquiry', 'correction', 'overdue', 'decision', 'decision-overdue', 'cured', 'closed'] as const;
export type CaseState = (typeof caseStates)[number];

/** 案件. */
@Entity('case_file')
export class CaseFile {
  @PrimaryColumn({ type: 'uuid' }) id!: string;
  @Column({ type: 'text' }) number!: string;
  @Column({ type: 'uuid' }) projectId!: string;
  @Column({ type: 'uuid' }) partyId!: string;
  @Column({ type: 'text' }) areaCode!: string;
  @Column({ type: 'uuid' }) organId!: string;
  @Column({ type: 'text' }) cause!: string;
  @Column({ type: 'text', default: '' }) facts!: string;
  @Column({ type: 'text', enum: caseStates }) state!: CaseState;
  @Column({ type: 'boolean', default: false }) massIncident!: boolean;
  @Column({ type: 'date' }) filedOn!: PlainDate;
  @Column({ type: 'date' }) dueOn!: PlainDate;
  @Column({ type: 'boolean', default: false }) dueProvisional!: boolean;
  @Column({ type: 'date', nullable: true }) extendedOn!: PlainDate | null;
  @Column({ type: 'uuid' }) handlerId!: string;
  @Column({ type: 'uuid' }) coHandlerId!: string;
  @Column({ type: 'uuid', nullable: true }) liablePartyId!: string | null;
  @Column({ type: 'text', nullable: true }) liableGround!: string | null;
  @Column({ type: 'text', nullable: true }) conclusion!: string | null;
  @Column({ type: 'date', nullable: true }) closedOn!: PlainDate | null;
  @Column({ type: 'timestamptz' }) createdAt!: Date;
}
