/** The way to one bank, whatever it is made of. Whoever calls decides what a failure means; nothing here tries again. */
export interface BankWire {
  /** Hands a payment file over. When this resolves, the bank has it whole. Anything thrown means: nobody knows. */
  send(file: { readonly name: string; readonly batch: string; readonly bytes: Uint8Array }): Promise<void>;
  /** What the bank says of a batch; undefined where this way has no such question. */
  ask(batch: string): Promise<'known' | 'not-known' | undefined>;
  /** Names of the files that wait for us. */
  waiting(): Promise<readonly string[]>;
  fetch(name: string): Promise<Buffer>;
  /** We have kept this file: it need not wait any more. */
  acknowledge(name: string): Promise<void>;
}

/** The most bytes of one file from a bank. */
export const mostBytes = 20 * 1024 * 1024;

/** Letters, digits and what stands in file names; no path, nothing hidden. */
export const isPlainName = (name: string): boolean => /^[\p{L}\p{N}][\p{L}\p{N} ._()（）-]{0,199}$/u.test(name);
