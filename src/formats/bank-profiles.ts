import type { ReturnStatus } from './bank-return-file.js';

/** What a column of a payment file holds. */
export const paymentColumns = ['sequence', 'endToEndId', 'payeeName', 'card', 'bank', 'amount', 'purpose'] as const;
export type PaymentColumn = (typeof paymentColumns)[number];

/** What a column of a return file is read for. */
export const answerColumns = ['endToEndId', 'payeeName', 'card', 'amount', 'status', 'reason'] as const;
export type AnswerColumn = (typeof answerColumns)[number];

/**
 * What a column of an account's statement is read for: two columns of amounts (`out`, `in`), or one (`amount`) and the words of `direction`
 * beside it. Of `purpose` there may be several columns; they are read as one text.
 */
export const statementColumns = ['date', 'serial', 'out', 'in', 'amount', 'direction', 'balance', 'counterparty', 'counterpartyAccount', 'purpose', 'endToEndId', 'batchNumber'] as const;
export type StatementColumn = (typeof statementColumns)[number];

/** A table: an Excel workbook, or text whose fields this delimiter parts. Its encoding is recognised, never guessed. */
export interface SheetForm {
  readonly kind: 'sheet';
  readonly delimiter: string;
}

/** Words of a reason → ISO 20022 external code. One of `any` stands in the text, and, where there are some, one of `and`. */
export interface ReasonWords {
  readonly code: string;
  readonly any: readonly string[];
  readonly and?: readonly string[] | undefined;
}

/** How one bank wants its payment files, and writes its answers and statements. Plain data: what a bank's own words are is nothing of the program's. */
export interface BankProfile {
  readonly payment: {
    /** `delimited`: fields are never quoted where the delimiter has more than one character, so they must not hold it. */
    readonly form: { readonly kind: 'delimited'; readonly delimiter: string; readonly encoding: 'gb18030' | 'utf-8'; readonly extension: 'csv' | 'txt' } | { readonly kind: 'xlsx' } | { readonly kind: 'pain.001' };
    /** None where the form is a message with elements of its own. */
    readonly columns: readonly { readonly header: string; readonly holds: PaymentColumn }[];
    readonly mostLines: number;
    /** In characters. */
    readonly longestPurpose: number;
  };
  readonly answer: {
    readonly form: SheetForm | { readonly kind: 'pain.002' };
    readonly columns: Readonly<Record<AnswerColumn, readonly string[]>>;
    readonly statuses: Readonly<Record<Exclude<ReturnStatus, 'UNKNOWN'>, readonly string[]>>;
    /** Words of "not decided yet": neither paid nor refused. */
    readonly pending: readonly string[];
    /** The first that fits counts. */
    readonly reasons: readonly ReasonWords[];
  };
  readonly statement: {
    readonly form: SheetForm | { readonly kind: 'camt' };
    readonly columns: Readonly<Record<StatementColumn, readonly string[]>>;
    /** Words of the direction beside an amount. */
    readonly incoming: readonly string[];
    readonly outgoing: readonly string[];
    /** Words of a purpose by which money that comes in is a payment of ours that came back. */
    readonly returned: readonly string[];
    /** Words of a purpose by which the bank takes an earlier movement back. */
    readonly reversed: readonly string[];
  };
}

/** The most lines that a payment file may have, whatever more a bank would take. */
export const mostPaymentLines = 5_000;

const reasons: readonly ReasonWords[] = [
  { code: 'BE01', any: ['户名', '姓名'] },
  { code: 'AC04', any: ['销户', '注销', '已关闭'] },
  { code: 'AC06', any: ['冻结', '止付', '挂失', '只收不付', '不收不付'] },
  { code: 'AC01', any: ['账号', '帐号', '卡号', '账户', '帐户'], and: ['不存在', '错误', '有误', '不正确', '无效', '不符'] },
  { code: 'AC01', any: ['无此账', '无此帐', '无此卡'] },
  { code: 'AM04', any: ['余额不足'] },
  { code: 'AM05', any: ['重复'] },
  { code: 'AM02', any: ['限额', '超限'] },
];

const answer: BankProfile['answer'] = {
  form: { kind: 'sheet', delimiter: ',' },
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
  reasons,
};

const statement: BankProfile['statement'] = {
  form: { kind: 'sheet', delimiter: ',' },
  columns: {
    date: ['交易日期', '记账日期', '入账日期', '交易时间', '记账时间', '日期'],
    serial: ['交易流水号', '银行流水号', '核心流水号', '账户明细编号', '明细流水号', '流水号'],
    out: ['借方发生额', '借方金额', '支出金额', '转出金额', '支出', '借方'],
    in: ['贷方发生额', '贷方金额', '收入金额', '转入金额', '收入', '贷方'],
    amount: ['交易金额', '发生额', '金额'],
    direction: ['借贷标志', '借贷方向', '借/贷', '借贷', '收支标志', '收支方向', '收/支', '收支'],
    balance: ['账户余额', '交易后余额', '本次余额', '余额'],
    counterparty: ['对方户名', '对方名称', '对方账户名称', '对方单位', '交易对方'],
    counterpartyAccount: ['对方账号', '对方帐号', '对方账户', '对方卡号'],
    purpose: ['摘要', '用途', '附言', '备注'],
    endToEndId: ['业务编号', '业务参考号', '客户流水号', '客户端流水号'],
    batchNumber: ['批次号', '代发批次号', '批次编号'],
  },
  incoming: ['贷', '贷方', '收', '收入', '来账', 'C', 'CR', '+'],
  outgoing: ['借', '借方', '支', '支出', '付', '往账', 'D', 'DR', '-'],
  returned: ['退汇', '退票', '代发退回', '退回'],
  reversed: ['冲正', '冲账', '抹账'],
};

const noColumns = <K extends string>(names: readonly K[]): Record<K, readonly string[]> => Object.fromEntries(names.map((n) => [n, []])) as unknown as Record<K, readonly string[]>;

/** The profiles that ship with the service. */
export const builtInProfiles = {
  'general-csv': {
    name: '通用代发文件（CSV，GB18030）',
    profile: {
      payment: {
        form: { kind: 'delimited', delimiter: ',', encoding: 'gb18030', extension: 'csv' },
        columns: [
          { header: '序号', holds: 'sequence' },
          { header: '业务编号', holds: 'endToEndId' },
          { header: '收款人姓名', holds: 'payeeName' },
          { header: '收款账号', holds: 'card' },
          { header: '开户银行', holds: 'bank' },
          { header: '金额', holds: 'amount' },
          { header: '用途', holds: 'purpose' },
        ],
        mostLines: mostPaymentLines,
        longestPurpose: 60,
      },
      answer,
      statement,
    },
  },
  'general-text': {
    name: '通用代发文本（TXT，|! 分隔）',
    profile: {
      payment: {
        form: { kind: 'delimited', delimiter: '|!', encoding: 'gb18030', extension: 'txt' },
        columns: [
          { header: '业务编号', holds: 'endToEndId' },
          { header: '收款账号', holds: 'card' },
          { header: '收款户名', holds: 'payeeName' },
          { header: '金额', holds: 'amount' },
          { header: '附言', holds: 'purpose' },
        ],
        mostLines: mostPaymentLines,
        longestPurpose: 30,
      },
      answer: { ...answer, form: { kind: 'sheet', delimiter: '|!' }, columns: { ...answer.columns, reason: ['失败原因', '原因', '返回信息'] } },
      statement: { ...statement, form: { kind: 'sheet', delimiter: '|!' } },
    },
  },
  'rural-commercial-xlsx': {
    name: '农商银行代发文件（Excel）',
    profile: {
      payment: {
        form: { kind: 'xlsx' },
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
      statement,
    },
  },
  iso20022: {
    name: 'ISO 20022 报文（XML）',
    profile: {
      payment: { form: { kind: 'pain.001' }, columns: [], mostLines: mostPaymentLines, longestPurpose: 140 },
      answer: {
        form: { kind: 'pain.002' },
        columns: noColumns(answerColumns),
        // External payment transaction status codes; what is neither settled nor refused is not decided.
        statuses: { PAID: ['ACSC', 'ACCC'], REJECTED: ['RJCT', 'CANC'], RETURNED: [] },
        pending: ['RCVD', 'ACTC', 'ACCP', 'ACFC', 'ACSP', 'ACWC', 'ACWP', 'ACIS', 'PATC', 'PDNG', 'BLCK', 'PART'],
        reasons,
      },
      statement: { ...statement, form: { kind: 'camt' }, columns: noColumns(statementColumns) },
    },
  },
} as const satisfies Readonly<Record<string, { readonly name: string; readonly profile: BankProfile }>>;

/** The id of a row of bank_profile: a built-in one, or one that people have made. */
export type BankProfileId = string;

/** The ISO 20022 code of a bank's own words; undefined where the profile does not know them. */
export function reasonCodeOf(profile: BankProfile, text: string): string | undefined {
  const holds = (words: readonly string[]): boolean => words.some((w) => text.includes(w));
  return profile.answer.reasons.find(({ any, and = [] }) => holds(any) && (and.length === 0 || holds(and)))?.code;
}
