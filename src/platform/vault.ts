import { createCipheriv, createDecipheriv, createHmac } from 'node:crypto';
import type { Keys } from './config.js';
import { freshBytes } from './fresh-bytes.js';

/** What a keyed index is for. Indexes of different purposes never match, even of equal values. */
export type IndexPurpose = 'id-number' | 'card' | 'phone' | 'account' | 'audit-link' | 'recovery-code' | 'request';

/**
 * Seals personal data for the database: AES-256-GCM, a fresh nonce each time, bound to its place (`table.column.row`), so a
 * ciphertext moved to another row does not open (ASVS 11.3). `index` makes equal values findable without opening them.
 */
export interface Vault {
  /** @param place `table.column.rowId`, the same at sealing and opening. */
  seal(value: string, place: string): Buffer;
  open(sealed: Buffer, place: string): string;
  /** 32 bytes, the same for the same value and purpose. */
  index(purpose: IndexPurpose, value: string): Buffer;
}

export function createVault(keys: Keys): Vault {
  const current = Math.max(...keys.sealing.keys());
  return {
    seal(value, place) {
      const nonce = freshBytes(12);
      const cipher = createCipheriv('aes-256-gcm', keys.sealing.get(current)!, nonce);
      cipher.setAAD(Buffer.from(`${place}.${current}`));
      const body = Buffer.concat([cipher.update(value, 'utf8'), cipher.final()]);
      return Buffer.concat([Buffer.of(current), nonce, body, cipher.getAuthTag()]);
    },
    open(sealed, place) {
      const number = sealed[0]!;
      const key = keys.sealing.get(number);
      if (!key) throw new Error(`no sealing key ${number}`);
      const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(1, 13));
      decipher.setAAD(Buffer.from(`${place}.${number}`));
      decipher.setAuthTag(sealed.subarray(-16));
      return Buffer.concat([decipher.update(sealed.subarray(13, -16)), decipher.final()]).toString('utf8');
    },
    index: (purpose, value) => createHmac('sha256', keys.index).update(`${purpose}\0${value}`).digest(),
  };
}
