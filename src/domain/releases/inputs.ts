import { flag, id, integer, list, money, month, oneOf, paragraph, secretText, shape, text } from '../../platform/parse.js';

export const sheetRequest = shape({
  sheetId: id('工资表'),
  /** "1-200,205"; absent: all. */
  lines: text('工资表行号', { max: 2_000 }).optional(),
  /** Whole lines in the order of the sheet, as far as the balance goes. */
  fit: flag('只支付到余额为止'),
  opinion: paragraph('提请事由', { min: 2, max: 500 }),
});

/** What a plan is made of. */
export const drawWanted = {
  caseId: id('案件'),
  /** "deposit:…" or "guarantee:…" and the issuer; without one where there is one source of the kind. */
  sources: list('资金来源', text('资金来源', { max: 60 }), { max: 20 }),
  periods: list('工资月份', month('工资月份'), { max: 60 }),
  atLeastOneFen: flag('每人至少一分'),
};

export const drawRequest = shape({
  ...drawWanted,
  /** The sum of the plan that the asker has seen. */
  expected: money('动用金额').optional(),
  opinion: paragraph('提请事由', { min: 2, max: 500 }),
});

export const opinionGiven = shape({ opinion: paragraph('办理意见', { min: 2, max: 400 }) });

export const returnGiven = shape({ opinion: paragraph('办理意见', { min: 2, max: 400 }), to: oneOf('退回到', ['request', 'labour-review', 'housing-review'] as const).or('request') });

/** To whom a waiting step goes. */
export const assignment = shape({ userId: id('经办人'), opinion: paragraph('转交原因', { min: 2, max: 400 }) });

export const fileWanted = shape({ profile: text('付款文件格式', { max: 40 }) });

export const answerUpload = shape({ batchId: id('批次'), profile: text('回盘文件格式', { max: 40 }) });

/** Times in seconds and minutes, as their labels say. */
export const newConnection = shape({
  bankId: id('银行'),
  kind: oneOf('连接方式', ['folder', 'http', 'desk'] as const),
  profile: text('文件格式', { max: 40 }),
  place: text('目录或接口名称', { max: 40 }).optional(),
  secret: secretText('接口密钥').optional(),
  wireSeconds: integer('每次交换最长（秒）', 1, 120).or(30),
  askMinutes: integer('查询间隔（分钟）', 1, 1_440).or(5),
  askTimes: integer('查询次数', 0, 100).or(6),
  answerMinutes: integer('回盘时限（分钟）', 1, 43_200).or(1_440),
  reason: paragraph('理由', { max: 300 }),
});

export const pauseGiven = shape({ reason: paragraph('暂停的原因', { min: 2, max: 300 }) });

export const resumeGiven = shape({ note: paragraph('核对情况', { min: 2, max: 500 }), findings: integer('核对清单的条数', 0, 1_000_000) });

export const noteGiven = shape({ note: paragraph('处理情况', { min: 2, max: 500 }) });

export const decisionGiven = shape({
  outcome: oneOf('银行书面确认', ['not-paid', 'paid'] as const),
  payments: paragraph('业务编号', { max: 20_000 }).optional(),
  opinion: paragraph('说明', { min: 2, max: 500 }),
});

export const remarkGiven = shape({ remark: paragraph('不同意的理由', { min: 2, max: 500 }) });
