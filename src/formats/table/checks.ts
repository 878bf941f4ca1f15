import type { SheetIssue, SheetNote } from './issue.js';

export interface SheetCheck {
  /** The part of the code after the sheet's prefix: "PF-11" is check 11 on a payroll (PF), "RF-11" on a roster, "AF-11" on attendance. */
  readonly number: string;
  readonly severity: SheetIssue['severity'];
  readonly title: string;
  readonly why: string;
  readonly remedy: string;
}

const error = (number: string, title: string, why: string, remedy: string): SheetCheck => ({ number, severity: 'error', title, why, remedy });
const warning = (number: string, title: string, why: string, remedy: string): SheetCheck => ({ number, severity: 'warning', title, why, remedy });

/** Every check that needs nothing but the file. Numbers are never used again for another check. */
export const sheetChecks = {
  columnMissing: error('01', '缺少必填列', '缺少这一列就无法把工资发到工人本人', '在表头补上这一列；已有但叫法不同的，请在上传页面指明它是哪一列'),
  columnTwice: error('02', '有两列含义相同', '无法判断以哪一列为准', '只保留一列，或在上传页面指明以哪一列为准'),
  wrongPeriod: error('03', '月份不符', '把别的月份的工资表当作本月上报会造成重复或漏发', '核对表头的所属期，或在上传页面选择正确的月份'),
  errorCell: error('04', '单元格是错误值', '公式计算出错，没有可用的数值', '在表格软件中改正公式，或直接填写数值'),
  formulaWithoutValue: error('05', '公式没有结果', '文件里只有公式，没有计算结果', '在表格软件中打开、重新计算（F9）并保存后再上传'),
  nameMissing: error('06', '缺少姓名', '工资必须发给具名的工人', '填写身份证上的姓名'),
  nameSpaces: warning('07', '姓名中有空格', '银行按姓名核对户名，多一个空格就会退票', '确认姓名中的空格是否应当删除'),
  namePrivateUse: warning('08', '姓名中有自造字', '自造字在别的电脑和银行系统中会显示成别的字', '改用国家标准中的生僻字，或按银行开户时的写法填写'),
  nameWrong: error('09', '姓名不正确', '银行按姓名核对户名', '填写身份证上的姓名'),
  idMissing: error('10', '缺少身份证号码', '没有身份证号码无法确认是哪一名工人', '填写 18 位身份证号码'),
  idWrong: error('11', '身份证号码不正确', '号码有误就无法确认是哪一名工人', '对照身份证逐位核对'),
  idNumeric: error('12', '身份证号码是数字格式', '表格软件只保留 15 位有效数字，末几位已经丢失', '先把该列设为“文本”格式，再重新填写完整的号码'),
  idTwice: error('13', '身份证号码重复', '同一人出现两次，可能多发工资或填错了人', '核对这几行各是谁；同一人的工资请合并为一行'),
  underAge: error('14', '未满 16 周岁', '禁止使用童工', '核对身份证号码；情况属实的应立即停止用工'),
  juvenile: warning('15', '已满 16 未满 18 周岁', '未成年工不得从事矿山井下、有毒有害、高强度等劳动，并须登记和定期体检', '核对岗位和登记手续'),
  cardMissing: error('16', '缺少银行卡号', '工资必须直接发到工人本人的银行卡', '填写工人本人的银行卡号'),
  cardWrong: error('17', '银行卡号不正确', '银行会退票', '对照银行卡逐位核对'),
  cardNumeric: error('18', '银行卡号是数字格式', '表格软件只保留 15 位有效数字，末几位已经丢失', '先把该列设为“文本”格式，再重新填写完整的卡号'),
  cardShared: warning('19', '多人共用一张银行卡', '可能由他人代领，工人拿不到工资', '核对各人本人的银行卡'),
  cardLuhn: warning('20', '银行卡号校验位不符', '多数情况是抄错了一位', '对照银行卡逐位核对；少数老卡确实如此，可以不改'),
  amountMissing: error('21', '缺少金额', '空白不等于零', '填写金额，没有的填 0'),
  amountWrong: error('22', '不是金额', '无法计算', '只填数字，如 5800.00'),
  amountDecimals: error('23', '小数超过两位', '最小单位是分', '四舍五入到分；公式请套用 ROUND(…,2)'),
  amountNegative: error('24', '金额为负', '工资不能是负数', '核对金额；需要扣款的填在扣款列'),
  netMismatch: error('25', '应发减扣款不等于实发', '三个数互相矛盾，不知以哪个为准', '核对应发、扣款和实发'),
  daysWrong: error('26', '出勤天数不正确', '天数用于核对工资和考勤', '填写数字，如 22 或 22.5'),
  daysTooMany: error('27', '出勤天数超过当月天数', '一个月没有这么多天', '核对出勤天数'),
  phoneWrong: warning('28', '手机号码不正确', '工人收不到工资通知', '填写 11 位手机号码'),
  totalDiffers: warning('29', '合计与各行之和不符', '表中可能漏算或多算了人', '核对合计行的公式范围'),
  daysMissing: warning('30', '缺少出勤天数', '没有天数无法与考勤核对', '填写出勤天数'),
  textTooLong: error('31', '内容过长', '这一栏容纳不下', '缩短内容，其余写在备注中'),
  noWorkers: error('32', '表中没有工人', '没有可以读取的内容', '从表头下一行起每人填写一行'),
  dateWrong: error('33', '日期不正确', '无法判断是哪一天', '填写如 2026-08-28 的日期'),
  dateOrder: error('34', '日期先后颠倒', '退场不会早于进场', '核对两个日期'),
  contractLate: warning('35', '合同晚于进场', '应当先签订劳动合同再进场施工', '核对合同签订日期'),
  markUnknown: error('36', '看不懂的考勤记号', '无法判断是否出勤', '出勤填 1 或 √，半天填 0.5，缺勤留空'),
  dayBeyondMonth: error('37', '这个月没有这一天', '考勤不能记在不存在的日子', '删除这一天的记号'),
  daysDiffer: warning('38', '出勤天数与各日之和不符', '两个数互相矛盾', '核对各日的记号和合计'),
} as const satisfies Record<string, SheetCheck>;

export type CheckName = keyof typeof sheetChecks;

/** Where an issue stands. `order` sorts within the row: the column number, 0 for the whole row. */
export interface Place {
  readonly sheet: string;
  readonly row: number;
  readonly order: number;
  readonly column: string;
  readonly field: string;
  readonly typed: string;
}

/** Nobody mends more one by one, and a hostile file could make half a million. Counted apart, so that warnings never hide an error. */
const mostOfOneKind = 10_000;

/** Gathers all mistakes of a file. */
export class Findings {
  readonly #found: { issue: SheetIssue; order: number }[] = [];
  readonly #counts = { error: 0, warning: 0 };

  /** `prefix` of the codes: PF payroll, RF roster, AF attendance. */
  constructor(readonly prefix: string) {}

  add(check: CheckName, place: Place, message: string, alsoRows: readonly number[] = []): void {
    const { number, severity, remedy } = sheetChecks[check];
    this.#counts[severity] += 1;
    if (this.#counts[severity] > mostOfOneKind) return;
    const { order, ...where } = place;
    this.#found.push({ order, issue: { code: `${this.prefix}-${number}`, severity, ...where, message, remedy, alsoRows } });
  }

  /** What to say where there were more mistakes than are listed. */
  overflow(): SheetNote[] {
    const more = Math.max(0, this.#counts.error - mostOfOneKind) + Math.max(0, this.#counts.warning - mostOfOneKind);
    return more === 0 ? [] : [{ code: 'more-issues', sheet: '', message: `问题太多，另有 ${more} 处没有列出` }];
  }

  /** In the order of the workbook's sheets, their rows and columns. */
  sorted(sheets: readonly string[]): SheetIssue[] {
    return this.#found
      .toSorted((a, b) => sheets.indexOf(a.issue.sheet) - sheets.indexOf(b.issue.sheet) || a.issue.row - b.issue.row || a.order - b.order)
      .map((f) => f.issue);
  }
}
