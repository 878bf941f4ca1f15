import argon2 from 'argon2';

/** argon2id, 19 MiB, two passes, one lane: the floor of OWASP ASVS 11.4.2. */
const options = { type: argon2.argon2id, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

let dummy: Promise<string> | undefined;

export const hashPassword = (password: string): Promise<string> => argon2.hash(password.normalize('NFC'), options);

/** False for a wrong password. Without a hash (no such user) it works as long as with one, so that nobody learns who exists. */
export async function verifyPassword(hash: string | undefined, password: string): Promise<boolean> {
  dummy ??= hashPassword('no such user');
  const right = await argon2.verify(hash ?? (await dummy), password.normalize('NFC'));
  return hash !== undefined && right;
}

export const needsRehash = (hash: string): boolean => argon2.needsRehash(hash, options);
