import { flag, id, money, oneOf, paragraph, plainDate, shape, text, type TypeOf } from '../../platform/parse.js';

/** 现金存入开立在银行的保证金账户. */
export const newCash = shape({
  issuerId: id('存储银行'),
  number: text('账号或凭证号', { min: 2, max: 60 }),
  amount: money('存储金额'),
  receivedOn: plainDate('存入日期'),
});

export const guaranteeForms = ['bank-guarantee', 'surety-guarantee', 'insurance'] as const;

/** 银行保函、担保公司保函、保证保险. */
export const newGuarantee = shape({
  form: oneOf('担保形式', guaranteeForms),
  issuerId: id('出具机构'),
  number: text('保函或保单编号', { min: 2, max: 60 }),
  amount: money('担保金额'),
  receivedOn: plainDate('收到原件日期'),
  validFrom: plainDate('有效期起'),
  validTo: plainDate('有效期止'),
  irrevocable: flag('不可撤销'),
  onDemand: flag('见索即付'),
  beneficiary: flag('受益人为当地人社部门'),
  keptAt: text('原件保管处', { max: 60 }).or('项目所在地人社部门'),
  replacesId: id('被替换的保函').optional(),
});

export const exemption = shape({ reason: paragraph('免存理由', { max: 500 }) });

type NewGuarantee = TypeOf<typeof newGuarantee>;
export type NewInstrument = ({ readonly form: 'cash' } & TypeOf<typeof newCash>) | (Omit<NewGuarantee, 'keptAt'> & Partial<Pick<NewGuarantee, 'keptAt'>>);

/** 续期: the issuer has extended a guarantee. */
export const extension = shape({ validTo: plainDate('新的有效期止'), receivedOn: plainDate('收到续期文件日期') });

export const reminderReply = shape({ reply: paragraph('答复', { max: 500 }) });

/** 责令加倍存储: what the arrears are. */
export const doubling = shape({ reason: paragraph('拖欠情况', { max: 500 }) });

export const joining = shape({ reason: paragraph('说明', { max: 300 }) });
