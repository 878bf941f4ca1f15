/** The words by which a kind of sheet names its columns. Data, so that a new wording is one entry. */
export interface Vocabulary<F extends string> {
  readonly fields: readonly FieldWords<F>[];
  /** Columns that are known and not read. */
  readonly ignored: readonly string[];
  /** For columns that no list can name, e.g. the days of a month. Gets the normalised words. */
  readonly match?: (words: string) => F | undefined;
  /** Without these columns no row can be read. */
  readonly required: readonly { readonly field: F; readonly title: string }[];
  /** Two columns of one such meaning are an error; of any other, the first is read. */
  readonly ambiguous: readonly F[];
  /** Meanings that several columns may share. */
  readonly repeatable: readonly F[];
  /** A row is a header where it names at least this many columns, one of them the name. */
  readonly least: number;
  /** What the sheet is called in messages. */
  readonly title: string;
}

export interface FieldWords<F extends string> {
  readonly field: F;
  readonly words: readonly string[];
  /** Words that mean this column only where nothing else in the header does. */
  readonly weak?: readonly string[];
}

/** Header words without what varies: white space, brackets and what they hold, marks, "本月" and "8月" in front. */
export function normalWords(label: string): string {
  // No header is as long as a whole remark.
  if (label.length > 100) return '';
  const words = label
    .normalize('NFKC')
    .replace(/\s+/gu, '')
    .replace(/\([^)]*\)|\[[^\]]*\]|【[^】]*】|〔[^〕]*〕/gu, '')
    .replace(/[*:;、,。.]+/gu, '')
    .replace(/^(?:本月|当月|本期|本次|(?:20\d\d年)?\d{1,2}月份?)(?=\D)/u, '')
    .toLowerCase();
  return words === '' ? label.normalize('NFKC').replace(/\s+/gu, '') : words;
}

/** The words that payroll, roster and attendance share. */
export const personWords = {
  name: { words: ['姓名', '工人姓名', '农民工姓名', '民工姓名', '员工姓名', '人员姓名', '职工姓名', '务工人员姓名', '领款人', '领款人姓名', '收款人', '收款人姓名', '户名', '持卡人', 'name'], weak: ['工人', '人员', '名字', '名单'] },
  idNumber: { words: ['身份证号码', '身份证号', '身份证', '身份证件号码', '身份证件号', '公民身份号码', '居民身份证号码', '居民身份证号', '居民身份证', '工人身份证号码', '工人身份证号', '身份号码', 'idcard', 'idnumber'], weak: ['证件号码', '证件号', '证号'] },
  trade: { words: ['工种', '工种名称', '工种岗位', '工种/岗位', '岗位工种', '从事工种', '作业工种'], weak: ['岗位', '职务', '工作岗位', '职位'] },
  team: { words: ['班组', '班组名称', '所属班组', '所在班组', '施工班组', '作业班组', '班组长班组'], weak: ['队伍', '施工队', '作业队', '部门', '组别'] },
  phone: { words: ['联系电话', '联系方式', '手机', '手机号', '手机号码', '电话', '电话号码', '联系手机', '本人电话', '移动电话'], weak: [] },
  card: { words: ['银行卡号', '银行卡', '工资卡号', '工资卡', '工资卡卡号', '银行账号', '银行帐号', '银行账户', '银行帐户', '收款账号', '收款帐号', '收款卡号', '工资账号', '工资账户', '工资卡账号', '个人银行账号', '本人银行卡号', '银行卡账号', '银行卡号/账号', '卡号/账号', '开户账号'], weak: ['卡号', '账号', '帐号', '账户', '帐户'] },
  bank: { words: ['开户银行', '开户行', '开户银行名称', '开户行名称', '银行名称', '所属银行', '收款银行', '开户行支行', '开户支行', '工资卡开户行', '工资卡开户银行', '发卡银行', '开户行全称', '开户网点'], weak: ['银行'] },
  remark: { words: ['备注', '说明', '备考'], weak: [] },
} as const;

export const ignoredWords = ['序号', '编号', '序', '行号', 'no', '工号', '签字', '签名', '本人签字', '本人签名', '工人签字', '工人签名', '领款人签字', '领款人签名', '领款签字', '签章', '本人签章', '签领', '签收', '领取人签字', '手印', '指纹', '捺印', '按手印', '性别', '年龄', '民族', '出生日期', '家庭住址', '住址', '地址', '籍贯', '户籍', '户籍地址', '紧急联系人', '紧急联系人电话', '文化程度', '学历', '日期', '签字日期', '领款日期', '证件类型', '联行号', '银行联行号', '开户行联行号', '开户银行省份', '开户银行城市', '所属单位', '单位', '单位名称'] as const;
