import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { PlainDate } from '../values/plain-date.js';
import type { Uscc } from '../values/uscc.js';

export const partyKinds = ['enterprise', 'bank', 'surety', 'insurer', 'public-body'] as const;
export type PartyKind = (typeof partyKinds)[number];

export const partyStandings = ['normal', 'listed'] as const;
export type PartyStanding = (typeof partyStandings)[number];

/** 单位: a firm, bank, surety, insurer or public body, known by its USCC. */
@Entity('party')
export class Party {
  @PrimaryColumn({ type: 'uuid' }) id!: string;
  @Column({ type: 'text', enum: partyKinds }) kind!: PartyKind;
  @Column({ type: 'text' }) uscc!: Uscc;
  @Column({ type: 'text' }) name!: string;
  @Column({ type: 'text', default: '' }) legalRepresentative!: string;
  @Column({ type: 'text', default: '' }) address!: string;
  @Column({ type: 'text', default: '' }) phone!: string;
  @Column({ type: 'text' }) areaCode!: string;
  @Column({ type: 'text', enum: partyStandings, default: 'normal' }) standing!: PartyStanding;
  @Column({ type: 'date', nullable: true }) standingSince!: PlainDate | null;
  @Column({ type: 'timestamptz', default: () => 'now()' }) createdAt!: Date;
}
