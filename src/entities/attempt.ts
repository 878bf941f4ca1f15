import { Column, Entity } from 'typeorm';
import { IdentityColumn } from './columns.js';

/** One try at something that is rate limited. */
@Entity('attempt')
export class Attempt {
  @IdentityColumn() id!: bigint;
  @Column({ type: 'text' }) key!: string;
  @Column({ type: 'timestamptz' }) at!: Date;
}
