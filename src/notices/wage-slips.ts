import { formatYuan } from '../values/money.js';
import { formatPeriod } from '../values/period.js';
import { yuanInWords } from '../values/yuan-in-words.js';
import type { Cell } from './cells.js';
import { dayText, fen } from './parts.js';
import { printKind } from './print.js';
import { date, list, maybe, oneOf, periods, record, text, type DataOf, type Shape } from './shape.js';

/** "1234.50" or "0.00": unlike what is owed, a deduction may be nothing. */
const figure = (label: string): Shape<string> => ({ issues: (value, path) => (typeof value === 'string' && /^(0|[1-9]\d*)\.\d{2}$/u.test(value) ? [] : [{ path, message: `${label}应如 1234.50` }]) });

const shape = record('工资清单', {
  employer: text('用人单位', 100),
  project: text('工程项目', 200),
  slips: list(
    '工资清单',
    record('工资清单', {
      name: text('姓名', 60),
      idLast4: text('身份证号后四位', 4),
      period: periods('支付周期'),
      days: text('出勤天数', 6),
      gross: figure('应发'),
      deduction: figure('扣除'),
      net: figure('实发'),
      card: text('收款卡', 30),
      bank: maybe(text('开户银行', 100)),
      state: oneOf('发放情况', ['未发放', '发放中', '已发放', '部分发放', '已退票']),
      /** What has reached the card: day, amount and the bank's reference. */
      payments: list('到账', record('到账', { on: date('到账日期'), amount: figure('到账金额'), reference: text('业务编号', 40) }), 0, 60),
    }),
  ),
});

/** 工资清单: what a worker earned in a pay cycle, what was kept back and what reached the card (条例724 Art. 15). */
export type WageSlipsData = DataOf<typeof shape>;

const title = '工资清单';

export const wageSlips = printKind({
  title,
  shape,
  write(sheet, { employer, project, slips }, { printedOn }) {
    sheet.formHead(title);
    for (const slip of slips) {
      sheet.block([
        { tall: 8, cells: [label('姓名'), { text: slip.name, width: 46 }, label('身份证号'), { text: `尾号 ${slip.idLast4}`, width: 46 }] },
        { tall: 8, cells: [label('用人单位'), value(employer)] },
        { tall: 8, cells: [label('工程项目'), value(project)] },
        { tall: 8, cells: [label('支付周期'), { text: formatPeriod(slip.period[0]!), width: 46 }, label('出勤天数'), { text: slip.days, width: 46 }] },
        { tall: 8, cells: [label('应发工资'), { text: `${formatYuan(fen(slip.gross))}元`, width: 46 }, label('代扣及扣除'), { text: `${formatYuan(fen(slip.deduction))}元`, width: 46 }] },
        { tall: 8, cells: [label('实发工资'), value(`${formatYuan(fen(slip.net))}元（${yuanInWords(fen(slip.net))}）`)] },
        { tall: 8, cells: [label('收款卡'), value([slip.card, slip.bank].filter(Boolean).join('　'))] },
        { tall: 8, cells: [label('发放情况'), value([slip.state, ...slip.payments.map((p) => `${dayText(p.on)}到账${formatYuan(fen(p.amount))}元，业务编号${p.reference}`)].join('\n'))] },
      ]);
      sheet.blank(0.6);
    }
    sheet.small(`打印日期 ${dayText(printedOn)}。对工资数额、出勤天数或者到账情况有异议的，可以向项目部劳资专管员或者劳动保障监察机构反映。`);
  },
});

const label = (words: string): Cell => ({ text: words, width: 32, align: 'center', role: 'hei' });
const value = (words: string): Cell => ({ text: words, width: 124 });
