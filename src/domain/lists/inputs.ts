import { flag, list, oneOf, paragraph, plainDate, record, shape, text } from '../../platform/parse.js';

export const newListing = shape({
  facts: paragraph('列入事由', { min: 10, max: 2_000 }),
  /** Others who are listed with the employer (名单45 Art. 5): the legal representative comes from the register. */
  persons: list('责任人员', record('责任人员', shape({ name: text('姓名', { max: 40 }), role: text('身份', { max: 40 }) })), { max: 20 }).optional(),
});

export const objectionInput = shape({ receivedOn: plainDate('收到异议日期'), objection: paragraph('异议内容', { max: 2_000 }) });
export const verificationInput = shape({ verification: paragraph('核实情况', { min: 4, max: 2_000 }), upheld: oneOf('核实结论', ['no', 'yes'] as const) });
export const decisionInput = shape({ opinion: paragraph('意见', { min: 2, max: 500 }) });
export const dropInput = shape({ reason: paragraph('不予列入的理由', { min: 4, max: 500 }), corrected: flag('当事人已改正并书面承诺') });
export const removalInput = shape({
  ground: oneOf('移出原因', ['expired', 'early', 'revoked'] as const),
  correctedOn: plainDate('改正日期').optional(),
  reason: paragraph('理由', { min: 4, max: 500 }),
});
