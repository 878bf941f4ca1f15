import { closingCauses } from '../../entities/account-closing.js';
import { disputeKinds } from '../../entities/wage-dispute.js';
import { flag, id, oneOf, paragraph, plainDate, shape, text } from '../../platform/parse.js';

/** What a person may say of a line of the bank; `inquiry` leaves it open, `undo` gives it back to the matching. */
export const lineDecisions = ['labour-cost', 'recorded', 'interest', 'wages', 'returned', 'illegal', 'deducted', 'moved', 'inquiry', 'undo'] as const;
export type LineDecision = (typeof lineDecisions)[number];

export const lineResolved = shape({ as: oneOf('处理为', lineDecisions), reason: paragraph('理由', { min: 2, max: 300 }) });

export const closingNotice = shape({ cause: oneOf('销户原因', closingCauses), noticeFrom: plainDate('公示开始日期'), boardPlace: text('现场公示位置', { min: 2, max: 100 }) });

/** The promise itself is ticked; its words stand on the form. */
export const closingPromise = shape({ promisedBy: text('承诺人（法定代表人或授权人）', { min: 2, max: 40 }), promised: flag('承诺') });

export const closingWithdrawn = shape({ reason: paragraph('理由', { min: 2, max: 300 }) });

export const accountClosed = shape({ closedOn: plainDate('银行销户日期') });

export const newDispute = shape({
  kind: oneOf('类别', disputeKinds),
  body: text('仲裁机构或法院', { min: 2, max: 100 }),
  number: text('案号', { min: 2, max: 60 }),
  filedOn: plainDate('受理日期'),
});

export const disputeEnd = shape({ endedOn: plainDate('结束日期'), result: text('结果', { min: 2, max: 200 }) });

export const contractorReplaced = shape({
  contractorId: id('新的施工总承包单位'),
  changedOn: plainDate('变更日期'),
  reason: paragraph('变更理由', { min: 2, max: 300 }),
});
