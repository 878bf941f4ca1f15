import { date, maybe, oneOf, record, text, type DataOf, type Shape } from './shape.js';

/** What stands on a paper besides its data: fixed when the paper was numbered. */
export const paperContextShape = record('文书信息', {
  /** "儋人社监询〔2026〕1号". */
  number: text('文书编号', 60),
  issuedOn: date('成文日期'),
  organ: record('制发机关', { name: text('机关名称', 60), docPrefix: text('机关代字', 20), address: text('机关地址', 100), phone: text('机关电话', 40) }),
  /** The public page that confirms the paper; the QR code leads there. */
  checkUrl: text('核验网址', 200),
  checkCode: text('核验码', 40),
  /** SHA-256 of the canonical data, 64 hexadecimal digits. */
  dataHash: hash('数据摘要'),
  /** The copy that the organ keeps. */
  copy: maybe(oneOf('联次', ['存根'])),
});

export type PaperContext = DataOf<typeof paperContextShape>;

function hash(label: string): Shape<string> {
  const any = text(label, 64);
  return {
    issues(value, path) {
      const found = any.issues(value, path);
      if (found.length > 0) return found;
      return /^[0-9a-f]{64}$/u.test(value as string) ? [] : [{ path, message: `${label}应为 64 位十六进制数` }];
    },
  };
}
