/**
 * Text as GB18030 bytes. The platform can only decode it, so the table is made once by decoding every two-byte and every
 * four-byte code of the basic plane; the other planes follow from a formula (GB 18030, 4-byte codes from 0x90308130).
 * @throws RangeError naming a character that has no code, such as half of a surrogate pair
 */
export function encodeGb18030(text: string): Buffer {
  table ??= makeTable();
  const bytes: number[] = [];
  for (const char of text) {
    const code = char.codePointAt(0)!;
    if (code < 0x80) bytes.push(code);
    else if (code >= 0x10000) bytes.push(...fourBytes(code - 0x10000 + 189_000));
    else {
      const known = table.get(char);
      if (!known) throw new RangeError(`GB18030 没有这个字符：U+${code.toString(16).toUpperCase()}`);
      bytes.push(...known);
    }
  }
  return Buffer.from(bytes);
}

let table: Map<string, readonly number[]> | undefined;

function makeTable(): Map<string, readonly number[]> {
  const decoder = new TextDecoder('gb18030');
  const made = new Map<string, readonly number[]>();
  const add = (codes: readonly (readonly number[])[]): void => {
    // A line feed after each code keeps one that is not assigned from swallowing the next.
    const chars = decoder.decode(Buffer.from(codes.flatMap((c) => [...c, 10]))).split('\n');
    for (const [i, code] of codes.entries()) if (chars[i]!.length === 1 && chars[i] !== '\uFFFD' && !made.has(chars[i]!)) made.set(chars[i]!, code);
  };
  for (let lead = 0x81; lead <= 0xfe; lead += 1) add(range(0x40, 0xfe).flatMap((trail) => (trail === 0x7f ? [] : [[lead, trail]])));
  for (let from = 0; from <= 39_419; from += 1_260) add(range(from, Math.min(from + 1_259, 39_419)).map(fourBytes));
  return made;
}

const range = (from: number, to: number): number[] => Array.from({ length: to - from + 1 }, (_, i) => from + i);

/** The four bytes of a place in the linear order of four-byte codes. */
function fourBytes(place: number): number[] {
  return [0x81 + Math.floor(place / 12_600), 0x30 + (Math.floor(place / 1_260) % 10), 0x81 + (Math.floor(place / 10) % 126), 0x30 + (place % 10)];
}
