import { Column, Entity, PrimaryColumn } from 'typeorm';

export const factorKinds = ['totp'] as const;
export type FactorKind = (typeof factorKinds)[number];

/** What a person proves themselves with besides the password. Secrets are sealed at `second_factor.secret.<userId>`, pending ones likewise. */
@Entity('second_factor')
export class SecondFactor {
  @PrimaryColumn({ type: 'uuid' }) userId!: string;
  @Column({ type: 'text', enum: factorKinds }) kind!: FactorKind;
  @Column({ type: 'bytea', nullable: true }) secret!: Buffer | null;
  /** Shown to the person, not confirmed by a code yet. */
  @Column({ type: 'bytea', nullable: true }) pending!: Buffer | null;
  /** The newest step that was used: a code counts once. */
  @Column({ type: 'integer', nullable: true }) lastStep!: number | null;
  /** Digest of the session that used it: requests of one click run side by side. */
  @Column({ type: 'text', nullable: true }) lastSession!: string | null;
  @Column({ type: 'timestamptz', nullable: true }) enrolledAt!: Date | null;
  @Column({ type: 'timestamptz' }) begunAt!: Date;
}
