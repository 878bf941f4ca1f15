import { Column, Entity } from 'typeorm';
import { IdentityColumn } from './columns.js';

/** 审计: who did what to which record. Append-only. */
@Entity('audit_event')
export class AuditEvent {
  @IdentityColumn() id!: bigint;
  @Column({ type: 'timestamptz' }) at!: Date;
  @Column({ type: 'uuid', nullable: true }) actorId!: string | null;
  @Column({ type: 'text' }) actorName!: string;
  @Column({ type: 'text' }) actorRole!: string;
  @Column({ type: 'text' }) action!: string;
  @Column({ type: 'text' }) subjectType!: string;
  @Column({ type: 'text' }) subjectId!: string;
  @Column({ type: 'uuid', nullable: true }) projectId!: string | null;
  @Column({ type: 'text', nullable: true }) fromState!: string | null;
  @Column({ type: 'text', nullable: true }) toState!: string | null;
  @Column({ type: 'text', nullable: true }) reason!: string | null;
  @Column({ type: 'jsonb', default: {} }) detail!: Readonly<Record<string, unknown>>;
  @Column({ type: 'text', nullable: true }) requestId!: string | null;
}
