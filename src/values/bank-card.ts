import { bad, good, halfWidth, type Parsed } from './parsed.js';

/** A bank card number, 12 to 19 digits. */
export type BankCard = string & { readonly __brand: 'BankCard' };

/** Luhn is not required here: some old cards fail it, so it is a warning (`luhn`). */
export function parseBankCard(text: string): Parsed<BankCard> {
  const t = halfWidth(text).replace(/[\s-]/gu, '');
  if (t === '') return bad('请填写银行卡号');
  return /^\d{12,19}$/u.test(t) ? good(t as BankCard) : bad('银行卡号应为 12 至 19 位数字');
}

/** The Luhn check digit holds (ISO/IEC 7812-1). */
export function luhn(card: BankCard): boolean {
  let sum = 0;
  for (let i = 0; i < card.length; i += 1) {
    const d = Number(card[card.length - 1 - i]);
    const v = i % 2 === 1 ? d * 2 : d;
    sum += v > 9 ? v - 9 : v;
  }
  return sum % 10 === 0;
}
