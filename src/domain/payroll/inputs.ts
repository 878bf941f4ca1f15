import { flag, id, integer, money, month, paragraph, shape, text } from '../../platform/parse.js';

export const sheetUpload = shape({
  partyId: id('用工单位'),
  period: month('工资月份'),
  cycle: integer('当月第几次发放', 1, 31).or(1),
  controlTotal: money('实发合计', { zero: true }).optional(),
  signed: flag('工人已签字确认'),
  reason: text('更正原因', { min: 2, max: 200 }).optional(),
});

export const certification = shape({ opinion: paragraph('审核意见', { max: 500 }).optional(), certified: flag('审核声明') });

/** Stands in one form with the certification, so its tick may come along. */
export const returning = shape({ opinion: paragraph('退回原因', { min: 2, max: 500 }), certified: flag('审核声明') });

export const templateChoice = shape({ partyId: id('用工单位'), period: month('工资月份') });
