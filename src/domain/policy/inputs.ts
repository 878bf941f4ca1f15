import { integer, oneOf, paragraph, plainDate, shape, text } from '../../platform/parse.js';

export const newParameter = shape({
  key: text('参数', { max: 80 }),
  areaCode: text('适用地区', { max: 9 }),
  validFrom: plainDate('生效日期'),
  validTo: plainDate('失效日期').optional(),
  value: text('值', { max: 200 }),
  source: text('依据', { max: 200 }),
  confidence: oneOf('可信程度', ['C', 'S', 'L', 'V', 'D'] as const),
  reason: paragraph('修改理由', { max: 500 }),
});

export const calendarYear = shape({
  year: integer('年份', 2020, 2100),
  source: text('通知名称', { max: 200 }),
  holidays: paragraph('放假日', { max: 4_000 }),
  workdays: paragraph('调休上班日', { max: 2_000 }).or(''),
  reason: text('录入说明', { max: 200 }),
});
