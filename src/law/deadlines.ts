import { addDays, addMonths, formatDate, weekday, yearOf, type PlainDate } from '../values/plain-date.js';
import { Invalid } from '../values/refusal.js';
import { CalendarUnknown, WorkingDays } from '../values/working-days.js';
import { need, type Law, type LocalLaw } from './law.js';
import { parameters } from './parameter-catalogue.js';
import { at, citable, internalTimeLimit, type Internal, type Ruled, type Source } from './source.js';
import { terms, type Term, type TermName } from './terms.js';

/**
 * The last day of a term that was triggered on `from`. The day of the trigger is not counted; working days follow the calendar; a term
 * of days, months or years whose last day is a rest day runs to the next working day, unless its end is fixed
 * (民法典 Arts. 201–203, 行政处罚法 Art. 85). Its length is the one in force on the day of the trigger.
 * `extended`: the head of the organ has approved the extension. Throws CalendarUnknown; refuses `parameter-missing`.
 */
export function deadline(name: TermName, from: PlainDate, law: Law, extended = false): Ruled<PlainDate> {
  const term: Term = terms[name];
  if (extended && !term.extension) throw new RangeError(`${name} has no extension`);
  const base = need(law, term.length, from);
  const extension = extended ? need(law, term.extension!, from) : undefined;
  const { kind } = parameters[term.length];
  const end = lastDay(kind, from, base.value + (extension?.value ?? 0), law.calendar);
  const value = kind === 'working-days' || term.fixedEnd ? end : law.calendar.rollForward(end);
  const length = base.words + (extension ? `，经批准延长${extension.words}` : '') + (citable(base.source) ? '' : `（${base.source.label}）`);
  return {
    value,
    because: `${term.due}的期限为${length}，${counted(from, term.trigger, end, value)}`,
    source: base.source,
    parameters: [base.used, ...(extension ? [extension.used] : [])],
  };
}

/** What decides when a deposit is due; a day is left out where the document does not exist. */
export interface DepositStart {
  readonly permitIssuedOn?: PlainDate | undefined;
  readonly commencementApprovedOn?: PlainDate | undefined;
  readonly contractSignedOn: PlainDate;
}

/**
 * The day by which the deposit must be stored: 20 working days from the works permit, else from the approval of the commencement report,
 * else (where neither is needed) from signing the works contract. 保证金规定 Art. 8, in force 2021-11-01.
 */
export function depositStoreBy(start: DepositStart, law: Law): Ruled<PlainDate> {
  const [from, trigger] = start.permitIssuedOn
    ? [start.permitIssuedOn, '核发施工许可证']
    : start.commencementApprovedOn
      ? [start.commencementApprovedOn, '批复开工报告']
      : [start.contractSignedOn, '签订工程施工合同，无需施工许可证和开工报告批复'];
  const length = need(law, 'deposit.storeDays', from);
  const value = law.calendar.add(from, length.value);
  const because = `施工总承包单位存储工资保证金的期限为${length.words}，${counted(from, trigger, value, value)}`;
  return { value, because, source: length.source, parameters: [length.used] };
}

/**
 * The last day for correcting what an order names: `days` working days, chosen by the officer, after the day of service. The law sets
 * no number (劳动保障监察条例 Art. 18(2) gives the power to order). Fewer than one is invalid at `termDays`.
 */
export function correctionDueOn(servedOn: PlainDate, days: number, law: Law): Ruled<PlainDate, Source> {
  if (!Number.isInteger(days) || days < 1) throw new Invalid([{ path: 'termDays', message: '改正期限应为整数，至少 1 个工作日' }]);
  const value = law.calendar.add(servedOn, days);
  return {
    value,
    because: `监察机构责令改正的期限为${days}个工作日，${counted(servedOn, '送达', value, value)}`,
    source: at('inspection-423', 'C', 18, { paragraph: 1, item: 2 }),
    parameters: [],
  };
}

/** The first day on which the depositor is reminded that a guarantee valid until `validTo` expires. 保证金规定 Art. 17. */
export function guaranteeReminderOn(validTo: PlainDate, law: LocalLaw): Ruled<PlainDate> {
  const ahead = need(law, 'guarantee.renewalReminderDays', validTo);
  const value = addDays(validTo, -ahead.value);
  return {
    value,
    because: `保函于${formatDate(validTo)}到期，应当提前${ahead.words}、自${formatDate(value)}起提醒更换或者续期`,
    source: ahead.source,
    parameters: [ahead.used],
  };
}

/** A deadline that was reckoned without the holiday notice of a year that it reaches is provisional, and then internal. */
export type Due =
  | (Ruled<PlainDate> & { readonly provisional: false })
  | (Ruled<PlainDate, Internal> & { readonly provisional: true });

/**
 * The deadline of `rule`; where it reaches a year whose holiday notice is not entered, a provisional one with that year's Mondays to
 * Fridays as working days. It assumes no holiday, so it warns early. For our own clocks only: a paper must take the rule itself, which refuses.
 */
export function dueOrProvisional(rule: (law: Law) => Ruled<PlainDate>, law: Law): Due {
  try {
    return { ...rule(law), provisional: false };
  } catch (e) {
    if (!(e instanceof CalendarUnknown)) throw e;
    const ruled = rule({ ...law, calendar: new MondayToFriday(law.calendar) });
    return { ...ruled, because: `${ruled.because}（${e.year}年的放假安排尚未录入，暂按周一至周五推算）`, source: internalTimeLimit, provisional: true };
  }
}

/** A calendar that takes Monday to Friday for a year it does not know. */
class MondayToFriday extends WorkingDays {
  readonly #known: WorkingDays;

  constructor(known: WorkingDays) {
    super([], []);
    this.#known = known;
  }

  override knows(): boolean {
    return true;
  }

  override isWorkday(date: PlainDate): boolean {
    return this.#known.knows(yearOf(date)) ? this.#known.isWorkday(date) : weekday(date) <= 5;
  }
}

function lastDay(kind: 'working-days' | 'calendar-days' | 'months' | 'years', from: PlainDate, length: number, calendar: WorkingDays): PlainDate {
  switch (kind) {
    case 'working-days':
      return calendar.add(from, length);
    case 'calendar-days':
      return addDays(from, length);
    case 'months':
      return addMonths(from, length);
    case 'years':
      return addMonths(from, 12 * length);
  }
}

function counted(from: PlainDate, trigger: string, end: PlainDate, value: PlainDate): string {
  const moved = end === value ? '于' : `末日${formatDate(end)}为休息日，顺延至`;
  return `自${formatDate(from)}（${trigger}）的次日起计算，${moved}${formatDate(value)}届满`;
}
