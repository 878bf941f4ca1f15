/**
 * 发文字号, e.g. documentNumber('儋人社监', '询', 2026, 1) = "儋人社监询〔2026〕1号": year in 〔〕, no 第, no leading zero (GB/T 9704-2012).
 */
export function documentNumber(prefix: string, kindWord: string, year: number, sequence: number): string {
  if (!Number.isInteger(year) || year < 1900 || year > 2200) throw new RangeError('document number: year');
  if (!Number.isInteger(sequence) || sequence < 1) throw new RangeError('document number: sequence from 1');
  return `${prefix}${kindWord}〔${year}〕${sequence}号`;
}
