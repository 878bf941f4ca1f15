import { seizureMeasures } from '../../entities/account-seizure.js';
import { flag, id, integer, list, money, month, oneOf, paragraph, percent, plainDate, shape, text } from '../../platform/parse.js';

export const newWageAccount = shape({
  bankId: id('开户银行'),
  branch: text('开户网点', { max: 100 }).optional(),
  name: text('账户名称', { max: 200 }).optional(),
  number: text('账号', { min: 8, max: 40 }),
  openedOn: plainDate('开户日期'),
  agreementSignedOn: plainDate('三方协议签订日期').optional(),
  shared: flag('与其他项目共用'),
});

/** What the three parties must have agreed on, by its name in the record (law.md 3.1). */
export const agreementClauses = {
  use: '专户资金只用于本项目农民工工资，不得支取现金、不得转作他用',
  notice: '建设单位未按约定拨付的，开户银行及时通知施工总承包单位',
  evidence: '每次支付须提供的凭据',
  change: '人工费用约定变更时签订补充协议并告知银行',
  closing: '销户的条件、公示和余额归属',
  seals: '三方签字盖章齐全，签订日期完整',
} as const;
export type AgreementClause = keyof typeof agreementClauses;
const clauseKeys = Object.keys(agreementClauses) as AgreementClause[];

export const agreementSigned = shape({
  signedOn: plainDate('三方协议签订日期'),
  ownerSignatory: text('建设单位签字人', { max: 40 }),
  ownerContact: text('建设单位联系电话', { max: 40 }),
  contractorSignatory: text('总承包单位签字人', { max: 40 }),
  contractorContact: text('总承包单位联系电话', { max: 40 }),
  bankSignatory: text('开户银行签字人', { max: 40 }),
  bankContact: text('开户银行联系电话', { max: 40 }),
  labourCost: money('人工费用总额').optional(),
  labourShare: percent('人工费用占合同价的比例').optional(),
  fundingDay: integer('每月拨付日', 1, 31),
  payDay: integer('工资支付日', 1, 31),
  evidence: text('每次支付的凭据', { max: 200 }),
  clauses: list('协议条款', oneOf('条款', clauseKeys), { min: 0 }).optional(),
});

export const fundingAmended = shape({
  signedOn: plainDate('补充协议签订日期'),
  effectiveOn: plainDate('生效日期'),
  contractPrice: money('变更后的合同价').optional(),
  labourCost: money('变更后的人工费用总额').optional(),
  labourShare: percent('变更后的人工费用比例').optional(),
  fundingDay: integer('每月拨付日', 1, 31),
  plannedFinishOn: plainDate('计划完工日期'),
  reason: paragraph('变更理由', { min: 2, max: 300 }),
});

export const newSeizure = shape({
  measure: oneOf('措施', seizureMeasures),
  organ: text('执行机关', { min: 2, max: 100 }),
  documentNo: text('文书编号', { min: 2, max: 100 }),
  seizedOn: plainDate('查封冻结日期'),
  amount: money('金额').optional(),
  note: text('说明', { max: 200 }).optional(),
});

export const seizureEnd = shape({ endedOn: plainDate('解除日期'), document: text('解除文书编号', { min: 2, max: 100 }) });

export const accountFiled = shape({ filedOn: plainDate('备案日期') });

export const newCredit = shape({
  bookedOn: plainDate('到账日期'),
  amount: money('到账金额'),
  reference: text('银行流水号', { min: 2, max: 60 }),
  period: month('所属月份').optional(),
  payer: text('付款人', { max: 100 }).optional(),
  purpose: text('摘要', { max: 200 }).optional(),
});
