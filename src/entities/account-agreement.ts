import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Fen } from '../values/money.js';
import type { PlainDate } from '../values/plain-date.js';
import { BigintColumn } from './columns.js';

/** 农民工工资专用账户资金管理三方协议 between owner, general contractor and bank. */
@Entity('account_agreement')
export class AccountAgreement {
  @PrimaryColumn({ type: 'uuid' }) id!: string;
  @Column({ type: 'uuid' }) wageAccountId!: string;
  @Column({ type: 'date' }) signedOn!: PlainDate;
  @Column({ type: 'text' }) ownerSignatory!: string;
  @Column({ type: 'text' }) ownerContact!: string;
  @Column({ type: 'text' }) contractorSignatory!: string;
  @Column({ type: 'text' }) contractorContact!: string;
  @Column({ type: 'text' }) bankSignatory!: string;
  @Column({ type: 'text' }) bankContact!: string;
  @BigintColumn({ nullable: true }) labourCostFen!: Fen | null;
  @Column({ type: 'integer', nullable: true }) labourShareBp!: number | null;
  @Column({ type: 'smallint' }) fundingDay!: number;
  @Column({ type: 'smallint' }) payDay!: number;
  /** The documents that the bank wants with each payment. */
  @Column({ type: 'text' }) evidence!: string;
  @Column({ type: 'jsonb' }) clauses!: readonly string[];
  @Column({ type: 'uuid', nullable: true }) recordedBy!: string | null;
  @Column({ type: 'timestamptz' }) recordedAt!: Date;
}
