/**
 * Text as GB18030 bytes. The platform can only decode it, so the table is made once by decoding every two-byte and every
 * four-byte code of the basic plane; the other planes follow from a formula (GB 18030, 4-byte codes from 0x90308130).
 * @throws RangeError naming a character that has no code, such as half of a surrogate pair
 */
export function encodeGb18030(text: string): Buffer {
  table ??= makeTable();
  const bytes = Buffer.allocUnsafe(text.length * 4);
  let at = 0;
  for (let i = 0; i < text.length; i += 1) {
    let code = text.charCodeAt(i);
    if (code < 0x80) {
      bytes[at++] = code;
      continue;
    }
    let known = table[code]!;
    if (known === 0) {
      code = text.codePointAt(i)!;
      if (code < 0x10000) throw new RangeError(`GB18030 没有这个字符：U+${code.toString(16).toUpperCase()}`);
      known = fourBytes(code - 0x10000 + 189_000);
      i += 1;
    }
    at = known > 0xffff ? bytes.writeUInt32BE(known, at) : bytes.writeUInt16BE(known, at);
  }
  return bytes.subarray(0, at);
}

/** By UTF-16 code unit: the code as one number, 0 where there is none. */
let table: Uint32Array | undefined;

function makeTable(): Uint32Array {
  const made = new Uint32Array(0x10000);
  const codes: number[] = [];
  for (let lead = 0x81; lead <= 0xfe; lead += 1) for (let trail = 0x40; trail <= 0xfe; trail += 1) if (trail !== 0x7f) codes.push(lead * 0x100 + trail);
  for (let place = 0; place <= 39_419; place += 1) codes.push(fourBytes(place));
  // A line feed after each code keeps one that is not assigned from swallowing the next.
  const all = Buffer.allocUnsafe(codes.length * 5);
  let end = 0;
  for (const code of codes) {
    end = code > 0xffff ? all.writeUInt32BE(code, end) : all.writeUInt16BE(code, end);
    all[end++] = 10;
  }
  const chars = new TextDecoder('gb18030').decode(all.subarray(0, end)).split('\n');
  for (const [i, code] of codes.entries()) {
    const unit = chars[i]!.charCodeAt(0);
    if (chars[i]!.length === 1 && unit !== 0xfffd && made[unit] === 0) made[unit] = code;
  }
  return made;
}

/** The four bytes of a place in the linear order of four-byte codes, as one number. */
function fourBytes(place: number): number {
  return (0x81 + Math.floor(place / 12_600)) * 0x1000000 + (0x30 + (Math.floor(place / 1_260) % 10)) * 0x10000 + (0x81 + (Math.floor(place / 10) % 126)) * 0x100 + 0x30 + (place % 10);
}
