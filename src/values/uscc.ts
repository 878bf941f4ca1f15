import { bad, good, halfWidth, type Parsed } from './parsed.js';

/** 统一社会信用代码, 18 characters, upper case (GB 32100-2015). */
export type Uscc = string & { readonly __brand: 'Uscc' };

const alphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const weights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];

export function parseUscc(text: string): Parsed<Uscc> {
  const t = halfWidth(text).toUpperCase().replaceAll(' ', '');
  if (t === '') return bad('请填写统一社会信用代码');
  if (t.length !== 18) return bad(`统一社会信用代码应为 18 位，现为 ${t.length} 位`);
  if ([...t].some((c) => !alphabet.includes(c))) return bad('统一社会信用代码只含数字和大写字母，且不含 I、O、S、V、Z');
  return usccCheck(t) === t[17] ? good(t as Uscc) : bad('统一社会信用代码的校验位不对，请核对营业执照');
}

/** The check character of the first 17 (GB 32100-2015, modulus 31). */
export function usccCheck(first17: string): string {
  const sum = weights.reduce((s, w, i) => s + w * alphabet.indexOf(first17[i]!), 0);
  return alphabet[(31 - (sum % 31)) % 31]!;
}
