import { crc32, createDeflateRaw } from 'node:zlib';
import type { ZipEntry } from './zip.js';

/** A part of a new archive: taken over from another one as it is packed, or its bytes, piece by piece. */
export type NewPart = { readonly name: string } & ({ readonly taken: ZipEntry; readonly from: Buffer } | { readonly pieces: Iterable<Buffer> | AsyncIterable<Buffer> });

interface Written {
  readonly name: Buffer;
  readonly crc: number;
  readonly packedBytes: number;
  readonly unpackedBytes: number;
  readonly deflated: boolean;
  readonly offset: number;
}

/** A zip archive of these parts, in order. A part that is taken over is neither unpacked nor packed again. Every date is the format's first day: the same parts give the same bytes. */
export async function* zip(parts: Iterable<NewPart>): AsyncGenerator<Buffer> {
  const written: Written[] = [];
  let offset = 0;
  for (const part of parts) {
    const name = Buffer.from(part.name);
    if ('taken' in part) {
      const { taken, from } = part;
      const head = { name, crc: taken.crc, packedBytes: taken.packedBytes, unpackedBytes: taken.unpackedBytes, deflated: taken.deflated, offset };
      written.push(head);
      yield localHeader(head);
      yield from.subarray(taken.start, taken.start + taken.packedBytes);
      offset += 30 + name.length + taken.packedBytes;
    } else {
      // Packed whole before its header, which names its length: readers of spreadsheets dislike headers that leave it open.
      const { packed, crc, unpackedBytes } = await deflate(part.pieces);
      const packedBytes = packed.reduce((sum, p) => sum + p.length, 0);
      const head = { name, crc, packedBytes, unpackedBytes, deflated: true, offset };
      written.push(head);
      yield localHeader(head);
      yield* packed;
      offset += 30 + name.length + packedBytes;
    }
  }
  const directory = Buffer.concat(written.map(directoryEntry));
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(written.length, 8);
  end.writeUInt16LE(written.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  yield Buffer.concat([directory, end]);
}

async function deflate(pieces: Iterable<Buffer> | AsyncIterable<Buffer>): Promise<{ packed: Buffer[]; crc: number; unpackedBytes: number }> {
  const stream = createDeflateRaw({ level: 6, chunkSize: 256 * 1024 });
  const packed: Buffer[] = [];
  stream.on('data', (p: Buffer) => packed.push(p));
  const ended = new Promise<void>((resolve, reject) => stream.once('end', resolve).once('error', reject));
  let crc = 0;
  let unpackedBytes = 0;
  for await (const piece of pieces) {
    crc = crc32(piece, crc);
    unpackedBytes += piece.length;
    if (!stream.write(piece)) await new Promise<void>((resolve) => stream.once('drain', () => resolve()));
  }
  stream.end();
  await ended;
  return { packed, crc, unpackedBytes };
}

/** 1980-01-01: month 1, day 1. */
const firstDay = 0x0021;
/** Names are UTF-8. */
const flags = 0x0800;

function localHeader({ name, crc, packedBytes, unpackedBytes, deflated }: Written): Buffer {
  const head = Buffer.alloc(30);
  head.writeUInt32LE(0x04034b50, 0);
  head.writeUInt16LE(20, 4);
  head.writeUInt16LE(flags, 6);
  head.writeUInt16LE(deflated ? 8 : 0, 8);
  head.writeUInt16LE(firstDay, 12);
  head.writeUInt32LE(crc, 14);
  head.writeUInt32LE(packedBytes, 18);
  head.writeUInt32LE(unpackedBytes, 22);
  head.writeUInt16LE(name.length, 26);
  return Buffer.concat([head, name]);
}

function directoryEntry({ name, crc, packedBytes, unpackedBytes, deflated, offset }: Written): Buffer {
  const entry = Buffer.alloc(46);
  entry.writeUInt32LE(0x02014b50, 0);
  entry.writeUInt16LE(20, 4);
  entry.writeUInt16LE(20, 6);
  entry.writeUInt16LE(flags, 8);
  entry.writeUInt16LE(deflated ? 8 : 0, 10);
  entry.writeUInt16LE(firstDay, 14);
  entry.writeUInt32LE(crc, 16);
  entry.writeUInt32LE(packedBytes, 20);
  entry.writeUInt32LE(unpackedBytes, 24);
  entry.writeUInt16LE(name.length, 28);
  entry.writeUInt32LE(offset, 42);
  return Buffer.concat([entry, name]);
}
