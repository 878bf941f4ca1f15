import { isTerm, type Kind } from './parameter-kinds.js';
import { at, internalRule, internalTimeLimit, whole, type Basis, type Source } from './source.js';

/** A value of a parameter for an area and a time, in its JSON form. */
export interface Regime {
  /** An area code, or CN: nationwide. */
  readonly areaCode: string;
  readonly validFrom: string;
  readonly validTo?: string;
  readonly value: unknown;
  readonly source: Basis;
}

interface Definition<K extends Kind> {
  readonly kind: K;
  readonly name: string;
  /** Empty: no value is known to the program; an administrator enters it with its source. */
  readonly regimes: readonly Regime[];
}

interface Scope {
  readonly areaCode?: string;
  readonly validTo?: string;
}

const parameter = <K extends Kind>(kind: K, name: string, ...regimes: Regime[]): Definition<K> => ({ kind, name, regimes });

/** A number found in the law, from the day on which its instrument came into force. */
const law = (value: unknown, source: Source, scope: Scope = {}): Regime => ({ areaCode: 'CN', validFrom: source.inForceOn, ...scope, value, source });

/** A number of our own, so that the software has one. */
const own = <K extends Kind>(kind: K, name: string, value: unknown): Definition<K> =>
  parameter(kind, name, { areaCode: 'CN', validFrom: '2000-01-01', value, source: isTerm(kind) ? internalTimeLimit : internalRule });

/** Hainan's first rules ran until the revision of 2023-12-27, whose reductions are not known: from then on the nationwide values, or none. */
const hainan2021: Scope = { areaCode: '460000', validTo: '2023-12-26' };
const hainan: Scope = { areaCode: '460000' };

/**
 * Every dated number of the law, and of our own, by its key. A change of law adds a regime and edits none.
 * A key without a regime has no default anywhere: the rule that needs it refuses, or turns grey.
 */
export const parameters = {
  'deposit.baseRate': parameter('percent', '工资保证金存储比例'),
  'deposit.rateMin': parameter('percent', '工资保证金存储比例下限', law('1', at('deposit-65', 'S', 11))),
  'deposit.rateMax': parameter('percent', '工资保证金存储比例上限', law('3', at('deposit-65', 'S', 11))),
  'deposit.multiProjectFactor': parameter('percent', '多个在建项目的存储比例下浮后系数'),
  'deposit.multiProjectFloor': parameter('percent', '多个在建项目的存储比例下限', law('0.5', at('deposit-65', 'S', 11))),
  'deposit.cap': parameter('fen', '单个项目工资保证金存储上限'),
  'deposit.smallWorksThreshold': parameter('fen', '免存工资保证金的施工合同额界限', law('3000000.00', at('deposit-65', 'S', 11))),
  'deposit.smallWorksCleanYears': parameter('years', '小额工程免存所需的无拖欠年限', law(1, at('deposit-65', 'S', 11))),
  'deposit.reduce2y': parameter(
    'percent',
    '连续两年无拖欠的存储比例降幅',
    law('50', at('deposit-65', 'L', 12)),
    law('70', whole('hainan-deposit-2021', 'S'), hainan2021),
  ),
  'deposit.reduce2yGood': parameter('percent', '连续两年无拖欠且诚信良好的存储比例降幅', law('80', whole('hainan-deposit-2021', 'S'), hainan2021)),
  'deposit.reduce2yExcellent': parameter('percent', '连续两年无拖欠且诚信优秀的存储比例降幅', law('90', whole('hainan-deposit-2021', 'S'), hainan2021)),
  'deposit.reduce2yNeedsSystems': parameter('boolean', '连续两年无拖欠的地方降幅以落实实名制和专用账户为条件', law(true, whole('hainan-deposit-2021', 'S'), hainan2021)),
  'deposit.exempt3y': parameter('boolean', '连续三年无拖欠且落实实名制和专用账户的免存', law(true, at('deposit-65', 'S', 12))),
  'deposit.increaseArrears2y': parameter('percent', '前两年内有拖欠的存储比例增幅', law('50', at('deposit-65', 'L', 12))),
  'deposit.increaseBlacklist': parameter('percent', '列入严重失信主体名单的存储比例增幅', law('100', at('deposit-65', 'L', 12))),
  'deposit.storeDays': parameter('working-days', '存储工资保证金的期限', law(20, at('deposit-65', 'S', 8))),
  'deposit.modes': parameter(
    'choices',
    '工资保证金存储方式',
    law(['project'], whole('hainan-deposit-2021', 'S'), hainan2021),
    law(['project', 'enterprise'], whole('hainan-deposit-2023', 'S'), hainan),
  ),
  'deposit.reducedArrearsMultiplier': parameter('count', '减免项目发生拖欠后的存储倍数', law(2, whole('hainan-deposit-2021', 'S'), hainan2021)),
  'deposit.reducedArrearsDays': parameter('working-days', '减免项目发生拖欠后的补存期限', law(10, whole('hainan-deposit-2021', 'S'), hainan2021)),
  'deposit.bankPayDays': parameter('working-days', '银行支付工资保证金的期限', law(5, at('deposit-65', 'S', 19))),
  'deposit.replenishDays': parameter('working-days', '补足工资保证金的期限', law(10, at('deposit-65', 'S', 20))),
  'deposit.returnNoticeDays': parameter('calendar-days', '返还工资保证金的公示期', law(30, at('deposit-65', 'S', 22))),
  'deposit.returnReviewDays': parameter('working-days', '返还工资保证金的审核期限', law(5, at('deposit-65', 'L', 22))),
  'deposit.returnIssueDays': parameter('working-days', '出具返还（销户）确认书的期限', law(3, at('deposit-65', 'L', 22))),
  'deposit.stocktakeMonths': parameter('months', '工资保证金清查周期', law(6, at('deposit-65', 'L', 22))),
  'deposit.statementMonths': parameter('months', '银行出具工资保证金对账单的周期', law(3, at('deposit-65', 'L', 21))),

  'guarantee.minValidityMonths': parameter('months', '保函最短有效期', law(12, at('deposit-65', 'L', 17))),
  'guarantee.renewalReminderDays': parameter('calendar-days', '保函到期前的提醒期', law(30, at('deposit-65', 'L', 17))),
  'guarantee.allowedIssuers': parameter(
    'choices',
    '可以出具保函或保单的机构',
    law(['bank'], at('deposit-65', 'S', 6)),
    law(['bank', 'surety', 'insurer'], whole('hainan-deposit-2021', 'S'), hainan),
  ),

  'account.openDays': parameter('calendar-days', '开立农民工工资专用账户的期限', law(30, at('account-53', 'S', 6))),
  'account.filingDays': parameter('calendar-days', '农民工工资专用账户备案的期限', law(30, at('account-53', 'S', 6))),
  'account.closeNoticeDays': parameter('calendar-days', '注销农民工工资专用账户前的公示期', law(30, at('regulation-724', 'C', 27, { paragraph: 2 }))),

  'labourCost.maxCycleMonths': parameter('months', '人工费用拨付周期上限', law(1, at('regulation-724', 'C', 24, { paragraph: 2 }))),
  'labourCost.ratio.housing': parameter('percent', '房屋建筑和市政工程人工费用比例'),
  'labourCost.ratio.transport': parameter('percent', '交通工程人工费用比例'),
  'labourCost.ratio.water': parameter('percent', '水利工程人工费用比例'),
  'labourCost.ratio.other': parameter('percent', '其他工程人工费用比例'),
  'labourCost.toleranceDays': own('calendar-days', '人工费用拨付的容差天数', 0),
  'labourCost.tolerancePct': own('percent', '人工费用拨付的容差比例', '0'),

  'pay.graceDays': own('calendar-days', '工资支付日之后的宽限天数', 0),
  'wage.deductionMaxShare': parameter('percent', '每月扣除工资的上限比例', law('20', at('wage-payment-489', 'C', 16))),
  'minWage.monthly': parameter('fen', '月最低工资标准'),
  'minWage.hourly': parameter('fen', '小时最低工资标准'),
  'monthlyPayDays': parameter(
    'decimal-days',
    '月计薪天数',
    { ...law('21.75', whole('pay-days-2008', 'C')), validTo: '2024-12-31' },
    law('21.75', whole('pay-days-2025', 'S')),
  ),
  'monthlyWorkDays': parameter(
    'decimal-days',
    '月工作日',
    { ...law('20.83', whole('pay-days-2008', 'C')), validTo: '2024-12-31' },
    law('20.67', whole('pay-days-2025', 'S')),
  ),
  'ledger.retentionYears': parameter('years', '工资支付台账保存期', law(3, at('regulation-724', 'C', 15, { paragraph: 1 }))),
  'attendance.imageRetentionYears': parameter('years', '电子考勤影像保存期', law(2, whole('real-name-18', 'L'))),

  'compensation.min': parameter('percent', '加付赔偿金比例下限', law('50', at('inspection-423', 'C', 26))),
  'compensation.max': parameter('percent', '加付赔偿金比例上限', law('100', at('inspection-423', 'C', 26))),
  'hearing.largeFineUnit': parameter('fen', '对单位较大数额罚款的界限'),
  'hearing.largeFinePerson': parameter('fen', '对个人较大数额罚款的界限'),
  'hearing.requestDays': parameter('working-days', '申请听证的期限', law(5, at('penalty-law', 'C', 64, { item: 1 }))),

  'case.acceptDays': parameter('working-days', '受理投诉的期限', law(5, at('inspection-rules-25', 'S', 18))),
  'case.investigateDays': parameter('working-days', '调查期限', law(60, at('inspection-423', 'C', 17))),
  'case.extensionDays': parameter('working-days', '调查延长期限', law(30, at('inspection-423', 'C', 17))),
  'case.decideDays': parameter('working-days', '调查终结后作出处理的期限', law(15, at('inspection-rules-25', 'L', 37))),
  'case.penaltyCapDays': parameter('calendar-days', '作出行政处罚决定的期限', law(90, at('penalty-law', 'C', 60))),
  'case.limitationYears': parameter('years', '查处时效', law(2, at('inspection-423', 'C', 20, { paragraph: 1 }))),
  'correction.defaultDays': own('working-days', '责令改正期限的默认值', 5),
  'service.decisionDays': parameter('working-days', '送达行政处罚决定书的期限', law(7, at('penalty-law', 'C', 61))),
  'service.announceDays': parameter('calendar-days', '公告送达的期间', law(30, at('civil-procedure-law', 'C', 95))),

  'fine.paymentDays': parameter('calendar-days', '缴纳罚款的期限', law(15, at('penalty-law', 'C', 67, { paragraph: 3 }))),
  'fine.surchargePerDay': parameter('percent', '逾期缴纳罚款每日加处的比例', law('3', at('penalty-law', 'C', 72, { paragraph: 1, item: 1 }))),
  'fine.surchargeCap': parameter('percent', '加处罚款的上限比例', law('100', at('penalty-law', 'C', 72, { paragraph: 1, item: 1 }))),
  'enforce.applyMonths': parameter('months', '申请人民法院强制执行的期限', law(3, at('enforcement-law', 'C', 53))),
  'enforce.dunningDays': parameter('working-days', '催告后申请强制执行的等待期', law(10, at('enforcement-law', 'C', 54))),
  'remedy.reconsiderationDays': parameter('calendar-days', '申请行政复议的期限', law(60, at('reconsideration-law', 'C', 20))),
  'remedy.suitMonths': parameter('months', '提起行政诉讼的期限', law(6, at('litigation-law', 'C', 46))),

  'blacklist.objectionDays': parameter('working-days', '对拟列入提出异议的期限', law(5, at('list-45', 'L', 6))),
  'blacklist.verifyDays': parameter('working-days', '核实异议的期限', law(5, at('list-45', 'L', 6))),
  'blacklist.decideDays': parameter('working-days', '作出列入决定的期限', law(20, at('list-45', 'L', 8))),
  'blacklist.extensionDays': parameter('working-days', '作出列入决定的延长期限', law(20, at('list-45', 'L', 8))),
  'blacklist.termYears': parameter('years', '列入期限', law(3, at('list-45', 'S', 11))),
  'blacklist.earlyRemoval.minMonths': parameter('months', '提前移出所需的列入时间', law(6, at('list-45', 'S', 12))),
  'blacklist.earlyRemoval.decideDays': parameter('working-days', '作出提前移出决定的期限', law(15, at('list-45', 'L', 14))),
  'blacklist.removeDays': parameter('working-days', '移出名单的期限', law(10, at('list-45', 'L', 17))),
  'blacklist.publication.minMonths': parameter('months', '严重失信信息的最短公示期'),

  'publish.cycleMonths': parameter('months', '重大劳动保障违法行为公布周期', law(3, whole('publication-29', 'S'))),
  'publish.objectionDays': parameter('working-days', '处理公布异议的期限', law(15, whole('publication-29', 'S'))),
  'publish.correctDays': parameter('working-days', '更正公布内容的期限', law(10, whole('publication-29', 'L'))),
  'publish.withdrawDays': parameter('working-days', '撤回行政处罚公开信息的期限', law(3, at('penalty-law', 'C', 48))),

  'crime.singleMonths': parameter('months', '拒不支付一名劳动者劳动报酬的月数', law(3, at('interpretation-3', 'C', 3, { paragraph: 1, item: 1 }))),
  'crime.singleAmountMin': parameter('fen', '拒不支付一名劳动者数额的下限', law('5000.00', at('interpretation-3', 'C', 3, { paragraph: 1, item: 1 }))),
  'crime.singleAmountMax': parameter('fen', '拒不支付一名劳动者数额的上限', law('20000.00', at('interpretation-3', 'C', 3, { paragraph: 1, item: 1 }))),
  'crime.singleAmount': parameter('fen', '本省拒不支付一名劳动者的数额标准'),
  'crime.groupWorkers': parameter('count', '拒不支付多名劳动者的人数', law(10, at('interpretation-3', 'C', 3, { paragraph: 1, item: 2 }))),
  'crime.groupAmountMin': parameter('fen', '拒不支付多名劳动者数额的下限', law('30000.00', at('interpretation-3', 'C', 3, { paragraph: 1, item: 2 }))),
  'crime.groupAmountMax': parameter('fen', '拒不支付多名劳动者数额的上限', law('100000.00', at('interpretation-3', 'C', 3, { paragraph: 1, item: 2 }))),
  'crime.groupAmount': parameter('fen', '本省拒不支付多名劳动者的数额标准'),
  'crime.approveDays': parameter('calendar-days', '批准移送涉嫌犯罪案件的期限', law(3, at('transfer-310', 'C', 5, { paragraph: 2 }))),
  'crime.handoverHours': parameter('hours', '批准后移送公安机关的期限', law(24, at('transfer-310', 'C', 5, { paragraph: 2 }))),

  'emergencyFund.minBalance': parameter('fen', '应急周转金最低余额'),
  'emergencyFund.repayDays': parameter('calendar-days', '应急周转金归还期限'),
  'emergencyFund.maxPerWorker': parameter('fen', '应急周转金每人垫付上限'),
  'mediation.labourDays': parameter('calendar-days', '劳动争议调解期限', law(15, at('labour-arbitration-law', 'C', 14))),
  'mediation.confirmDays': parameter('calendar-days', '申请司法确认的期限', law(30, at('mediation-law', 'C', 33))),
  'legalAid.decideDays': parameter('calendar-days', '法律援助审查期限', law(7, at('legal-aid-law', 'C', 43))),
  'legalAid.assignDays': parameter('calendar-days', '指派法律援助人员的期限', law(3, at('legal-aid-law', 'C', 43))),
  'grade.cThreshold': parameter('count', '评为C级的查处次数', law(3, whole('grading-1', 'L'))),
  'inspection.publicityDays': parameter('working-days', '公示抽查结果的期限', law(20, whole('double-random-5', 'L'))),
  'authority.yangpu': parameter('text', '洋浦经济开发区项目的管辖机关'),

  'release.labourDays': own('working-days', '工资支付劳监审核的期限', 2),
  'release.housingDays': own('working-days', '工资支付住建复核的期限', 2),
  'release.bankDays': own('working-days', '工资支付银行代发的期限', 1),
  'release.holdDays': own('working-days', '为一次工资支付冻结资金的期限', 10),
  'lead.acceptDays': own('working-days', '线索受理转办的期限', 2),
  'lead.contactDays': own('working-days', '联系线索当事人的期限', 3),
  'lead.verifyDays': own('working-days', '核实线索的期限', 10),
  'lead.closeDays': own('calendar-days', '办结线索的期限', 30),
  'lead.extensionDays': own('calendar-days', '办结线索的延长期限', 30),
  'lead.urgentHours': own('hours', '紧急线索受理的期限', 24),
  'redList.cleanYears': own('years', '红榜所需的守法年限', 1),
  'redList.noticeDays': own('working-days', '红榜公示期', 5),
  'redList.validMonths': own('months', '红榜有效期', 12),
  'response.redDays': own('working-days', '红色预警的处置期限', 1),
  'response.orangeDays': own('working-days', '橙色预警的处置期限', 3),
  'response.yellowDays': own('working-days', '黄色预警的处置期限', 10),
  'risk.paidWorkersShare': own('percent', '已付人数占出勤人数的预警比例', '90'),
  'risk.noPaymentMonths': own('months', '有出勤而无支付记录的预警月数', 1),
} as const satisfies Record<string, Definition<Kind>>;

export type ParameterKey = keyof typeof parameters;
