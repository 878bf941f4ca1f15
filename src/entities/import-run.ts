import { Column, Entity, PrimaryColumn } from 'typeorm';

export const importKinds = ['payroll', 'roster', 'attendance', 'bank-answer', 'statement'] as const;
export type ImportKind = (typeof importKinds)[number];

export const importStates = ['refused', 'applied'] as const;
export type ImportState = (typeof importStates)[number];

/** A file that was taken in or refused, with its mistakes. */
@Entity('import_run')
export class ImportRun {
  @PrimaryColumn({ type: 'uuid' }) id!: string;
  @Column({ type: 'text', enum: importKinds }) kind!: ImportKind;
  @Column({ type: 'uuid', nullable: true }) projectId!: string | null;
  @Column({ type: 'uuid', nullable: true }) partyId!: string | null;
  @Column({ type: 'uuid' }) fileId!: string;
  @Column({ type: 'text', enum: importStates }) state!: ImportState;
  @Column({ type: 'integer', default: 0 }) rows!: number;
  @Column({ type: 'jsonb', default: [] }) mistakes!: readonly unknown[];
  @Column({ type: 'uuid', nullable: true }) subjectId!: string | null;
  @Column({ type: 'uuid' }) createdBy!: string;
  @Column({ type: 'timestamptz' }) createdAt!: Date;
}
