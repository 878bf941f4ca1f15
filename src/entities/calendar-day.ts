import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { PlainDate } from '../values/plain-date.js';

export const calendarDayKinds = ['holiday', 'workday'] as const;
export type CalendarDayKind = (typeof calendarDayKinds)[number];

/** A day on which the notice departs from Monday–Friday. */
@Entity('calendar_day')
export class CalendarDay {
  @PrimaryColumn({ type: 'date' }) day!: PlainDate;
  @Column({ type: 'smallint' }) year!: number;
  @Column({ type: 'text', enum: calendarDayKinds }) kind!: CalendarDayKind;
  @Column({ type: 'text' }) name!: string;
}
