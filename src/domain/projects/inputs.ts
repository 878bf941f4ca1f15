import { flag, id, integer, money, oneOf, percent, plainDate, shape, text } from '../../platform/parse.js';

export const industries = ['housing', 'transport', 'water', 'other'] as const;

export const newProject = shape({
  name: text('项目名称', { min: 2, max: 100 }),
  areaCode: text('所在乡镇', { max: 9 }),
  address: text('项目地址', { max: 200 }).optional(),
  industry: oneOf('行业主管部门', industries),
  governmentFunded: flag('政府投资项目'),
  ownerId: id('建设单位'),
  contractorId: id('施工总承包单位'),
  contractNo: text('施工合同编号', { max: 60 }),
  contractPrice: money('合同价'),
  contractSignedOn: plainDate('合同签订日期'),
  permitNo: text('施工许可证号', { max: 60 }).optional(),
  permitIssuedOn: plainDate('施工许可证发证日期').optional(),
  plannedStartOn: plainDate('计划开工日期'),
  plannedFinishOn: plainDate('计划完工日期'),
  labourCost: money('人工费用总额').optional(),
  labourShare: percent('人工费用占合同价的比例').optional(),
  fundingDay: integer('人工费用每月拨付日', 1, 31).optional(),
  payDay: integer('工资支付日', 1, 31),
  payMonth: oneOf('支付日所在月', ['same', 'next'] as const),
  wageOfficer: text('劳资专管员', { max: 40 }).optional(),
  wageOfficerPhone: text('劳资专管员电话', { max: 40 }).optional(),
  paymentGuarantee: flag('建设单位已提供工程款支付担保'),
});

export const projectMove = shape({ on: plainDate('日期'), reason: text('原因', { max: 200 }).optional() });

export const newSubcontractor = shape({
  partyId: id('分包单位'),
  parentId: id('上级单位').optional(),
  scope: text('承包内容', { max: 100 }),
  enteredOn: plainDate('进场日期'),
});
