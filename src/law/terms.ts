import type { ParameterKey, parameters } from './parameter-catalogue.js';

/** A term of the law (or of our own procedures): what starts it, what is due, which parameter gives its length. */
export interface Term {
  readonly length: TermKey;
  /** The event that starts it; its own day is not counted. */
  readonly trigger: string;
  /** Whose term it is, for what: "…的期限为 30 日". */
  readonly due: string;
  /** A second length added where the head of the organ has approved an extension. */
  readonly extension?: TermKey;
  /** The term measures a time that must pass, or must be as short as possible for us: its end does not move over rest days. */
  readonly fixedEnd?: true;
}

/** The parameters that are lengths of time in days, months or years. */
export type TermKey = { [K in ParameterKey]: (typeof parameters)[K]['kind'] extends 'working-days' | 'calendar-days' | 'months' | 'years' ? K : never }[ParameterKey];

const term = (length: TermKey, trigger: string, due: string, more: Pick<Term, 'extension' | 'fixedEnd'> = {}): Term => ({ length, trigger, due, ...more });

/** Every term by its name. */
export const terms = {
  'deposit-pay': term('deposit.bankPayDays', '银行收到工资保证金支付通知书', '银行支付工资保证金'),
  'deposit-replenish': term('deposit.replenishDays', '工资保证金动用', '施工总承包单位补足工资保证金或者更换保函'),
  'deposit-reduced-arrears': term('deposit.reducedArrearsDays', '减免项目发生拖欠', '施工总承包单位加倍存储工资保证金'),
  'deposit-return-notice': term('deposit.returnNoticeDays', '开始公示返还工资保证金', '公示'),
  'deposit-return-review': term('deposit.returnReviewDays', '收到返还工资保证金的申请', '审核返还申请'),
  'deposit-return-issue': term('deposit.returnIssueDays', '返还工资保证金审核完毕', '出具确认书或者告知不予返还'),
  'deposit-stocktake': term('deposit.stocktakeMonths', '上次清查工资保证金', '再次清查'),

  'account-open': term('account.openDays', '签订工程施工合同', '施工总承包单位开立农民工工资专用账户'),
  'account-file': term('account.filingDays', '开立农民工工资专用账户', '施工总承包单位备案农民工工资专用账户'),
  'account-close-notice': term('account.closeNoticeDays', '开始公示注销农民工工资专用账户', '公示'),
  'labour-cost-cycle': term('labourCost.maxCycleMonths', '上次拨付人工费用', '建设单位再次拨付人工费用'),

  'case-accept': term('case.acceptDays', '收到投诉', '决定是否受理投诉'),
  'case-investigate': term('case.investigateDays', '立案', '完成调查', { extension: 'case.extensionDays' }),
  'case-decide': term('case.decideDays', '调查终结', '作出处理'),
  'case-penalty': term('case.penaltyCapDays', '立案', '作出行政处罚决定', { fixedEnd: true }),
  'case-limitation': term('case.limitationYears', '违法行为终了', '查处', { fixedEnd: true }),
  'decision-service': term('service.decisionDays', '作出决定', '送达当事人'),
  'announced-service': term('service.announceDays', '发出公告', '公告送达'),
  'hearing-request': term('hearing.requestDays', '收到处罚事先告知', '当事人申请听证'),
  'fine-payment': term('fine.paymentDays', '收到行政处罚决定书', '当事人缴纳罚款'),
  reconsideration: term('remedy.reconsiderationDays', '知道行政行为', '当事人申请行政复议'),
  suit: term('remedy.suitMonths', '知道行政行为', '当事人提起行政诉讼'),
  'enforcement-dunning': term('enforce.dunningDays', '催告书送达', '当事人履行'),
  'enforcement-application': term('enforce.applyMonths', '复议和起诉期限届满', '申请人民法院强制执行'),

  'listing-objection': term('blacklist.objectionDays', '收到列入事先告知', '当事人提出异议'),
  'listing-verification': term('blacklist.verifyDays', '收到异议', '核实异议并告知结果'),
  'listing-decision': term('blacklist.decideDays', '责令限期支付的期限届满', '决定是否列入', { extension: 'blacklist.extensionDays' }),
  'listing-expiry': term('blacklist.termYears', '作出列入决定', '列入名单', { fixedEnd: true }),
  'listing-early-removal': term('blacklist.earlyRemoval.minMonths', '改正违法行为', '提前移出之前的列入', { fixedEnd: true }),
  'listing-early-decision': term('blacklist.earlyRemoval.decideDays', '收到提前移出申请', '决定是否提前移出'),
  'listing-removal': term('blacklist.removeDays', '列入期满或者作出移出、撤销决定', '移出名单并停止公示'),

  'publication-objection': term('publish.objectionDays', '收到对公布内容的异议', '复核异议并告知'),
  'publication-correction': term('publish.correctDays', '原处理决定变更或者撤销', '更正公布内容'),
  'penalty-withdrawal': term('publish.withdrawDays', '行政处罚决定变更、撤销或者确认违法、无效', '撤回公开的处罚信息'),

  'crime-approval': term('crime.approveDays', '提出移送涉嫌犯罪案件的书面报告', '批准或者不批准移送', { fixedEnd: true }),
  'labour-mediation': term('mediation.labourDays', '收到调解申请', '调解'),
  'mediation-confirmation': term('mediation.confirmDays', '调解协议生效', '共同申请司法确认'),
  'legal-aid-decision': term('legalAid.decideDays', '收到法律援助申请', '决定是否给予法律援助'),
  'legal-aid-assignment': term('legalAid.assignDays', '决定给予法律援助', '指派法律援助人员'),
  'fund-repayment': term('emergencyFund.repayDays', '垫付应急周转金', '用人单位归还应急周转金'),
  'inspection-publicity': term('inspection.publicityDays', '抽查完成', '公示抽查结果'),

  'release-labour': term('release.labourDays', '收到支付申请', '劳监审核'),
  'release-housing': term('release.housingDays', '劳监审核同意', '住建复核'),
  'release-bank': term('release.bankDays', '住建复核同意', '银行代发'),
  'release-hold': term('release.holdDays', '住建复核同意并冻结资金', '银行代发'),
  'lead-accept': term('lead.acceptDays', '收到线索', '受理或者转办'),
  'lead-contact': term('lead.contactDays', '收到线索', '联系当事人'),
  'lead-verify': term('lead.verifyDays', '收到线索', '核实'),
  'lead-close': term('lead.closeDays', '收到线索', '办结', { extension: 'lead.extensionDays' }),
  'response-red': term('response.redDays', '出现红色预警', '处置'),
  'response-orange': term('response.orangeDays', '出现橙色预警', '处置'),
  'response-yellow': term('response.yellowDays', '出现黄色预警', '核查'),
} as const satisfies Record<string, Term>;

export type TermName = keyof typeof terms;
