import { formatYuan } from '../values/money.js';
import { parseBankCard } from '../values/bank-card.js';
import { parseIdNumber } from '../values/id-number.js';
import type { Parsed } from '../values/parsed.js';
import { yuanInWords } from '../values/yuan-in-words.js';
import { amountText, citations, citedPaperShape, dayText, fen, periodsShort, sum, usccShape } from './parts.js';
import { paperKind } from './paper.js';
import { amount, list, oneOf, periods, record, text, whole, type DataOf, type Shape } from './shape.js';

const shape = record('支付通知书', {
  bank: text('银行名称', 100),
  contractor: record('施工总承包单位', { name: text('施工总承包单位名称', 100), uscc: usccShape() }),
  project: text('工程项目名称', 200),
  /** The order to pay that was not obeyed. */
  decision: citedPaperShape,
  /** What is drawn on. */
  deposit: record('保证金', { form: oneOf('保证金形式', ['现金保证金', '银行保函', '担保公司保函', '保证保险']), number: text('保证金账号或者保函编号', 60) }),
  payWithinWorkingDays: whole('支付期限（工作日）', 1, 60),
  basis: citations('法律依据'),
  workers: list('农民工名单', record('农民工', {
    name: text('姓名', 50),
    idNumber: checked('身份证号码', parseIdNumber),
    bank: text('开户银行', 60),
    account: checked('银行账号', parseBankCard),
    periods: periods('工资所属月份'),
    amount: amount('支付金额'),
  })),
  handler: record('经办人', { name: text('经办人姓名', 50), phone: text('经办人电话', 40) }),
});

/** 农民工工资保证金支付通知书: tells the bank to pay the named workers out of the deposit, because the order to pay was not obeyed. */
export type DepositPaymentNoticeData = DataOf<typeof shape>;

const title = '农民工工资保证金支付通知书';
const listTitle = '农民工工资支付名单';

export const depositPaymentNotice = paperKind({
  title,
  numberWord: '付',
  shape,
  write(sheet, data) {
    const { organ, number } = sheet.context;
    const { contractor, decision, deposit, workers } = data;
    const total = sum(workers.map((w) => w.amount));
    const numberName = deposit.form === '现金保证金' ? '账号' : deposit.form === '保证保险' ? '保单号' : '保函编号';
    sheet.masthead();
    sheet.title(title);
    sheet.recipient(data.bank);
    sheet.para(`${contractor.name}（统一社会信用代码：${contractor.uscc}）承建的“${data.project}”项目拖欠农民工工资。本机关于${dayText(decision.issuedOn)}作出《${decision.title}》（${decision.number}），责令其于${dayText(decision.dueOn)}前清偿，该单位逾期未履行。`);
    sheet.para(`根据${data.basis.join('、')}的规定，请你行自收到本通知书之日起${data.payWithinWorkingDays}个工作日内，从该单位的${deposit.form}（${numberName}：${deposit.number}）中支付${amountText(total)}，以银行转账方式直接支付到附件1所列${workers.length}名农民工本人的银行账户。`);
    sheet.para('支付完成后，请填写附件2并加盖公章，连同逐人支付凭证送交本机关；有退汇的，请逐人注明原因。');
    sheet.para(`经办人：${data.handler.name}。联系电话：${data.handler.phone}。`);
    sheet.attachments([listTitle, '支付情况回执']);
    sheet.signature();
    sheet.copyTo(contractor.name);

    sheet.attachment('附件1', listTitle);
    sheet.table(
      [
        { head: '序号', width: 8.5, align: 'center', role: 'hei' },
        { head: '姓名', width: 19 },
        { head: '身份证号码', width: 32.5, align: 'center', role: 'hei' },
        { head: '开户银行', width: 25.5 },
        { head: '银行账号', width: 34.5, align: 'center', role: 'hei' },
        { head: '所属月份', width: 18, align: 'center', role: 'hei' },
        { head: '金额（元）', width: 18, align: 'right', role: 'hei' },
      ],
      workers.map((w, i) => [String(i + 1), w.name, w.idNumber, w.bank, w.account, periodsShort(w.periods), formatYuan(fen(w.amount))]),
      [[{ text: `合计 ${workers.length} 人　大写：${yuanInWords(total)}`, width: 120 }, { text: formatYuan(total), width: 36, align: 'right', role: 'hei' }]],
      8.5,
    );

    sheet.attachment('附件2', '支付情况回执');
    sheet.recipient(organ.name);
    sheet.para(`你机关《${title}》（${number}）已于________年____月____日收到。我行已于________年____月____日从${contractor.name}的${deposit.form}（${numberName}：${deposit.number}）中支付下列款项：`);
    sheet.blank(0.4);
    sheet.form([
      { tall: 11, cells: [{ text: '项目', width: 40, align: 'center', role: 'hei' }, { text: '人数', width: 36, align: 'center', role: 'hei' }, { text: '金额（元）', width: 80, align: 'center', role: 'hei' }] },
      { tall: 11, cells: [{ text: '应支付', width: 40, align: 'center' }, { text: String(workers.length), width: 36, align: 'center' }, { text: formatYuan(total), width: 80, align: 'right' }] },
      ...['已支付', '退汇或者未支付'].map((text) => ({ tall: 11, cells: [{ text, width: 40, align: 'center' as const }, { text: '', width: 36 }, { text: '', width: 80 }] })),
      { tall: 30, cells: [{ text: '退汇或者未支付的人员及原因', width: 40, align: 'center' as const }, { text: '', width: 116 }] },
      { tall: 26, cells: [{ text: '经办人及联系电话', width: 40, align: 'center' as const }, { text: '', width: 116, foot: '（银行公章）　　　　　年　　月　　日' }] },
    ]);
  },
});

function checked(label: string, parse: (value: string) => Parsed<string>): Shape<string> {
  const any = text(label, 30);
  return {
    issues(value, path) {
      const found = any.issues(value, path);
      if (found.length > 0) return found;
      const parsed = parse(value as string);
      if (!parsed.ok) return [{ path, message: parsed.why }];
      return parsed.value === value ? [] : [{ path, message: `${label}应为“${parsed.value}”` }];
    },
  };
}
