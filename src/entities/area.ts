import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { PlainDate } from '../values/plain-date.js';

/** 行政区划: a district by its GB/T 2260 code (6 digits, townships 9). */
@Entity('area')
export class Area {
  @PrimaryColumn({ type: 'text' }) code!: string;
  @Column({ type: 'text' }) name!: string;
  @Column({ type: 'text', nullable: true }) parentCode!: string | null;
  @Column({ type: 'smallint' }) level!: number;
  @Column({ type: 'date' }) validFrom!: PlainDate;
  @Column({ type: 'date', nullable: true }) validTo!: PlainDate | null;
}
