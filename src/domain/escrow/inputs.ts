import { id, money, month, plainDate, shape, text } from '../../platform/parse.js';

export const newWageAccount = shape({
  bankId: id('开户银行'),
  branch: text('开户网点', { max: 100 }).optional(),
  name: text('账户名称', { max: 200 }).optional(),
  number: text('账号', { min: 8, max: 40 }),
  openedOn: plainDate('开户日期'),
  agreementSignedOn: plainDate('三方协议签订日期').optional(),
});

export const agreementSigned = shape({ signedOn: plainDate('三方协议签订日期') });

export const accountFiled = shape({ filedOn: plainDate('备案日期') });

export const newCredit = shape({
  bookedOn: plainDate('到账日期'),
  amount: money('到账金额'),
  reference: text('银行流水号', { min: 2, max: 60 }),
  period: month('所属月份').optional(),
  payer: text('付款人', { max: 100 }).optional(),
  purpose: text('摘要', { max: 200 }).optional(),
});
