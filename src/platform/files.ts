import { createHash } from 'node:crypto';
import type { Work } from './work.js';

/** A file as it came in or went out. */
export interface KeptFile {
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: Buffer;
}

/** SHA-256 of a file's bytes, 64 hexadecimal digits: two files of one hash are one file. */
export const fileHash = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/**
 * Keeps a file for good, in this transaction; its id. Payrolls and rosters are full of ID numbers and cards, so the bytes are
 * sealed like any other personal data; the hash is that of the file itself.
 */
export async function storeFile(work: Work, file: KeptFile): Promise<string> {
  const fileId = work.newId();
  await work.db.query('INSERT INTO stored_file (id, sha256, name, media_type, bytes, stored_by, stored_at) VALUES ($1, $2, $3, $4, $5, $6, $7)', [
    fileId,
    fileHash(file.bytes),
    file.name,
    file.mediaType,
    work.vault.seal(file.bytes.toString('base64'), place(fileId)),
    work.actor.id,
    work.now,
  ]);
  return fileId;
}

/** A kept file, byte for byte. Whether this person may have it is for the caller to know. */
export async function openFile(work: Work, fileId: string): Promise<KeptFile> {
  const [row] = await work.db.query<{ name: string; mediaType: string; bytes: Buffer }[]>('SELECT name, media_type AS "mediaType", bytes FROM stored_file WHERE id = $1', [fileId]);
  if (!row) throw new Error(`no stored file ${fileId}`);
  return { ...row, bytes: Buffer.from(work.vault.open(row.bytes, place(fileId)), 'base64') };
}

const place = (fileId: string): string => `stored_file.bytes.${fileId}`;
