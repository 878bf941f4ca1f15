import type { Sureness } from './source.js';

interface Instrument {
  /** Full official title without the outer 《》. */
  readonly title: string;
  /** Document number; empty for a statute of the National People's Congress. */
  readonly number: string;
  /** The day from which the version that the rules follow is in force. */
  readonly inForceOn: string;
  /** How sure title, number and date are; each provision has its own. */
  readonly confidence: Sureness;
}

const entry = (confidence: Sureness, inForceOn: string, title: string, number = ''): Instrument => ({ title, number, inForceOn, confidence });

/** Every instrument that a rule or parameter of this room refers to. */
export const instruments = {
  'regulation-724': entry('C', '2020-05-01', '保障农民工工资支付条例', '国务院令第724号'),
  'deposit-65': entry('S', '2021-11-01', '工程建设领域农民工工资保证金规定', '人社部发〔2021〕65号'),
  'account-53': entry('S', '2021-07-07', '工程建设领域农民工工资专用账户管理暂行办法', '人社部发〔2021〕53号'),
  'list-45': entry('S', '2022-01-01', '拖欠农民工工资失信联合惩戒对象名单管理暂行办法', '人力资源和社会保障部令第45号'),
  'publication-29': entry('S', '2017-01-01', '重大劳动保障违法行为社会公布办法', '人力资源和社会保障部令第29号'),
  'grading-1': entry('L', '2017-01-01', '企业劳动保障守法诚信等级评价办法', '人社部规〔2016〕1号'),
  'inspection-423': entry('C', '2004-12-01', '劳动保障监察条例', '国务院令第423号'),
  'inspection-rules-25': entry('L', '2005-02-01', '关于实施《劳动保障监察条例》若干规定', '劳动和社会保障部令第25号'),
  'penalty-law': entry('C', '2021-07-15', '中华人民共和国行政处罚法'),
  'enforcement-law': entry('C', '2012-01-01', '中华人民共和国行政强制法'),
  /** In force on: that of Art. 276-1, added by 刑法修正案（八）. */
  'criminal-law': entry('C', '2011-05-01', '中华人民共和国刑法'),
  'interpretation-3': entry('C', '2013-01-23', '最高人民法院关于审理拒不支付劳动报酬刑事案件适用法律若干问题的解释', '法释〔2013〕3号'),
  'transfer-310': entry('C', '2020-08-07', '行政执法机关移送涉嫌犯罪案件的规定', '国务院令第310号'),
  'real-name-18': entry('L', '2019-03-01', '建筑工人实名制管理办法（试行）', '建市〔2019〕18号'),
  'hainan-deposit-2021': entry('L', '2021-11-01', '海南省关于《工程建设领域农民工工资保证金规定》的实施细则'),
  'hainan-deposit-2023': entry('S', '2023-12-27', '海南省关于《工程建设领域农民工工资保证金规定》的实施细则（修订）', '琼人社规〔2023〕5号'),
  'double-random-5': entry('L', '2019-01-27', '国务院关于在市场监管领域全面推行部门联合“双随机、一公开”监管的意见', '国发〔2019〕5号'),
  'wage-payment-489': entry('C', '1995-01-01', '工资支付暂行规定', '劳部发〔1994〕489号'),
  'pay-days-2008': entry('L', '2008-01-03', '关于职工全年月平均工作时间和工资折算问题的通知', '劳社部发〔2008〕3号'),
  'pay-days-2025': entry('S', '2025-01-01', '关于职工全年月平均工作时间和工资折算问题的通知', '人社部发〔2025〕2号'),
  'child-labour-364': entry('C', '2002-12-01', '禁止使用童工规定', '国务院令第364号'),
  'labour-law': entry('C', '1995-01-01', '中华人民共和国劳动法'),
  'reconsideration-law': entry('L', '2024-01-01', '中华人民共和国行政复议法'),
  'litigation-law': entry('L', '2015-05-01', '中华人民共和国行政诉讼法'),
  'civil-procedure-law': entry('L', '2024-01-01', '中华人民共和国民事诉讼法'),
  'labour-arbitration-law': entry('L', '2008-05-01', '中华人民共和国劳动争议调解仲裁法'),
  'mediation-law': entry('L', '2011-01-01', '中华人民共和国人民调解法'),
  'legal-aid-law': entry('C', '2022-01-01', '中华人民共和国法律援助法'),
} as const satisfies Record<string, Instrument>;

export type InstrumentId = keyof typeof instruments;
