import { formatYuan, parseYuan } from '../values/money.js';
import { printKind } from './print.js';
import { dayText } from './parts.js';
import { list, maybe, record, text, whole, type DataOf, type Shape } from './shape.js';

/** "-1234.50": a difference may be below zero. */
const figure = (label: string): Shape<string> => ({ issues: (value, path) => (typeof value === 'string' && /^-?(0|[1-9]\d*)\.\d{2}$/u.test(value) ? [] : [{ path, message: `${label}应如 1234.50` }]) });

const countAndSum = (label: string) => record(label, { lines: whole(`${label}笔数`, 0, 10_000_000), amount: figure(`${label}金额`) });

const shape = record('资金对账日报', {
  area: text('辖区', 40),
  accounts: list(
    '专户',
    record('专户', {
      project: text('工程项目', 200),
      bank: text('开户银行', 100),
      last4: text('账号后四位', 4),
      opening: figure('期初'),
      in: figure('收入'),
      out: figure('支出'),
      closing: figure('期末'),
      /** The bank's own balance of that day; absent where no statement has come. */
      statement: maybe(figure('对账单余额')),
      /** Of the difference to the ledger: on its way at the bank, or told by it and not posted yet. */
      pending: maybe(figure('在途和未入账')),
      difference: maybe(figure('差额')),
    }),
    0,
  ),
  payments: record('付款', { sent: countAndSum('发出'), paid: countAndSum('到账'), rejected: countAndSum('拒付'), returned: countAndSum('退票'), unknown: countAndSum('结果未知'), open: countAndSum('日终在途') }),
  /** What a person must look after. */
  open: list('待处理', record('待处理', { what: text('事项', 40), project: text('工程项目', 200), number: text('编号', 60), lines: whole('笔数', 0, 10_000_000), amount: figure('金额'), since: text('自', 20) }), 0),
  proof: record('账目核对', { accounts: whole('账户数', 0, 1e12), journals: whole('记账笔数', 0, 1e12), entries: whole('分录数', 0, 1e12), differences: whole('不符处数', 0, 1e12) }),
});

/** 资金对账日报: the ledger of a day beside the banks' statements, what was paid, and what is still open. */
export type FundsReportData = DataOf<typeof shape>;

const title = '工资资金对账日报';
const shown = (amount: string | undefined): string => {
  const parsed = parseYuan(amount ?? '');
  return parsed.ok ? formatYuan(parsed.value) : '无对账单';
};

export const fundsReport = printKind({
  title,
  shape,
  write(sheet, { area, accounts, payments, open, proof }, { printedOn }) {
    sheet.formHead(title);
    sheet.small(`辖区：${area}　　单位：元　　打印日期：${dayText(printedOn)}`);
    sheet.heading('一、专户');
    sheet.table(
      [
        { head: '工程项目', width: 34 },
        { head: '银行（尾号）', width: 26 },
        { head: '期初', width: 24, align: 'right' },
        { head: '收入', width: 22, align: 'right' },
        { head: '支出', width: 22, align: 'right' },
        { head: '期末', width: 24, align: 'right' },
        { head: '对账单余额', width: 24, align: 'right' },
        { head: '在途和未入账', width: 22, align: 'right' },
        { head: '不明差额', width: 20, align: 'right' },
      ],
      accounts.map((a) => [a.project, `${a.bank}（${a.last4}）`, shown(a.opening), shown(a.in), shown(a.out), shown(a.closing), shown(a.statement), a.pending === undefined ? '—' : shown(a.pending), a.difference === undefined ? '—' : shown(a.difference)]),
      [[{ text: accounts.length === 0 ? '当日没有在用的专户' : `共 ${accounts.length} 个专户，有对账单的 ${accounts.filter((a) => a.statement !== undefined).length} 个，不符的 ${accounts.filter((a) => a.difference !== undefined && a.difference !== '0.00').length} 个`, width: 218 }]],
      6.5,
    );
    sheet.heading('二、付款');
    sheet.table(
      [{ head: '', width: 40 }, { head: '笔数', width: 40, align: 'right' }, { head: '金额', width: 76, align: 'right' }],
      (
        [
          ['当日发出', payments.sent],
          ['当日到账', payments.paid],
          ['当日拒付', payments.rejected],
          ['当日退票', payments.returned],
          ['日终在途', payments.open],
          ['其中结果未知', payments.unknown],
        ] as const
      ).map(([name, p]) => [name, String(p.lines), shown(p.amount)]),
      [],
    );
    sheet.heading('三、待处理');
    sheet.table(
      [{ head: '事项', width: 24 }, { head: '工程项目', width: 56 }, { head: '编号', width: 32 }, { head: '笔数', width: 12, align: 'right' }, { head: '金额', width: 26, align: 'right' }, { head: '自', width: 22, align: 'center' }],
      open.map((o) => [o.what, o.project, o.number, String(o.lines), shown(o.amount), o.since]),
      [[{ text: open.length === 0 ? '没有待处理的事项' : `共 ${open.length} 项`, width: 172 }]],
      8,
    );
    sheet.heading('四、账目核对');
    sheet.para(`由全部分录重新计算：账户 ${proof.accounts} 个，记账 ${proof.journals} 笔，分录 ${proof.entries} 条，${proof.differences === 0 ? '余额与分录相符，每笔记账借贷相等。' : `不符 ${proof.differences} 处，请立即核查。`}`);
  },
});
