import { formatYuan, type Fen } from '../values/money.js';
import type { PlainDate } from '../values/plain-date.js';
import { Refusal } from '../values/refusal.js';
import { find, need, type LocalLaw } from './law.js';
import { at, type Ruled, type Source, type UsedParameter } from './source.js';

/** What one worker is owed. */
export interface WorkerArrears {
  /** Wage months of which something is unpaid. */
  readonly months: number;
  readonly unpaid: Fen;
}

/** needs-standard: between the national bounds, where the province's own amount decides and has not been entered. */
export type Zone = 'reached' | 'not-reached' | 'needs-standard';

export const zoneNames: Readonly<Record<Zone, string>> = { reached: '达到', 'not-reached': '未达到', 'needs-standard': '需确认本省标准' };

export interface CrimeThreshold {
  readonly zone: Zone;
  /** One worker, three months or more. */
  readonly single: Zone;
  /** Ten workers or more, together. */
  readonly group: Zone;
}

/**
 * Whether arrears reach 数额较大 of 刑法 Art. 276-1: one worker's pay of three months or more of 5,000 to 20,000 yuan, or ten workers' of
 * 30,000 to 100,000 yuan, each "or more"; the High Court of the province fixes the amount within these bounds.
 * 法释〔2013〕3号 Art. 3, in force 2013-01-23. Workers who are owed nothing are passed over.
 * Refuses `parameter-missing` where an entered provincial amount lies outside the bounds.
 */
export function crimeThreshold(workers: readonly WorkerArrears[], on: PlainDate, law: LocalLaw): Ruled<CrimeThreshold, Source> {
  const owed = workers.filter((w) => w.unpaid > 0n);
  const months = need(law, 'crime.singleMonths', on);
  const count = need(law, 'crime.groupWorkers', on);
  const singleBounds = bounds('crime.singleAmount', on, law);
  const groupBounds = bounds('crime.groupAmount', on, law);

  const most = owed.filter((w) => w.months >= months.value).reduce((m, w) => (w.unpaid > m ? w.unpaid : m), 0n);
  const total = owed.reduce((s, w) => s + w.unpaid, 0n);
  const single = most > 0n ? zoneOf(most, singleBounds) : 'not-reached';
  const group = owed.length >= count.value ? zoneOf(total, groupBounds) : 'not-reached';
  const zone = [single, group].includes('reached') ? 'reached' : [single, group].includes('needs-standard') ? 'needs-standard' : 'not-reached';

  return {
    value: { zone, single, group },
    because:
      `拖欠${owed.length}人共${formatYuan(total)}元（${count.value}人以上须${words(groupBounds)}）：${owed.length < count.value ? '人数未达到' : zoneNames[group]}；` +
      (most > 0n ? `单人拖欠${months.words}以上最高${formatYuan(most)}元（须${words(singleBounds)}）：${zoneNames[single]}` : `没有单人拖欠${months.words}以上`),
    source: at('interpretation-3', 'C', 3),
    parameters: [months.used, count.used, ...singleBounds.used, ...groupBounds.used],
  };
}

interface Bounds {
  readonly least: Fen;
  readonly most: Fen;
  readonly used: readonly UsedParameter[];
}

function bounds(key: 'crime.singleAmount' | 'crime.groupAmount', on: PlainDate, law: LocalLaw): Bounds {
  const [least, most, local] = [need(law, `${key}Min`, on), need(law, `${key}Max`, on), find(law, key, on)];
  if (!local) return { least: least.value, most: most.value, used: [least.used, most.used] };
  if (local.value < least.value || local.value > most.value) {
    throw new Refusal('parameter-missing', `本省数额标准${formatYuan(local.value)}元不在${formatYuan(least.value)}元至${formatYuan(most.value)}元之间，请先更正参数`);
  }
  return { least: local.value, most: local.value, used: [local.used] };
}

const zoneOf = (amount: Fen, { least, most }: Bounds): Zone => (amount >= most ? 'reached' : amount < least ? 'not-reached' : 'needs-standard');

const words = ({ least, most }: Bounds): string => (least === most ? `达到${formatYuan(least)}元` : `达到${formatYuan(least)}元至${formatYuan(most)}元之间的本省标准`);
