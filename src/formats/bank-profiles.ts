import type { ReturnStatus } from './bank-return-file.js';

export type BankProfileId = 'general-csv' | 'general-text' | 'rural-commercial-xlsx';

/** What a column of a payment file holds. */
export type PaymentColumn = 'sequence' | 'endToEndId' | 'payeeName' | 'card' | 'bank' | 'amount' | 'purpose';

/** What a column of a return file is read for. */
export type AnswerColumn = 'endToEndId' | 'payeeName' | 'card' | 'amount' | 'status' | 'reason';

/** How one bank wants its payment files and writes its answers. Data: a further bank is one entry. */
export interface BankProfile {
  /** What people choose by. */
  readonly name: string;
  /** `delimited`: fields are never quoted where the delimiter has more than one character, so they must not hold it. */
  readonly form: { readonly kind: 'delimited'; readonly delimiter: string; readonly encoding: 'gb18030' | 'utf-8'; readonly extension: 'csv' | 'txt' } | { readonly kind: 'xlsx' };
  readonly payment: {
    readonly columns: readonly { readonly header: string; readonly holds: PaymentColumn }[];
    readonly mostLines: number;
    /** In characters. */
    readonly longestPurpose: number;
  };
  readonly answer: {
    readonly columns: Readonly<Record<AnswerColumn, readonly string[]>>;
    readonly statuses: Readonly<Record<Exclude<ReturnStatus, 'UNKNOWN'>, readonly string[]>>;
    /** Words of "not decided yet": neither paid nor refused. */
    readonly pending: readonly string[];
  };
}

const answer: BankProfile['answer'] = {
  columns: {
    endToEndId: ['业务编号', '业务参考号', '客户流水号', '明细编号', '客户端流水号'],
    payeeName: ['收款人姓名', '收款户名', '收款人户名', '户名', '姓名'],
    card: ['收款账号', '收款卡号', '账号', '卡号', '收款人账号'],
    amount: ['金额', '交易金额', '代发金额', '发生额'],
    status: ['处理结果', '处理状态', '交易状态', '状态', '结果'],
    reason: ['失败原因', '原因', '退回原因', '错误信息', '备注', '返回信息', '附言'],
  },
  statuses: {
    PAID: ['成功', '交易成功', '处理成功', '已入账', '已付', '代发成功', '00', '0000', 'S'],
    REJECTED: ['失败', '交易失败', '处理失败', '代发失败', '拒绝', '已拒绝', '未入账', 'F'],
    RETURNED: ['退汇', '已退汇', '退票', '已退票', '退回', '已退回', 'R'],
  },
  pending: ['处理中', '待处理', '未知', '超时', '待确认', 'P', 'U'],
};

export const bankProfiles: Readonly<Record<BankProfileId, BankProfile>> = {
  'general-csv': {
    name: '通用代发文件(CSV,GB18030)',
    form: { kind: 'delimited', delimiter: ',', encoding: 'gb18030', extension: 'csv' },
    payment: {
      columns: [
        { header: '序号', holds: 'sequence' },
        { header: '业务编号', holds: 'endToEndId' },
        { header: '收款人姓名', holds: 'payeeName' },
        { header: '收款账号', holds: 'card' },
        { header: '开户银行', holds: 'bank' },
        { header: '金额', holds: 'amount' },
        { header: '用途', holds: 'purpose' },
      ],
      mostLines: 10_000,
      longestPurpose: 60,
    },
    answer,
  },
  'general-text': {
    name: '通用代发文本（TXT,|! 分隔）',
    form: { kind: 'delimited', delimiter: '|!', encoding: 'gb18030', extension: 'txt' },
    payment: {
      columns: [
        { header: '业务编号', holds: 'endToEndId' },
        { header: '收款账号', holds: 'card' },
        { header: '收款户名', holds: 'payeeName' },
        { header: '金额', holds: 'amount' },
        { header: '附言', holds: 'purpose' },
      ],
      mostLines: 5_000,
      longestPurpose: 30,
    },
    answer: { ...answer, columns: { ...answer.columns, reason: ['失败原因', '原因', '返回信息'] } },
  },
  'rural-commercial-xlsx': {
    name: '农商银行代发文件(Excel)',
    form: { kind: 'xlsx' },
    payment: {
      columns: [
        { header: '序号', holds: 'sequence' },
        { header: '姓名', holds: 'payeeName' },
        { header: '账号', holds: 'card' },
        { header: '开户行', holds: 'bank' },
        { header: '代发金额', holds: 'amount' },
        { header: '用途', holds: 'purpose' },
        { header: '客户流水号', holds: 'endToEndId' },
      ],
      mostLines: 2_000,
      longestPurpose: 40,
    },
    answer,
  },
};

/** A bank's own words for why a payment failed → ISO 20022 external status reason code. The first that fits counts. */
export const reasonCodes: readonly (readonly [RegExp, string])[] = [
  [/户名|姓名/u, 'BE01'],
  [/销户|注销|已关闭/u, 'AC04'],
  [/冻结|止付|挂失|只收不付|不收不付/u, 'AC06'],
  [/(?:账号|帐号|卡号|账户|帐户).*(?:不存在|错误|有误|不正确|无效|不符)|无此(?:账|帐|卡)/u, 'AC01'],
  [/余额不足/u, 'AM04'],
  [/重复/u, 'AM05'],
  [/限额|超限/u, 'AM02'],
];
