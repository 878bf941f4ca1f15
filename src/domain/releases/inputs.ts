import { id, integer, list, month, oneOf, paragraph, secretText, shape, text } from '../../platform/parse.js';

export const sheetRequest = shape({ sheetId: id('工资表'), opinion: paragraph('提请事由', { min: 2, max: 500 }) });

export const drawRequest = shape({
  caseId: id('案件'),
  source: oneOf('资金来源', ['deposit', 'guarantee'] as const),
  issuerId: id('出具机构').optional(),
  periods: list('工资月份', month('工资月份'), { max: 60 }),
  opinion: paragraph('提请事由', { min: 2, max: 500 }),
});

export const opinionGiven = shape({ opinion: paragraph('办理意见', { min: 2, max: 400 }) });

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
