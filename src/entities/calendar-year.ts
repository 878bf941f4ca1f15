import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A year whose holiday notice has been entered; working days of other years are refused. */
@Entity('calendar_year')
export class CalendarYear {
  @PrimaryColumn({ type: 'smallint' }) year!: number;
  @Column({ type: 'text' }) source!: string;
  @Column({ type: 'boolean', default: false }) provisional!: boolean;
}
