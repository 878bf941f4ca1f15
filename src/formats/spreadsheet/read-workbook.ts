import { Refusal } from '../../values/refusal.js';
import { compoundFileMagic } from './compound-file.js';
import { readDelimited } from './delimited.js';
import { limits, type Workbook } from './workbook.js';
import { readXls } from './xls.js';
import { readXlsx } from './xlsx.js';

const zipMagic = Buffer.from([0x50, 0x4b, 0x03, 0x04]);

/** First bytes of files that people send by mistake, and what they are called. */
const strangers: readonly (readonly [string, string])[] = [
  ['%PDF', 'PDF 文件'],
  ['\u0089PNG', '图片'],
  ['\u00ff\u00d8\u00ff', '图片'],
  ['GIF8', '图片'],
  ['Rar!', 'RAR 压缩包'],
  ['7z\u00bc\u00af', '7z 压缩包'],
  ['MZ', '程序文件'],
  ['{\\rtf', 'RTF 文档'],
];

/**
 * What a spreadsheet file says: xlsx, xls (Excel 97–2003) or delimited text, told apart by its first bytes and never by its name.
 * For files from outside use `readInChild`: this runs where it is called.
 * @throws Refusal `file-refused` with the reason in the clerk's words
 */
export async function readWorkbook(bytes: Uint8Array): Promise<Workbook> {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (buffer.length === 0) throw new Refusal('file-refused', '文件是空的');
  if (buffer.length > limits.packedBytes) throw new Refusal('file-refused', `文件超过 ${limits.packedBytes / 1_000_000} MB，请拆分后再上传`);
  if (buffer.subarray(0, 4).equals(zipMagic)) return readXlsx(buffer);
  if (buffer.subarray(0, 8).equals(compoundFileMagic)) return readXls(buffer);
  const stranger = strangers.find(([magic]) => buffer.subarray(0, magic.length).equals(Buffer.from(magic, 'latin1')));
  if (stranger) throw new Refusal('file-refused', `这是${stranger[1]}，请上传 xlsx、xls 或 csv 文件`);
  return readDelimited(buffer);
}
