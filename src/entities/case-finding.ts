import { Entity, PrimaryColumn } from 'typeorm';

/** A finding that a case was opened on. */
@Entity('case_finding')
export class CaseFinding {
  @PrimaryColumn({ type: 'uuid' }) caseId!: string;
  @PrimaryColumn({ type: 'uuid' }) findingId!: string;
}
