import { Column, Entity, PrimaryColumn } from 'typeorm';

export const bankProfileStates = ['draft', 'active', 'retired'] as const;
export type BankProfileState = (typeof bankProfileStates)[number];

/** How a bank writes its files. Version 0 is a draft that nobody may choose yet. */
@Entity('bank_profile')
export class BankProfile {
  @PrimaryColumn({ type: 'text' }) id!: string;
  @Column({ type: 'text' }) name!: string;
  /** The bank whose own profile it is; null: for every bank. */
  @Column({ type: 'uuid', nullable: true }) bankId!: string | null;
  /** A `BankProfile` of formats/bank-profiles. */
  @Column({ type: 'jsonb' }) definition!: unknown;
  @Column({ type: 'integer' }) version!: number;
  @Column({ type: 'text', enum: bankProfileStates }) state!: BankProfileState;
}
