import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Fen } from '../values/money.js';
import type { PlainDate } from '../values/plain-date.js';
import { BigintColumn } from './columns.js';

export const industries = ['housing', 'transport', 'water', 'other'] as const;
export type Industry = (typeof industries)[number];

export const payMonths = ['same', 'next'] as const;
export type PayMonth = (typeof payMonths)[number];

export const projectStates = ['preparing', 'running', 'stopped', 'completed'] as const;
export type ProjectState = (typeof projectStates)[number];

/** 工程建设项目. */
@Entity('project')
export class Project {
  @PrimaryColumn({ type: 'uuid' }) id!: string;
  @Column({ type: 'text' }) code!: string;
  @Column({ type: 'text' }) name!: string;
  @Column({ type: 'text' }) areaCode!: string;
  @Column({ type: 'text', default: '' }) address!: string;
  @Column({ type: 'text', enum: industries }) industry!: Industry;
  @Column({ type: 'boolean', default: false }) governmentFunded!: boolean;
  @Column({ type: 'uuid' }) ownerId!: string;
  @Column({ type: 'uuid' }) contractorId!: string;
  @Column({ type: 'text' }) contractNo!: string;
  @BigintColumn() contractPriceFen!: Fen;
  @Column({ type: 'date' }) contractSignedOn!: PlainDate;
  @Column({ type: 'text', nullable: true }) permitNo!: string | null;
  @Column({ type: 'date', nullable: true }) permitIssuedOn!: PlainDate | null;
  @Column({ type: 'date' }) plannedStartOn!: PlainDate;
  @Column({ type: 'date' }) plannedFinishOn!: PlainDate;
  @Column({ type: 'date', nullable: true }) startedOn!: PlainDate | null;
  @Column({ type: 'date', nullable: true }) completedOn!: PlainDate | null;
  @BigintColumn({ nullable: true }) labourCostFen!: Fen | null;
  /** Basis points of the contract price. */
  @Column({ type: 'integer', nullable: true }) labourShareBp!: number | null;
  @Column({ type: 'smallint', nullable: true }) fundingDay!: number | null;
  @Column({ type: 'smallint' }) payDay!: number;
  @Column({ type: 'text', enum: payMonths }) payMonth!: PayMonth;
  @Column({ type: 'text', default: '' }) wageOfficer!: string;
  @Column({ type: 'text', default: '' }) wageOfficerPhone!: string;
  @Column({ type: 'boolean', default: false }) paymentGuarantee!: boolean;
  @Column({ type: 'text', enum: projectStates }) state!: ProjectState;
  @Column({ type: 'timestamptz' }) createdAt!: Date;
}
