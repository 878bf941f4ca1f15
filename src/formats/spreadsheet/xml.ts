import { Refusal } from '../../values/refusal.js';

/** What an XML reader is told, tag by tag. Names come without their namespace prefix. */
export interface XmlHandler {
  /** `attributes` is the raw text between name and end of the tag: see `attribute`. A tag closed at once is followed by `close`. */
  open(name: string, attributes: string): void;
  close(name: string): void;
  /** Text, still with its entities and as Latin-1 bytes: see `decodeText`. May arrive in several pieces. */
  text?(raw: string): void;
}

const malformed = (): Refusal => new Refusal('file-refused', '文件内容已损坏（XML 不完整或有误），请重新导出后再上传');

/** The longest single tag or text between two tags. */
const longestPiece = 4_000_000;

/**
 * Reads XML piece by piece, in the subset that office programs and banks write: UTF-8, no DOCTYPE, no entity but the predefined five.
 * Tags must nest. Text is handed on as Latin-1 (one character a byte), so that the millions of digits in a sheet are never decoded twice.
 * @throws Refusal `file-refused`
 */
export async function readXml(pieces: AsyncIterable<Buffer>, handler: XmlHandler): Promise<void> {
  const open: string[] = [];
  let rest = '';
  let first = true;
  let roots = 0;
  for await (const piece of pieces) {
    let xml = rest + piece.toString('latin1');
    if (first) {
      first = false;
      xml = xml.replace(/^\u00EF\u00BB\u00BF/u, '');
      checkStart(xml);
    }
    let at = 0;
    for (;;) {
      const tag = xml.indexOf('<', at);
      if (tag < 0) break;
      if (tag > at && handler.text && open.length > 0) handler.text(xml.slice(at, tag));
      const c = xml.charCodeAt(tag + 1);
      at = tag;
      if (c === 0x21 /* ! */ || c === 0x3f /* ? */) {
        const next = skipSpecial(xml, tag, (text) => handler.text?.(text.replaceAll('&', '&amp;')));
        if (next < 0) break;
        at = next;
        continue;
      }
      const end = endOfTag(xml, tag);
      if (end < 0) break;
      if (c === 0x2f /* / */) {
        const name = localName(xml.slice(tag + 2, end).trimEnd());
        if (open.pop() !== name) throw malformed();
        handler.close(name);
      } else {
        const selfClosed = xml.charCodeAt(end - 1) === 0x2f;
        const stop = selfClosed ? end - 1 : end;
        let nameEnd = tag + 1;
        while (nameEnd < stop && xml.charCodeAt(nameEnd) > 0x20) nameEnd += 1;
        const name = localName(xml.slice(tag + 1, nameEnd));
        if (open.length === 0) roots += 1;
        handler.open(name, xml.slice(nameEnd, stop));
        if (selfClosed) handler.close(name);
        else open.push(name);
      }
      at = end + 1;
    }
    rest = xml.slice(at);
    if (rest.length > longestPiece) throw malformed();
  }
  if (open.length > 0 || roots !== 1 || rest.trim() !== '') throw malformed();
}

function checkStart(xml: string): void {
  // A part in UTF-16 or UTF-7 could hide what a check for DOCTYPE looks for.
  const encoding = /^<\?xml[^>]*?encoding\s*=\s*["']([^"']*)/u.exec(xml)?.[1];
  if (!xml.startsWith('<') || (encoding && !/^(?:utf-?8|us-ascii)$/iu.test(encoding))) throw new Refusal('file-refused', '文件内部编码不是 UTF-8，不予读取，请重新导出后再上传');
}

/** The position after a comment, CDATA section or processing instruction; -1 where its end has not arrived yet. */
function skipSpecial(xml: string, at: number, text: (raw: string) => void): number {
  const [head, tail] = xml.startsWith('<!--', at) ? (['<!--', '-->'] as const) : xml.startsWith('<![CDATA[', at) ? (['<![CDATA[', ']]>'] as const) : (['<?', '?>'] as const);
  if (!xml.startsWith(head, at)) {
    const mayBecome = ['<!--', '<![CDATA['].some((h) => h.startsWith(xml.slice(at, at + 9)));
    if (mayBecome) return -1;
    throw new Refusal('file-refused', '文件含有 DOCTYPE 或实体声明，不予读取，请重新导出后再上传');
  }
  const end = xml.indexOf(tail, at + head.length);
  if (end < 0) return -1;
  if (head === '<![CDATA[') text(xml.slice(at + head.length, end));
  return end + tail.length;
}

/** The position of a tag's ">", which may also stand inside a quoted attribute. */
function endOfTag(xml: string, tag: number): number {
  const end = xml.indexOf('>', tag);
  if (end < 0) return -1;
  let quote = 0;
  for (let i = tag; i < end; i += 1) {
    const c = xml.charCodeAt(i);
    if (c === 0x22 || c === 0x27) quote = quote === 0 ? c : quote === c ? 0 : quote;
  }
  if (quote === 0) return end;
  for (let i = end; i < xml.length; i += 1) {
    const c = xml.charCodeAt(i);
    if (quote === 0 && c === 0x3e) return i;
    if (c === 0x22 || c === 0x27) quote = quote === 0 ? c : quote === c ? 0 : quote;
  }
  return -1;
}

function localName(name: string): string {
  const colon = name.indexOf(':');
  return colon < 0 ? name : name.slice(colon + 1);
}

/** The value of one attribute out of the raw text of a tag, decoded; undefined where there is none. `name` may carry a prefix. */
export function attribute(raw: string, name: string): string | undefined {
  // The form that every office program writes; anything else that XML allows goes through the pattern below.
  const head = ` ${name}="`;
  const at = raw.indexOf(head);
  if (at >= 0) {
    const from = at + head.length;
    const to = raw.indexOf('"', from);
    if (to >= 0) return decodeText(raw.slice(from, to));
  }
  if (!raw.includes(name)) return undefined;
  // Sticky, so that a tag of millions of characters costs one pass and not one from each of them.
  const pair = /\s*([^\s=]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/uy;
  for (let m = pair.exec(raw); m; m = pair.exec(raw)) if (m[1] === name) return decodeText(m[2] ?? m[3] ?? '');
  return undefined;
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** The characters of a raw text: bytes decoded as UTF-8, entities resolved. @throws Refusal where either is broken */
export function decodeText(raw: string): string {
  // Short slices of a string are copies; a longer one would keep the whole piece of the file that it came from in memory.
  if (raw.length < 13 && !/[^ -%'-~]/u.test(raw)) return raw;
  let text: string;
  try {
    text = utf8.decode(Buffer.from(raw, 'latin1'));
  } catch {
    throw malformed();
  }
  if (!text.includes('&')) return text;
  return text.replace(/&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|([a-z]+));?/giu, (match, hex?: string, dec?: string, name?: string) => {
    if (!match.endsWith(';')) throw malformed();
    if (name) {
      const known = entities[name];
      if (known === undefined) throw malformed();
      return known;
    }
    const code = hex ? Number.parseInt(hex, 16) : Number(dec);
    if (code > 0x10ffff || code === 0) throw malformed();
    return String.fromCodePoint(code);
  });
}
