import { words } from '../../words.js';

export const profileStateWords = words({
  draft: { text: '草稿', tone: 'grey' },
  active: { text: '在用', tone: 'green' },
  retired: { text: '已停用', tone: 'grey' },
});

export const changeWords = words({
  waiting: { text: '待复核', tone: 'yellow' },
  approved: { text: '已复核', tone: 'green' },
  rejected: { text: '不采用', tone: 'grey' },
});

export const sampleWords = words({
  tried: { text: '试读', tone: 'grey' },
  kept: { text: '样本', tone: 'green' },
  dropped: { text: '已剔除', tone: 'grey' },
});

export const sampleKindNames = { answer: '回盘', statement: '账户流水' } as const;

/** The keys of a definition, in the order in which they stand there. */
export const definitionKeys: readonly (readonly [string, string])[] = [
  ['payment.form', '付款文件的形式：{"kind":"delimited","delimiter":"|!","encoding":"gb18030","extension":"txt"}、{"kind":"xlsx"} 或 {"kind":"pain.001"}'],
  ['payment.columns', '付款文件的列，按次序：header 是列名，holds 是内容（sequence 序号、endToEndId 业务编号、payeeName 姓名、card 卡号、bank 开户行、amount 金额、purpose 用途）'],
  ['payment.mostLines', '每份文件最多多少笔，不超过 5000；超过的分成几份'],
  ['payment.longestPurpose', '用途最多多少个字'],
  ['answer.form', '回盘的形式：{"kind":"sheet","delimiter":","}（Excel 或文本）或 {"kind":"pain.002"}'],
  ['answer.columns', '回盘各列可能的列名，不计括号和空格'],
  ['answer.statuses', '处理结果的词：PAID 已到账、REJECTED 失败、RETURNED 退票；其余一律按未知处理'],
  ['answer.pending', '表示“还没有结果”的词'],
  ['answer.reasons', '失败原因的词和对应的 ISO 20022 代码：any 中有一个，并且（如有）and 中有一个，第一条符合的为准'],
  ['statement.form', '账户流水的形式：{"kind":"sheet","delimiter":","} 或 {"kind":"camt"}（camt.053、camt.054）'],
  ['statement.columns', '流水各列可能的列名：out 支出和 in 收入两列，或者 amount 金额和 direction 借贷标志两列；serial 是银行流水号'],
  ['statement.incoming、outgoing', '借贷标志中表示收入、支出的词'],
  ['statement.returned、reversed', '用途中表示退票、冲正的词'],
];
