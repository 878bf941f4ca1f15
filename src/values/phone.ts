import { bad, good, halfWidth, type Parsed } from './parsed.js';

/** A mainland mobile number, 11 digits. */
export type Mobile = string & { readonly __brand: 'Mobile' };

export function parseMobile(text: string): Parsed<Mobile> {
  const t = halfWidth(text).replace(/[\s-]/gu, '').replace(/^\+?86(?=1\d{10}$)/u, '');
  if (t === '') return bad('请填写手机号码');
  return /^1[3-9]\d{9}$/u.test(t) ? good(t as Mobile) : bad('手机号码应为 11 位，以 1 开头');
}
