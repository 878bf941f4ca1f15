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
export const definitionKeys: readonly { readonly key: string; readonly what: string; readonly example?: string }[] = [
  { key: 'payment.form', what: '付款文件的形式：分隔的文本、Excel 或 ISO 20022 报文', example: '{"kind":"delimited","delimiter":"|!","encoding":"gb18030","extension":"txt"}、{"kind":"xlsx"}、{"kind":"pain.001"}' },
  { key: 'payment.columns', what: '付款文件的列，按次序写列名和内容；内容依次可为序号、业务编号、姓名、卡号、开户行、金额、用途', example: 'sequence、endToEndId、payeeName、card、bank、amount、purpose' },
  { key: 'payment.mostLines', what: '每份文件最多多少笔，不超过 5000；超过的分成几份' },
  { key: 'payment.longestPurpose', what: '用途最多多少个字' },
  { key: 'answer.form', what: '回盘的形式：表格（Excel 或文本）或者 ISO 20022 报文', example: '{"kind":"sheet","delimiter":","}、{"kind":"pain.002"}' },
  { key: 'answer.columns', what: '回盘各列可能的列名，不计括号和空格' },
  { key: 'answer.statuses', what: '处理结果的词，分已到账、失败、退票；其余一律按未知处理', example: 'PAID、REJECTED、RETURNED' },
  { key: 'answer.pending', what: '表示“还没有结果”的词' },
  { key: 'answer.reasons', what: '失败原因的词和对应的代码：第一组词中有一个，并且（如有）第二组词中有一个；第一条符合的为准', example: '{"code":"AC01","any":["账号"],"and":["错误"]}' },
  { key: 'statement.form', what: '账户流水的形式：表格或者 ISO 20022 报文', example: '{"kind":"sheet","delimiter":","}、{"kind":"camt"}' },
  { key: 'statement.columns', what: '流水各列可能的列名：支出和收入两列，或者金额和借贷标志两列；银行流水号用来识别同一笔', example: 'out 和 in，或者 amount 和 direction；serial' },
  { key: 'statement.incoming', what: '借贷标志中表示收入的词' },
  { key: 'statement.outgoing', what: '借贷标志中表示支出的词' },
  { key: 'statement.returned', what: '用途中表示退票的词' },
  { key: 'statement.reversed', what: '用途中表示冲正的词' },
];
