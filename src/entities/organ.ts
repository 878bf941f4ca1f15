import { Column, Entity, PrimaryColumn } from 'typeorm';

export const organKinds = ['labour', 'housing', 'transport', 'water', 'enforcement', 'court', 'procuratorate', 'police', 'justice', 'petition', 'other'] as const;
export type OrganKind = (typeof organKinds)[number];

/** A public organ that acts on cases or hears of them. */
@Entity('organ')
export class Organ {
  @PrimaryColumn({ type: 'uuid' }) id!: string;
  @Column({ type: 'text', enum: organKinds }) kind!: OrganKind;
  @Column({ type: 'text' }) name!: string;
  @Column({ type: 'text' }) areaCode!: string;
  @Column({ type: 'text', nullable: true }) docPrefix!: string | null;
  @Column({ type: 'text', default: '' }) address!: string;
  @Column({ type: 'text', default: '' }) phone!: string;
  /** 行政复议机关 and 有管辖权的人民法院 of its decisions. */
  @Column({ type: 'text', default: '' }) reconsiderationOrgan!: string;
  @Column({ type: 'text', default: '' }) court!: string;
}
