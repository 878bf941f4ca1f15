import Nzh from 'nzh';
import { yuan, type Fen } from './money.js';

/**
 * 中文大写金额 as banks and papers write it, e.g. 人民币叁佰零伍万贰仟元整 (支付结算办法, annex 1): ends in 整 at 元; after 角 it is left out, after 分 it is never written.
 * @throws RangeError for a negative amount
 */
export function yuanInWords(fen: Fen): string {
  if (fen < 0n) throw new RangeError('an amount in words is never negative');
  if (fen === 0n) return '人民币零元整';
  const words = Nzh.cn.toMoney(yuan(fen));
  // 角 is 0 and 分 is not: 元, then 零. The library leaves the 零 out after a full 元 figure ending in ten or more.
  const zero = fen >= 100n && (fen / 10n) % 10n === 0n && fen % 10n !== 0n && !words.includes('元零') ? words.replace('元', '元零') : words;
  return fen % 10n === 0n && fen % 100n === 0n ? `${zero}整` : zero;
}
