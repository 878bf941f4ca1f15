import { oneOf, paragraph, plainDate, shape, text } from '../../platform/parse.js';

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
