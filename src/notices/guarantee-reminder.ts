import { amountText, dayText, fen } from './parts.js';
import { paperKind } from './paper.js';
import { amount, date, oneOf, record, text, whole, type DataOf } from './shape.js';

const shape = record('保函到期提醒函', {
  contractor: text('施工总承包单位', 100),
  project: text('工程项目名称', 200),
  guarantee: record('保函', {
    form: oneOf('形式', ['银行保函', '担保公司保函', '保证保险']),
    issuer: text('出具机构', 100),
    number: text('编号', 60),
    amount: amount('担保金额'),
    validTo: date('有效期止'),
  }),
  aheadDays: whole('提醒期（日）', 1, 400),
});

/** 保函到期提醒函: a guarantee expires while the works go on. An internal form: it reminds, it orders nothing and cites nothing. */
export type GuaranteeReminderData = DataOf<typeof shape>;

const title = '农民工工资保证金保函到期提醒函';

export const guaranteeReminder = paperKind({
  title,
  numberWord: '提',
  shape,
  write(sheet, data) {
    const { form, issuer, number, amount: held, validTo } = data.guarantee;
    const numberName = form === '保证保险' ? '保单号' : '保函编号';
    sheet.masthead();
    sheet.title('农民工工资保证金\n保函到期提醒函');
    sheet.recipient(data.contractor);
    sheet.para(`你单位承建的“${data.project}”项目，以${issuer}出具的${form}（${numberName}：${number}）存储农民工工资保证金${amountText(fen(held))}，有效期至${dayText(validTo)}，距到期不足${data.aheadDays}日，工程尚未完工。`);
    sheet.para('请在到期前办理续期，或者更换为同等担保范围和金额的新保函，也可以改存现金，并将有关材料报送本机关。到期前办理确有困难的，请书面说明情况和预计办结的日期。');
    sheet.para('本函为内部工作文书，用于提醒，不替代责令改正的文书。');
    sheet.signature();
  },
});
