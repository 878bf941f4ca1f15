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

export const organKinds = ['labour', 'housing', 'transport', 'water', 'enforcement', 'court', 'procuratorate', 'police', 'justice', 'petition', 'other'] as const;

export const newOrgan = shape({
  kind: oneOf('机关类型', organKinds),
  name: text('机关名称', { max: 100 }),
  areaCode: text('辖区', { max: 9 }),
  docPrefix: text('文书代字', { max: 20 }).optional(),
  address: text('地址', { max: 200 }).optional(),
  phone: text('电话', { max: 40 }).optional(),
  reconsiderationOrgan: text('行政复议机关', { max: 100 }).optional(),
  court: text('管辖法院', { max: 100 }).optional(),
});
