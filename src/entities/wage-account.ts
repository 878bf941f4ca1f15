import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { PlainDate } from '../values/plain-date.js';

export const wageAccountStates = ['opened', 'filed', 'seized', 'closed'] as const;
export type WageAccountState = (typeof wageAccountStates)[number];

/** 农民工工资专用账户 of a project. */
@Entity('wage_account')
export class WageAccount {
  @PrimaryColumn({ type: 'uuid' }) id!: string;
  @Column({ type: 'uuid' }) projectId!: string;
  @Column({ type: 'uuid' }) bankId!: string;
  @Column({ type: 'text', default: '' }) branch!: string;
  @Column({ type: 'text' }) name!: string;
  @Column({ type: 'bytea' }) numberSealed!: Buffer;
  @Column({ type: 'bytea' }) numberIndex!: Buffer;
  @Column({ type: 'text' }) numberLast4!: string;
  @Column({ type: 'date' }) openedOn!: PlainDate;
  @Column({ type: 'date', nullable: true }) agreementSignedOn!: PlainDate | null;
  @Column({ type: 'date', nullable: true }) filedOn!: PlainDate | null;
  @Column({ type: 'text', enum: wageAccountStates }) state!: WageAccountState;
  @Column({ type: 'date', nullable: true }) closedOn!: PlainDate | null;
  @Column({ type: 'timestamptz' }) createdAt!: Date;
  /** Holds the wages of this project and nothing else. */
  @Column({ type: 'boolean', default: true }) exclusive!: boolean;
  @Column({ type: 'uuid', nullable: true }) replacesId!: string | null;
}
