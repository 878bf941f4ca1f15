import { bad, good, halfWidth, type Parsed } from './parsed.js';
import { fromParts, type PlainDate } from './plain-date.js';

/** 公民身份号码, 18 characters, the last a digit or X (GB 11643-1999). */
export type IdNumber = string & { readonly __brand: 'IdNumber' };

const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

/** The region prefix is not checked: natives of Danzhou carry several old codes. */
export function parseIdNumber(text: string): Parsed<IdNumber> {
  const t = halfWidth(text).toUpperCase().replaceAll(' ', '');
  if (t === '') return bad('请填写身份证号码');
  if (/^\d{15}$/u.test(t)) return bad('15 位旧身份证号码已停用，请填写 18 位');
  if (!/^\d{17}[\dX]$/u.test(t)) return bad(`身份证号码应为 18 位数字（末位可为 X），现为 ${t.length} 位`);
  if (!birthOf(t as IdNumber)) return bad('身份证号码中的出生日期不存在');
  return idCheck(t) === t[17] ? good(t as IdNumber) : bad('身份证号码的校验位不对，请核对证件');
}

export function idCheck(first17: string): string {
  const sum = weights.reduce((s, w, i) => s + w * Number(first17[i]), 0);
  return '10X98765432'[sum % 11]!;
}

export function birthOf(id: IdNumber): PlainDate | undefined {
  return fromParts(Number(id.slice(6, 10)), Number(id.slice(10, 12)), Number(id.slice(12, 14)));
}

export const sexOf = (id: IdNumber): '男' | '女' => (Number(id[16]) % 2 === 1 ? '男' : '女');
