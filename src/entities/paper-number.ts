import { Column, Entity, PrimaryColumn } from 'typeorm';

/** The last number given out per organ, kind and year: papers are numbered without gaps. */
@Entity('paper_number')
export class PaperNumber {
  @PrimaryColumn({ type: 'uuid' }) organId!: string;
  @PrimaryColumn({ type: 'text' }) kind!: string;
  @PrimaryColumn({ type: 'smallint' }) year!: number;
  @Column({ type: 'integer' }) last!: number;
}
