import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Which deposit stands for a project: its own, or its contractor's. */
@Entity('deposit_cover')
export class DepositCover {
  @PrimaryColumn({ type: 'uuid' }) projectId!: string;
  @Column({ type: 'uuid' }) depositId!: string;
}
