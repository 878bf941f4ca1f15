import type { Socket } from 'node:net';
import type pg from 'pg';

/** What node-postgres offers below its types. */
interface CopyConnection {
  readonly stream: Socket;
  query(text: string): void;
  sendCopyFromChunk(chunk: Buffer): void;
  endCopyFrom(): void;
  sendCopyFail(message: string): void;
}

/** Sends `chunks` as the input of `COPY … FROM STDIN`, as fast as the server takes them. */
export function copyIn(client: pg.Client, sql: string, chunks: Iterable<Buffer>): Promise<void> {
  return new Promise((resolve, reject) => {
    let failed: Error | undefined;
    const send = async (connection: CopyConnection): Promise<void> => {
      try {
        for (const chunk of chunks) {
          if (failed) return;
          connection.sendCopyFromChunk(chunk);
          if (connection.stream.writableNeedDrain) await new Promise((drained) => connection.stream.once('drain', drained));
        }
        connection.endCopyFrom();
      } catch (error) {
        failed = error as Error;
        connection.sendCopyFail(String(error));
      }
    };
    const submitted = {
      submit: (connection: CopyConnection) => connection.query(sql),
      handleCopyInResponse: (connection: CopyConnection) => void send(connection),
      handleCommandComplete: () => undefined,
      handleError: (error: Error) => {
        failed ??= error;
        reject(failed);
      },
      handleReadyForQuery: () => (failed ? reject(failed) : resolve()),
    };
    client.query(submitted as unknown as pg.Submittable);
  });
}

const postgresEpoch = Date.UTC(2000, 0, 1);

/** Writes rows in the binary format of COPY, in chunks of about half a megabyte. */
export class RowWriter {
  #chunk = Buffer.allocUnsafe(1 << 19);
  #at = 0;

  constructor() {
    // The signature, then no flags and no extension.
    this.#at = this.#chunk.write('PGCOPY\n\xff\r\n\0', 'latin1');
    this.#chunk.fill(0, this.#at, this.#at + 8);
    this.#at += 8;
  }

  /** Begins a row of so many fields, each below 8 kB. Gives back a full chunk now and then. */
  row(fields: number): Buffer | undefined {
    let full: Buffer | undefined;
    if (this.#at > this.#chunk.length - (1 << 14)) {
      full = this.#chunk.subarray(0, this.#at);
      this.#chunk = Buffer.allocUnsafe(1 << 19);
      this.#at = 0;
    }
    this.#at = this.#chunk.writeInt16BE(fields, this.#at);
    return full;
  }

  bytes(value: Uint8Array): void {
    this.#at = this.#chunk.writeInt32BE(value.length, this.#at);
    this.#chunk.set(value, this.#at);
    this.#at += value.length;
  }

  text(value: string): void {
    const length = this.#chunk.write(value, this.#at + 4);
    this.#chunk.writeInt32BE(length, this.#at);
    this.#at += 4 + length;
  }

  int4(value: number): void {
    this.#at = this.#chunk.writeInt32BE(4, this.#at);
    this.#at = this.#chunk.writeInt32BE(value, this.#at);
  }

  /** Below 2^53. */
  int8(value: number): void {
    this.#at = this.#chunk.writeInt32BE(8, this.#at);
    this.#at = this.#chunk.writeInt32BE(Math.floor(value / 0x1_0000_0000), this.#at);
    this.#at = this.#chunk.writeUInt32BE(value % 0x1_0000_0000, this.#at);
  }

  bool(value: boolean): void {
    this.#at = this.#chunk.writeInt32BE(1, this.#at);
    this.#at = this.#chunk.writeInt8(value ? 1 : 0, this.#at);
  }

  /** A numeric without decimals, from 0 to 9,999. */
  numeric(value: number): void {
    this.#at = this.#chunk.writeInt32BE(value === 0 ? 8 : 10, this.#at);
    for (const word of value === 0 ? [0, 0, 0, 0] : [1, 0, 0, 0, value]) this.#at = this.#chunk.writeInt16BE(word, this.#at);
  }

  date(value: string): void {
    this.int4((Date.parse(value) - postgresEpoch) / 86_400_000);
  }

  instant(value: Date): void {
    this.int8((value.getTime() - postgresEpoch) * 1_000);
  }

  null(): void {
    this.#at = this.#chunk.writeInt32BE(-1, this.#at);
  }

  /** The last chunk. */
  end(): Buffer {
    this.#at = this.#chunk.writeInt16BE(-1, this.#at);
    return this.#chunk.subarray(0, this.#at);
  }
}
