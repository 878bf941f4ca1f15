import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { PlainDate } from '../values/plain-date.js';

export const sexes = ['男', '女'] as const;
export type Sex = (typeof sexes)[number];

/** 农民工: a person, once in the city. */
@Entity('worker')
export class Worker {
  @PrimaryColumn({ type: 'uuid' }) id!: string;
  @Column({ type: 'text' }) name!: string;
  @Column({ type: 'bytea' }) idSealed!: Buffer;
  @Column({ type: 'bytea' }) idIndex!: Buffer;
  @Column({ type: 'text' }) idLast4!: string;
  @Column({ type: 'boolean' }) idValid!: boolean;
  @Column({ type: 'date', nullable: true }) bornOn!: PlainDate | null;
  @Column({ type: 'text', enum: sexes, nullable: true }) sex!: Sex | null;
  @Column({ type: 'bytea', nullable: true }) phoneSealed!: Buffer | null;
  @Column({ type: 'bytea', nullable: true }) phoneIndex!: Buffer | null;
  @Column({ type: 'text', nullable: true }) phoneLast4!: string | null;
  @Column({ type: 'timestamptz' }) createdAt!: Date;
}
