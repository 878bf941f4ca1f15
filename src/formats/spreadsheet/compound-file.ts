import { Refusal } from '../../values/refusal.js';

const damaged = (): Refusal => new Refusal('file-refused', '文件已损坏，请在表格软件中打开后另存为 xlsx 再上传');

/** The first bytes of every OLE2 compound file: an Excel 97–2003 workbook, or an encrypted xlsx. */
export const compoundFileMagic = Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]);

const endOfChain = 0xfffffffe;

/**
 * The streams of an OLE2 compound file by name ([MS-CFB]). Chains that loop or leave the file are refused.
 * Storages are not told apart: a stream is found wherever it lies.
 * @throws Refusal `file-refused`
 */
export function openCompoundFile(bytes: Buffer): { readonly names: readonly string[]; stream(name: string): Buffer } {
  if (bytes.length < 1536 || bytes.readUInt16LE(28) !== 0xfffe) throw damaged();
  const shift = bytes.readUInt16LE(30);
  if (shift !== 9 && shift !== 12) throw damaged();
  const size = 1 << shift;
  const sectors = Math.floor(bytes.length / size);

  const sector = (id: number): Buffer => {
    const from = (id + 1) * size;
    if (from + size > bytes.length + size - 1 || from >= bytes.length) throw damaged();
    return bytes.subarray(from, Math.min(from + size, bytes.length));
  };
  const fat: number[] = [];
  const addFat = (id: number): void => {
    const table = sector(id);
    // One entry for each sector, and what fills up the last table: more would be the same tables again and again.
    if (fat.length > sectors + size) throw damaged();
    for (let i = 0; i + 4 <= table.length; i += 4) fat.push(table.readUInt32LE(i));
  };
  for (let i = 0; i < 109; i += 1) {
    const id = bytes.readUInt32LE(76 + i * 4);
    if (id < endOfChain - 1) addFat(id);
  }
  let further = bytes.readUInt32LE(68);
  for (let seen = 0; further < endOfChain - 1; seen += 1) {
    if (seen > sectors) throw damaged();
    const table = sector(further);
    for (let i = 0; i + 8 <= table.length; i += 4) if (table.readUInt32LE(i) < endOfChain - 1) addFat(table.readUInt32LE(i));
    further = table.readUInt32LE(size - 4);
  }

  const chain = (first: number, next: readonly number[], at: (id: number) => Buffer, most: number): Buffer => {
    const pieces: Buffer[] = [];
    for (let id = first; id !== endOfChain; id = next[id] ?? 0xffffffff) {
      if (id >= next.length || pieces.length > most) throw damaged();
      pieces.push(at(id));
    }
    return Buffer.concat(pieces);
  };
  const directory = chain(bytes.readUInt32LE(48), fat, sector, sectors);
  const entries: { name: string; type: number; first: number; length: number }[] = [];
  for (let at = 0; at + 128 <= directory.length; at += 128) {
    const nameBytes = directory.readUInt16LE(at + 64);
    if (nameBytes < 2 || nameBytes > 64) continue;
    const name = directory.toString('utf16le', at, at + nameBytes - 2);
    entries.push({ name, type: directory[at + 66]!, first: directory.readUInt32LE(at + 116), length: directory.readUInt32LE(at + 120) });
  }
  const root = entries.find((e) => e.type === 5);
  if (!root) throw damaged();

  const cutoff = bytes.readUInt32LE(56);
  const small = (): ((first: number) => Buffer) => {
    const miniFat: number[] = [];
    const table = bytes.readUInt32LE(60) === endOfChain ? Buffer.alloc(0) : chain(bytes.readUInt32LE(60), fat, sector, sectors);
    for (let i = 0; i + 4 <= table.length; i += 4) miniFat.push(table.readUInt32LE(i));
    const container = root.first === endOfChain ? Buffer.alloc(0) : chain(root.first, fat, sector, sectors);
    return (first) => chain(first, miniFat, (id) => container.subarray(id * 64, id * 64 + 64), container.length / 64);
  };
  return {
    names: entries.map((e) => e.name),
    stream(name) {
      const entry = entries.find((e) => e.type === 2 && e.name === name);
      if (!entry) throw damaged();
      if (entry.length === 0) return Buffer.alloc(0);
      const whole = entry.length < cutoff ? small()(entry.first) : chain(entry.first, fat, sector, sectors);
      if (whole.length < entry.length) throw damaged();
      return whole.subarray(0, entry.length);
    },
  };
}
