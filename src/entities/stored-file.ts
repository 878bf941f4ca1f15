import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A file that came in or went out, byte for byte. Append-only. */
@Entity('stored_file')
export class StoredFile {
  @PrimaryColumn({ type: 'uuid' }) id!: string;
  @Column({ type: 'text' }) sha256!: string;
  @Column({ type: 'text' }) name!: string;
  @Column({ type: 'text' }) mediaType!: string;
  @Column({ type: 'bytea' }) bytes!: Buffer;
  @Column({ type: 'uuid', nullable: true }) storedBy!: string | null;
  @Column({ type: 'timestamptz' }) storedAt!: Date;
}
