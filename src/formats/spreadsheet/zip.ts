import { createInflateRaw, crc32 } from 'node:zlib';
import { Refusal } from '../../values/refusal.js';
import { limits } from './workbook.js';

/** One part of a zip archive, as its central directory and its local header agree to describe it. */
export interface ZipEntry {
  readonly name: string;
  readonly packedBytes: number;
  readonly unpackedBytes: number;
  readonly deflated: boolean;
  readonly crc: number;
  /** Where the packed bytes begin. */
  readonly start: number;
}

const damaged = (what: string): Refusal => new Refusal('file-refused', `文件已损坏（${what}），请在表格软件中打开后另存为 xlsx 再上传`);
const hostile = (what: string): Refusal => new Refusal('file-refused', `文件结构异常（${what}），为安全起见不予读取，请另存为新的 xlsx 文件`);

/**
 * The parts of an archive, by name in lower case. Two programs must never read two different files out of the same bytes, so everything that
 * leaves room for that is refused: bytes before or after, entries that overlap or bear one name, headers that contradict each other.
 * Nothing is unpacked here.
 * @throws Refusal `file-refused`
 */
export function listZip(bytes: Buffer): ReadonlyMap<string, ZipEntry> {
  const end = endOfDirectory(bytes);
  const count = bytes.readUInt16LE(end + 10);
  const size = bytes.readUInt32LE(end + 12);
  const offset = bytes.readUInt32LE(end + 16);
  if (bytes.readUInt16LE(end + 4) !== 0 || bytes.readUInt16LE(end + 6) !== 0 || bytes.readUInt16LE(end + 8) !== count) throw hostile('分卷压缩');
  if (count === 0xffff || offset === 0xffffffff) throw hostile('ZIP64');
  if (count > limits.entries) throw hostile(`内含 ${count} 个部件，超过 ${limits.entries} 个`);
  if (offset + size !== end) throw hostile('目录位置不符');

  const entries = new Map<string, ZipEntry>();
  const spans: { from: number; to: number }[] = [];
  let unpacked = 0;
  let at = offset;
  for (let i = 0; i < count; i += 1) {
    if (at + 46 > end || bytes.readUInt32LE(at) !== 0x02014b50) throw damaged('压缩目录');
    const nameLength = bytes.readUInt16LE(at + 28);
    const next = at + 46 + nameLength + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
    if (next > end) throw damaged('压缩目录');
    const nameBytes = bytes.subarray(at + 46, at + 46 + nameLength);
    const entry = readEntry(bytes, at, nameBytes, offset);
    // Office programs compare part names without regard to case, so two that differ only in case are one name twice.
    const key = entry.name.toLowerCase();
    if (entries.has(key)) throw hostile('部件重名');
    entries.set(key, entry);
    unpacked += entry.unpackedBytes;
    spans.push({ from: bytes.readUInt32LE(at + 42), to: entry.start + entry.packedBytes });
    at = next;
  }
  if (at !== end) throw damaged('压缩目录');
  if (unpacked > limits.unpackedBytes || tooDense(unpacked, bytes.length)) throw hostile('解压后过大');
  spans.sort((a, b) => a.from - b.from);
  if (spans.length > 0 && spans[0]!.from !== 0) throw hostile('开头有多余内容');
  if (spans.some((s, i) => i > 0 && s.from < spans[i - 1]!.to)) throw hostile('部件重叠');
  return entries;
}

function endOfDirectory(bytes: Buffer): number {
  const earliest = Math.max(0, bytes.length - 22 - 0xffff);
  for (let at = bytes.length - 22; at >= earliest; at -= 1) {
    if (bytes.readUInt32LE(at) !== 0x06054b50) continue;
    if (at + 22 + bytes.readUInt16LE(at + 20) !== bytes.length) throw hostile('末尾有多余内容');
    return at;
  }
  throw damaged('不完整');
}

function readEntry(bytes: Buffer, at: number, nameBytes: Buffer, directory: number): ZipEntry {
  const name = nameBytes.toString('utf8');
  const flags = bytes.readUInt16LE(at + 8);
  const method = bytes.readUInt16LE(at + 10);
  const packedBytes = bytes.readUInt32LE(at + 20);
  const unpackedBytes = bytes.readUInt32LE(at + 24);
  const local = bytes.readUInt32LE(at + 42);
  if (flags & 1) throw new Refusal('file-refused', '文件设有密码，请取消密码后另存再上传');
  if (method !== 0 && method !== 8) throw hostile('压缩方式不支持');
  if (name.length === 0 || name.startsWith('/') || /[\\:\0]|(?:^|\/)\.\.(?:\/|$)/u.test(name)) throw hostile('部件路径');
  if (packedBytes === 0xffffffff || unpackedBytes === 0xffffffff) throw hostile('ZIP64');
  if (tooDense(unpackedBytes, packedBytes)) throw hostile('压缩比过高');
  if (method === 0 && packedBytes !== unpackedBytes) throw hostile('部件大小不符');
  if (local + 30 > directory || bytes.readUInt32LE(local) !== 0x04034b50) throw damaged('部件位置');
  const localNameLength = bytes.readUInt16LE(local + 26);
  const start = local + 30 + localNameLength + bytes.readUInt16LE(local + 28);
  if (start + packedBytes > directory) throw damaged('部件位置');
  if (!bytes.subarray(local + 30, local + 30 + localNameLength).equals(nameBytes)) throw hostile('部件名不符');
  if (bytes.readUInt16LE(local + 8) !== method || (bytes.readUInt16LE(local + 6) & 1) !== 0) throw hostile('部件头不符');
  return { name, packedBytes, unpackedBytes, deflated: method === 8, crc: bytes.readUInt32LE(at + 16), start };
}

/** Packed better than honest sheets are. Little of a few repeated bytes is harmless and may well be. */
const tooDense = (unpacked: number, packed: number): boolean => unpacked > 1_000_000 && unpacked > packed * limits.ratio;

/**
 * The unpacked bytes of a part, piece by piece, so that a part of any size costs little memory.
 * Stops with a Refusal as soon as the part grows beyond what it declared, and at its end where length or CRC-32 differ.
 */
export async function* unpack(bytes: Buffer, entry: ZipEntry): AsyncGenerator<Buffer> {
  const packed = bytes.subarray(entry.start, entry.start + entry.packedBytes);
  let length = 0;
  let crc = 0;
  for await (const piece of entry.deflated ? inflate(packed) : [packed]) {
    length += piece.length;
    if (length > entry.unpackedBytes) throw hostile('部件大小不符');
    crc = crc32(piece, crc);
    yield piece;
  }
  if (length !== entry.unpackedBytes) throw hostile('部件大小不符');
  if (crc !== entry.crc) throw damaged('校验和不符');
}

async function* inflate(packed: Buffer): AsyncGenerator<Buffer> {
  const stream = createInflateRaw({ chunkSize: 256 * 1024 });
  stream.end(packed);
  try {
    for await (const piece of stream) yield piece as Buffer;
  } catch (error) {
    if (error instanceof Error && 'code' in error && String(error.code).startsWith('Z_')) throw damaged('无法解压');
    throw error;
  }
}
