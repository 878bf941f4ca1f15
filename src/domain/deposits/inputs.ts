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

/** 返还: the contractor's promise that no arrears are unresolved, and that the notice stands on the site's board. */
export const newReturn = shape({ promise: paragraph('无拖欠承诺', { max: 1_000 }), board: flag('已在施工现场维权信息告示牌公示') });

export const returnApplication = shape({ application: paragraph('申请内容', { max: 1_000 }) });

export const objection = shape({ objector: text('提出人', { max: 60 }), statement: paragraph('异议内容', { max: 1_000 }), receivedOn: plainDate('收到日期') });

export const objectionDecision = shape({ upheld: oneOf('核实结论', ['yes', 'no'] as const), decision: paragraph('处理情况', { max: 1_000 }) });

export const returnReview = shape({ agree: oneOf('审核结论', ['yes', 'no'] as const), opinion: paragraph('审核意见', { max: 500 }) });

export const returnStop = shape({ reason: paragraph('停止的原因', { max: 500 }) });

/** 清查: what is decided about a dormant deposit. */
export const stocktakeDecision = shape({ decision: oneOf('处理', ['return', 'keep'] as const), reason: paragraph('理由', { max: 500 }) });

/** 联合担保承诺: without an amount it is unlimited; without an end it lasts until all wages are paid. */
export const newCommitment = shape({
  amount: money('担保金额').optional(),
  signedOn: plainDate('签订日期'),
  validTo: plainDate('担保期限止').optional(),
  note: paragraph('承诺内容', { max: 1_000 }).optional(),
});

export const commitmentEnd = shape({ reason: paragraph('解除的原因', { max: 500 }) });
