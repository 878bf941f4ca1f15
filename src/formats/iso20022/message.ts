import { parseYuan, type Fen } from '../../values/money.js';
import { bad, good, type Parsed } from '../../values/parsed.js';
import { dayOf, parsePlainDate, type PlainDate } from '../../values/plain-date.js';
import { Refusal } from '../../values/refusal.js';
import { attribute, decodeText, readXml } from '../spreadsheet/xml.js';
import { limits } from '../spreadsheet/workbook.js';

/** One element of a message: its name without prefix, the raw text of its attributes, its own text, what it holds. */
export interface Element {
  readonly name: string;
  readonly attributes: string;
  readonly text: string;
  readonly children: readonly Element[];
}

/** A batch of 5,000 payments has some 150,000 elements. */
const mostElements = 600_000;
const deepest = 40;
const pieceBytes = 65_536;

/**
 * The root of an ISO 20022 message of one of these kinds ("pain.002"), in any of its versions.
 * @throws Refusal `file-refused`: another message, no message, half a message, a DTD or entity, too much of it
 */
export async function readMessage(bytes: Uint8Array, kinds: readonly string[]): Promise<{ readonly kind: string; readonly root: Element }> {
  if (bytes.length === 0) throw new Refusal('file-refused', '文件是空的');
  if (bytes.length > limits.packedBytes) throw new Refusal('file-refused', `文件超过 ${limits.packedBytes / 1_000_000} MB，请拆分后再上传`);
  const top = element('', '');
  const open = [top];
  let count = 0;
  await readXml(inPieces(bytes), {
    open: (name, attributes) => {
      count += 1;
      if (count > mostElements || open.length > deepest) throw new Refusal('file-refused', '报文过大或层次过深，请拆分后再上传');
      const next = element(name, attributes);
      open.at(-1)!.children.push(next);
      open.push(next);
    },
    close: () => {
      const done = open.pop()!;
      done.text = done.children.length > 0 ? '' : decodeText(done.text).trim();
    },
    text: (raw) => {
      open.at(-1)!.text += raw;
    },
  });
  const document = top.children[0]!;
  const found = /urn:iso:std:iso:20022:tech:xsd:([a-z]{4}\.\d{3})\.001\.\d{2}["']/u.exec(document.attributes)?.[1];
  const root = document.children[0];
  if (document.name !== 'Document' || !found || !root) throw new Refusal('file-refused', '这不是 ISO 20022 报文：没有找到 Document 和它的名字空间');
  if (!kinds.includes(found)) throw new Refusal('file-refused', `这是 ${found} 报文，应为 ${kinds.join(' 或 ')}`);
  return { kind: found, root };
}

interface Growing {
  readonly name: string;
  readonly attributes: string;
  text: string;
  readonly children: Growing[];
}

const element = (name: string, attributes: string): Growing => ({ name, attributes, text: '', children: [] });

async function* inPieces(bytes: Uint8Array): AsyncIterable<Buffer> {
  for (let at = 0; at < bytes.length; at += pieceBytes) yield Buffer.from(bytes.buffer, bytes.byteOffset + at, Math.min(pieceBytes, bytes.length - at));
}

/** Every element at a path such as `NtryDtls/TxDtls`. */
export function all(from: Element | undefined, path: string): readonly Element[] {
  let found: readonly Element[] = from ? [from] : [];
  for (const name of path.split('/')) found = found.flatMap((e) => e.children.filter((c) => c.name === name));
  return found;
}

/** The first element at one of these paths. */
export function first(from: Element | undefined, ...paths: readonly string[]): Element | undefined {
  for (const path of paths) {
    const [found] = all(from, path);
    if (found) return found;
  }
  return undefined;
}

/** The text of the first element at one of these paths that has some. */
export function textAt(from: Element | undefined, ...paths: readonly string[]): string | undefined {
  for (const path of paths) {
    const text = first(from, path)?.text;
    if (text) return text;
  }
  return undefined;
}

/** Several texts as one, none of them twice; undefined where there is none. */
export const joined = (parts: readonly (string | undefined)[], most = 200): string | undefined => [...new Set(parts.filter((t) => t))].join(' ').slice(0, most) || undefined;

/** The name of a party, which newer versions put one level deeper. */
export const nameOf = (party: Element | undefined): string | undefined => textAt(party, 'Pty/Nm', 'Agt/FinInstnId/Nm', 'Nm');

/** An account's number. */
export const accountOf = (account: Element | undefined): string | undefined => textAt(account, 'Id/Othr/Id', 'Id/IBAN');

/** A positive amount in yuan. */
export function amountOf(amount: Element | undefined): Parsed<Fen> {
  if (!amount?.text) return bad('没有金额');
  const currency = attribute(amount.attributes, 'Ccy');
  if (currency !== 'CNY') return bad(`币种“${(currency ?? '').slice(0, 8)}”不是人民币`);
  const fen = plainAmount(amount.text);
  return fen.ok && fen.value <= 0n ? bad('金额必须大于零') : fen;
}

/** A sum, which has no currency. Zero and less are allowed. */
export function plainAmount(text: string): Parsed<Fen> {
  return /^-?\d{1,18}(?:\.\d{1,18})?$/u.test(text) ? parseYuan(text) : bad(`“${text.slice(0, 24)}”不是金额`);
}

/** A count of transactions. */
export const countOf = (text: string | undefined): number | undefined => (text !== undefined && /^\d{1,9}$/u.test(text) ? Number(text) : undefined);

/** The day in China of an ISO date or date-time; a time without a zone is China's. */
export function dayAt(text: string | undefined): Parsed<PlainDate> {
  if (!text) return bad('没有日期');
  const m = /^(\d{4}-\d{2}-\d{2})(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})?)?(?:Z|[+-]\d{2}:\d{2})?$/u.exec(text);
  if (!m) return bad(`“${text.slice(0, 24)}”不是日期`);
  if (!m[2]) return parsePlainDate(m[1]!);
  const at = new Date(text);
  return Number.isNaN(at.getTime()) ? bad(`“${text.slice(0, 24)}”不是日期`) : good(dayOf(at));
}
