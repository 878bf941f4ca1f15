import { flag, id, idNumber, integer, list, money, month, oneOf, paragraph, plainDate, shape, text } from '../../platform/parse.js';
import { bad, good, type Parsed } from '../../values/parsed.js';
import { circumstances } from './liability.js';

export const newCase = shape({
  leadId: id('线索').optional(),
  findingIds: list('预警', id('预警'), { max: 200 }).optional(),
  /** The months whose unpaid wages are claimed, besides those that the findings name. */
  periods: list('拖欠月份', month('拖欠月份'), { max: 60 }).optional(),
  partyId: id('当事单位'),
  circumstance: oneOf('责任情形', circumstances).or('none'),
  cause: text('案由', { max: 100 }).optional(),
  facts: paragraph('案情', { max: 1_500 }).optional(),
  massIncident: flag('引发群体性事件或者极端事件'),
  coHandlerId: id('共同承办人'),
});

export const claimsTaking = shape({ periods: list('拖欠月份', month('拖欠月份'), { max: 60 }) });
export const newClaim = shape({ idNumber: idNumber(), period: month('拖欠月份'), amount: money('拖欠金额') });

export const newInquiry = shape({
  partyId: id('被询问单位'),
  matter: text('询问事项', { max: 300 }),
  attendOn: plainDate('到场日期'),
  attendAt: text('到场时间', { max: 5 }),
  place: text('询问地点', { max: 200 }),
  attendee: text('应到人员', { max: 100 }),
  documents: paragraph('应携带的材料', { max: 2_000 }),
});

const termDays = integer('期限（工作日）', 1, 90);

export const newCorrection = shape({
  partyId: id('被责令单位'),
  facts: paragraph('违法事实', { max: 1_500 }),
  demands: paragraph('改正事项', { max: 2_000 }),
  termDays,
});

export const newDecision = shape({
  facts: paragraph('查明的事实', { max: 2_000 }),
  evidence: paragraph('证据', { max: 3_000 }),
  statement: paragraph('当事人的陈述申辩及复核情况', { max: 500, min: 5 }),
  payWay: paragraph('履行方式', { max: 500 }),
  termDays,
  additionalPercent: integer('加付赔偿金的比例（%）', 50, 100).optional(),
});

export const orderExtension = shape({ days: integer('延长的工作日', 1, 60), reason: paragraph('延长理由', { max: 300, min: 2 }) });
export const orderVerification = shape({ result: oneOf('核查结果', ['met', 'missed'] as const), note: paragraph('核查情况', { max: 500, min: 2 }) });
export const investigationExtension = shape({ reason: paragraph('延长理由', { max: 300, min: 2 }) });
export const caseClosing = shape({ conclusion: paragraph('结案意见', { max: 1_000, min: 5 }) });

/** "09:30" from 9:30, 0930 or 9时30分. */
export function readClock(text: string): Parsed<string> {
  const m = /^(\d{1,2})[:：时](\d{2})分?$|^(\d{2})(\d{2})$/u.exec(text.trim());
  const [hour, minute] = [Number(m?.[1] ?? m?.[3]), Number(m?.[2] ?? m?.[4])];
  return m && hour < 24 && minute < 60 ? good(`${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`) : bad('到场时间请填写如 09:30');
}

/** One item for each line that is not empty; a leading "1." or "（1）" is the writer's own numbering. */
export const linesOf = (text: string): string[] => text.split('\n').map((line) => line.replace(/^\s*(?:\d{1,2}[.、．]|[（(]\d{1,2}[)）])\s*/u, '').trim()).filter(Boolean);
