import { oneOf, paragraph, shape, text } from '../../platform/parse.js';

export const codeRequest = shape({ name: text('姓名', { max: 60 }), idLast4: text('身份证号码后四位', { min: 4, max: 4 }) });

export const codeGiven = shape({ oneTimeCode: text('验证码', { max: 12 }) });

export const lineReplied = shape({ verdict: oneOf('答复', ['confirmed', 'rejected'] as const), reason: paragraph('哪里不对', { max: 300 }).optional() });

export const lineComplaint = shape({
  what: oneOf('情况', ['not-received', 'wrong-amount', 'other'] as const),
  words: paragraph('补充说明', { max: 500 }).optional(),
});
