import { revealing } from '../roster/index.js';
import { id, integer, mobile, money, month, oneOf, paragraph, shape, text } from '../../platform/parse.js';
import { leadOutcomes, leadStates } from '../../entities/lead.js';

const about = {
  employer: text('欠薪的单位', { max: 100 }),
  place: text('工地或项目', { max: 200 }),
  periodFrom: month('欠薪起始月份').optional(),
  periodTo: month('欠薪截止月份').optional(),
  amount: money('欠薪金额').optional(),
  workers: integer('涉及人数', 1, 100_000).or(1),
  content: paragraph('情况说明', { max: 2_000, min: 5 }),
};

/** What a worker writes on the public form. */
export const newComplaint = shape({
  name: text('您的姓名', { max: 50 }),
  phone: mobile('您的手机号码'),
  areaCode: text('所在乡镇', { max: 9 }).optional(),
  ...about,
});

export const staffChannels = ['12345', '110', 'petition', 'visit', 'transfer', 'patrol'] as const;

/** What staff write down of a call, a visit, a patrol. Who complained may be unknown. */
export const newLead = shape({
  channel: oneOf('来源', staffChannels),
  name: text('投诉人姓名', { max: 50 }).optional(),
  phone: mobile('投诉人手机号码').optional(),
  areaCode: text('所在乡镇', { max: 9 }),
  projectId: id('项目').optional(),
  ...about,
});

export const leadFollowing = shape({ number: text('投诉编号', { max: 40 }), code: text('查询码', { max: 40 }) });

export const leadAcceptance = shape({ projectId: id('项目').optional() });
export const leadRefusal = shape({ reason: paragraph('不予受理的理由', { min: 5, max: 500 }) });
export const leadTransfer = shape({ organId: id('转往机关'), reason: paragraph('转办理由', { min: 2, max: 500 }) });

/** Every outcome but `case`: that one comes of opening the case. */
export const closingOutcomes = leadOutcomes.filter((o) => o !== 'case');
export const leadClosing = shape({ outcome: oneOf('核处结论', closingOutcomes), answer: paragraph('答复', { min: 5, max: 1_000 }) });

/** Why someone must know who complained. */
export const complainantRevealing = shape({ purpose: revealing.fields.purpose, note: revealing.fields.note });

export const leadSorts = ['received', 'due', 'workers', 'amount'] as const;
export const leadStateFilter = oneOf('状态', leadStates);
