import type { Citation } from '../values/citation.js';
import { formatYuan, parseYuan, type Fen } from '../values/money.js';
import { must } from '../values/parsed.js';
import { addPeriods, formatPeriod, type Period } from '../values/period.js';
import { formatDate, type PlainDate } from '../values/plain-date.js';
import { parseUscc } from '../values/uscc.js';
import { yuanInWords } from '../values/yuan-in-words.js';
import { amount, date, list, maybe, periods, record, text, whole, type DataOf, type Shape } from './shape.js';
import type { Sheet } from './sheet.js';

/** The unit that a paper is addressed to. */
export const unitShape = record('当事单位', {
  name: text('单位名称', 100),
  uscc: maybe(usccShape()),
  address: maybe(text('单位地址', 200)),
  legalRepresentative: maybe(text('法定代表人（主要负责人）', 50)),
});
export type Unit = DataOf<typeof unitShape>;

/** Two inspectors at least (劳动保障监察条例 Art. 16). */
export const inspectorsShape = list('承办监察员', record('承办监察员', { name: text('监察员姓名', 50), cardNumber: text('监察员证件号', 40) }), 2, 10);
export type Inspectors = DataOf<typeof inspectorsShape>;

/** A worker as the employer's copy shows him: the last four characters of his ID number only. */
export const owedWorkerShape = record('农民工', {
  name: text('姓名', 50),
  idLast4: idLast4Shape(),
  periods: periods('拖欠月份'),
  amount: amount('拖欠金额'),
});
export type OwedWorker = DataOf<typeof owedWorkerShape>;

export const personsShape = list('责任人员', record('责任人员', { name: text('责任人员姓名', 50), role: text('责任人员身份', 40) }), 0, 50);

/** Citations as the law room writes them, e.g. 《保障农民工工资支付条例》第三十条第三款. */
export const citations = (label: string): Shape<readonly Citation[]> => list(label, text(label, 200), 1, 30) as Shape<readonly Citation[]>;

/** Where and until when the paper may be contested. */
export const remediesShape = record('救济途径', {
  reconsiderationOrgan: text('行政复议机关', 100),
  reconsiderationDays: whole('行政复议期限（日）', 1, 365),
  court: text('有管辖权的人民法院', 100),
  suitMonths: whole('行政诉讼期限（月）', 1, 24),
});

/** An earlier paper that this one builds on. */
export const citedPaperShape = record('所依据文书', { title: text('所依据文书名称', 60), number: text('所依据文书编号', 60), issuedOn: date('所依据文书日期'), dueOn: date('所依据文书的履行期限') });

export const remediesText = (remedies: DataOf<typeof remediesShape>, paper: string): string =>
  `如不服本${paper}，可以自收到本${paper}之日起${remedies.reconsiderationDays}日内向${remedies.reconsiderationOrgan}申请行政复议，也可以自收到本${paper}之日起${remedies.suitMonths}个月内向${remedies.court}提起行政诉讼。`;

export const inspectorsText = (inspectors: Inspectors): string => inspectors.map((i) => `${i.name}（证件号：${i.cardNumber}）`).join('、');

/** What is known of the unit besides its name: "统一社会信用代码：…", "住所：…", "法定代表人（主要负责人）：…". */
export const unitDetails = (unit: Unit): string[] =>
  (
    [
      ['统一社会信用代码', unit.uscc],
      ['住所', unit.address],
      ['法定代表人（主要负责人）', unit.legalRepresentative],
    ] as const
  ).flatMap(([label, value]) => (value ? [`${label}：${value}`] : []));

/** Addresses the unit, and identifies it in brackets. */
export function addressUnit(sheet: Sheet, unit: Unit): void {
  sheet.recipient(unit.name);
  const details = unitDetails(unit);
  if (details.length > 0) sheet.para(`（${details.join('；')}）`);
}

export const fen = (amountText: string): Fen => must(parseYuan(amountText));

export const sum = (amounts: readonly string[]): Fen => amounts.reduce((total, each) => total + fen(each), 0n);

/** "3,052,000.00元（大写：人民币叁佰零伍万贰仟元整）". */
export const amountText = (total: Fen): string => `${formatYuan(total)}元（大写：${yuanInWords(total)}）`;

/** "2026年5月至8月、10月": runs of months, the year where it changes. */
export function periodsText(months: readonly Period[]): string {
  let year = '';
  const name = (month: Period): string => {
    const full = formatPeriod(month);
    const short = month.startsWith(year) && year !== '' ? full.slice(5) : full;
    year = month.slice(0, 4);
    return short;
  };
  return runs(months).map(([from, to]) => (from === to ? name(from) : `${name(from)}至${name(to)}`)).join('、');
}

/** "2026.05—08": for narrow columns. */
export function periodsShort(months: readonly Period[]): string {
  const name = (month: Period): string => month.replace('-', '.');
  return runs(months).map(([from, to]) => (from === to ? name(from) : `${name(from)}-${from.slice(0, 4) === to.slice(0, 4) ? to.slice(5) : name(to)}`)).join('、');
}

export const allPeriods = (each: readonly (readonly Period[])[]): Period[] => [...new Set(each.flat())].sort();

/** Attaches a list of workers that the employer gets, with its sum in figures and words; `what` is owed or paid. */
export function workersList(sheet: Sheet, title: string, workers: readonly OwedWorker[], what: '拖欠' | '应付' | '支付'): void {
  const total = sum(workers.map((w) => w.amount));
  sheet.attachment('附件', title);
  sheet.table(
    [
      { head: '序号', width: 14, align: 'center', role: 'hei' },
      { head: '姓名', width: 42 },
      { head: '身份证号后四位', width: 30, align: 'center', role: 'hei' },
      { head: `${what === '拖欠' ? what : '所属'}月份`, width: 36, align: 'center' },
      { head: `${what}金额（元）`, width: 34, align: 'right', role: 'hei' },
    ],
    workers.map((w, i) => [String(i + 1), w.name, w.idLast4, periodsShort(w.periods), formatYuan(fen(w.amount))]),
    [[{ text: `合计 ${workers.length} 人　大写：${yuanInWords(total)}`, width: 122 }, { text: formatYuan(total), width: 34, align: 'right', role: 'hei' }]],
  );
}

export const dayText = (day: PlainDate): string => formatDate(day);

/** "9时30分" of "09:30"; "9时" of "09:00". */
export function clockText(time: string): string {
  const [hour, minute] = time.split(':').map(Number) as [number, number];
  return minute === 0 ? `${hour}时` : `${hour}时${minute}分`;
}

/** A sentence without its full stop, so that it can be gone on with. */
export const clause = (sentence: string): string => sentence.trim().replace(/[。；;.]+$/u, '');

/** The same, closed with one. */
export const sentence = (words: string): string => `${clause(words)}。`;

function runs(months: readonly Period[]): [from: Period, to: Period][] {
  const all: [Period, Period][] = [];
  for (const month of months) {
    const last = all[all.length - 1];
    if (last && addPeriods(last[1], 1) === month) last[1] = month;
    else all.push([month, month]);
  }
  return all;
}

/** Also where it is required: a code that fails its check character is not printed. */
export function usccShape(): Shape<string> {
  return {
    issues(value, path) {
      const parsed = parseUscc(typeof value === 'string' ? value : '');
      return parsed.ok ? [] : [{ path, message: parsed.why }];
    },
  };
}

function idLast4Shape(): Shape<string> {
  return { issues: (value, path) => (typeof value === 'string' && /^[\dA-Z]{4}$/u.test(value) ? [] : [{ path, message: '缺少身份证号后四位' }]) };
}
