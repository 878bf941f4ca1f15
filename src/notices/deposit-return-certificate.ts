import { formatYuan } from '../values/money.js';
import { yuanInWords } from '../values/yuan-in-words.js';
import type { Cell } from './cells.js';
import { citations, dayText, fen, sum, usccShape } from './parts.js';
import { paperKind } from './paper.js';
import { amount, date, list, oneOf, record, text, type DataOf } from './shape.js';

const shape = record('返还（销户）确认书', {
  contractor: record('施工总承包单位', { name: text('施工总承包单位名称', 100), uscc: usccShape() }),
  projects: list('工程项目', text('工程项目名称', 200), 1, 200),
  completedOn: date('完工日期'),
  notice: record('公示期', { from: date('公示起'), to: date('公示止') }),
  /** Who applied: the contractor, or the authority ex officio after a stock-taking. */
  applicant: oneOf('申请方式', ['施工总承包单位申请', '依职权启动']),
  appliedOn: date('申请日期'),
  review: record('审核', { on: date('审核日期'), result: text('审核结果', 500) }),
  items: list('返还内容', record('返还内容', {
    form: oneOf('形式', ['现金保证金', '银行保函', '担保公司保函', '保证保险']),
    holder: text('存储银行或者出具机构', 100),
    number: text('账号或者编号', 60),
    amount: amount('金额'),
  })),
  basis: citations('法律依据'),
});

/** 农民工工资保证金返还（销户）确认书: to the bank and the contractor, that the deposit is free (保证金规定 Art. 22). */
export type DepositReturnCertificateData = DataOf<typeof shape>;

const title = '农民工工资保证金返还（销户）确认书';

export const depositReturnCertificate = paperKind({
  title,
  numberWord: '返',
  shape,
  write(sheet, data) {
    const { contractor, items, notice } = data;
    const cash = items.some((i) => i.form === '现金保证金');
    const letters = items.some((i) => i.form !== '现金保证金');
    const total = sum(items.map((i) => i.amount));
    sheet.masthead();
    sheet.title('农民工工资保证金\n返还（销户）确认书');
    sheet.recipient(`${[...new Set(items.map((i) => i.holder))].join('、')}，${contractor.name}`);
    sheet.para(`${contractor.name}（统一社会信用代码：${contractor.uscc}）承建的${data.projects.map((p) => `“${p}”`).join('、')}已于${dayText(data.completedOn)}完工。返还工资保证金一事自${dayText(notice.from)}起至${dayText(notice.to)}止在工程项目部和本机关网站公示，${dayText(data.appliedOn)}${data.applicant === '依职权启动' ? '' : '由'}${data.applicant}返还。`);
    sheet.para(`经审核：${data.review.result}（${dayText(data.review.on)}）。`);
    const ways = [...(cash ? ['现金连同利息退还施工总承包单位并办理销户'] : []), ...(letters ? ['保函、保单原件退还施工总承包单位'] : [])];
    sheet.para(`根据${data.basis.join('、')}的规定，确认返还下列工资保证金，${ways.join('；')}。`);
    sheet.blank(0.4);
    sheet.form([
      { tall: 9.5, cells: [head('形式', 28), head('存储银行或者出具机构', 58), head('账号或者编号', 38), head('金额（元）', 32)] },
      ...items.map((i) => ({ tall: 11, cells: [{ text: i.form, width: 28, align: 'center' as const }, { text: i.holder, width: 58 }, { text: i.number, width: 38 }, { text: formatYuan(fen(i.amount)), width: 32, align: 'right' as const, role: 'hei' as const }] })),
      { tall: 11, cells: [head('合计', 28), { text: yuanInWords(total), width: 96 }, { text: formatYuan(total), width: 32, align: 'right', role: 'hei' }] },
    ]);
    sheet.signature();
  },
});

const head = (text: string, width: number): Cell => ({ text, width, align: 'center', role: 'hei' });
