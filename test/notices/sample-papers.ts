import { usccCheck } from '../../src/values/uscc.js';
import type { PaperContext, PaperData, PaperKindName } from '../../src/notices/index.js';
import { allocate, yuan as yuanText } from '../../src/values/money.js';
import { hashData } from '../../src/values/canonical-json.js';
import { documentNumber } from '../../src/values/document-number.js';
import type { Citation } from '../../src/values/citation.js';
import { period } from '../../src/values/period.js';
import { day } from '../../src/values/plain-date.js';

const uscc = (first17: string): string => first17 + usccCheck(first17);
const idWeights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const idNumber = (first17: string): string => first17 + '10X98765432'[idWeights.reduce((s, w, i) => s + w * Number(first17[i]), 0) % 11];

const names = ['王䶮', '李𬭎', '㛃小妹', '阿卜杜热合曼·买买提依明', '符永强', '羊大海', '万玛才旦', '吴秀英', '欧阳志远', '陈积'];
const banks = ['中国工商银行儋州支行', '海南农商银行那大支行', '中国农业银行股份有限公司儋州白马井支行'];
/** As the law room would write them. */
const cited = (texts: readonly string[]) => texts as readonly Citation[];

const months = ['2026-05', '2026-06', '2026-07', '2026-08'].map(period);

/** Worker `i` of a list whose amounts are all `yuan`. */
const worker = (i: number, yuan: string) => ({
  name: i < names.length ? names[i]! : `工人${'甲乙丙丁戊己庚辛壬癸'[i % 10]}${'一二三四五六七八九十百千万'[Math.floor(i / 10) % 13]}`,
  idNumber: idNumber(`4600031980010${String(1000 + i).slice(-4)}`),
  bank: banks[i % 3]!,
  account: `62220200000${String(10_000_000 + i * 7).slice(-8)}`,
  periods: months,
  amount: yuan,
});

/** `count` workers who share 3,052,000.00 yuan. */
export const payees = (count: number) => allocate(305_200_000n, Array.from({ length: count }, () => 1n)).map((fen, i) => worker(i, yuanText(fen)));

export const owed = (count: number) =>
  payees(count).map((w) => ({ name: w.name, idLast4: w.idNumber.slice(-4), periods: w.periods, amount: w.amount }));

const unit = { name: '海南椰城建设工程有限公司', uscc: uscc('91460400MA5T0000X'), address: '海南省儋州市那大镇中兴大道128号', legalRepresentative: '韦建国' };
const inspectors = [{ name: '李志明', cardNumber: '460400-2031' }, { name: '符晓琳', cardNumber: '460400-2044' }];
const order = { title: '限期改正指令书', number: '儋人社监令〔2026〕12号', issuedOn: day('2026-09-14'), dueOn: day('2026-09-21') };
const remedies = { reconsiderationOrgan: '儋州市人民政府', reconsiderationDays: 60, court: '儋州市人民法院', suitMonths: 6 };
const project = '儋州滨海新区人才公寓（二期）';

export const samplePapers: PaperData = {
  'inquiry-notice': {
    unit,
    matter: `你单位承建的“${project}”项目涉嫌拖欠农民工2026年5月至8月工资`,
    attendOn: day('2026-09-10'),
    attendAt: '09:30',
    place: '儋州市那大镇中兴大道东段人力资源和社会保障局三楼劳动保障监察支队302室',
    attendee: '法定代表人（主要负责人）或者受委托的代理人',
    documents: ['营业执照副本', '施工总承包合同和专业分包、劳务分包合同', '农民工名册、劳动合同和考勤记录', '2026年5月以来的工资支付表和银行代发凭证', '农民工工资专用账户、工资保证金的开立和存储资料'],
    basis: cited(['《劳动保障监察条例》第十五条']),
    consequenceBasis: cited(['《劳动保障监察条例》第三十条']),
    inspectors,
    phone: '0898-23300000',
  },
  'correction-order': {
    unit,
    project,
    facts: '你单位作为施工总承包单位，自2026年5月起未按劳动合同约定的支付周期和日期足额支付农民工工资，分包单位编制的5月至8月工资支付表经你单位审核后，专用账户余额不足，一直没有代发。统一社会信用代码为91460400MA5T0000XT的项目部对上述事实予以认可',
    workers: owed(12),
    violated: cited(['《保障农民工工资支付条例》第十一条', '第三十一条第三款']),
    basis: cited(['《劳动保障监察条例》第二十六条']),
    corrections: ['足额支付名单所列农民工的工资，通过农民工工资专用账户直接支付到本人银行账户', '补足农民工工资专用账户，保证以后各月按时代发'],
    termWorkingDays: 5,
    consequences: ['责令按照应付金额百分之五十以上百分之一百以下的标准加付赔偿金', '符合列入条件的，列入拖欠农民工工资失信联合惩戒对象名单', '涉嫌犯罪的，移送公安机关处理'],
    consequenceBasis: cited(['《劳动保障监察条例》第二十六条、第三十条', '《保障农民工工资支付条例》第四十八条']),
    inspectors,
    phone: '0898-23300000',
  },
  'service-receipt': {
    paper: { title: order.title, number: order.number },
    cause: '涉嫌拖欠农民工工资',
    recipient: unit.name,
    place: '海南省儋州市那大镇中兴大道128号项目部办公室',
    mode: '直接送达',
    servedOn: day('2026-09-15'),
    servedAt: '10:05',
    receivedBy: '欧阳志远',
    relation: '项目部劳资专管员，负责收件',
    servers: inspectors,
  },
  'deposit-payment-notice': {
    bank: '中国工商银行股份有限公司儋州支行',
    contractor: { name: unit.name, uscc: unit.uscc },
    project,
    decision: { title: '行政处理决定书', number: '儋人社监决〔2026〕3号', issuedOn: day('2026-10-09'), dueOn: day('2026-10-20') },
    deposit: { form: '现金保证金', number: '2201024509200098765' },
    payWithinWorkingDays: 5,
    basis: cited(['《工程建设领域农民工工资保证金规定》第十九条']),
    workers: payees(130),
    handler: { name: '符晓琳', phone: '0898-23300000' },
  },
  'listing-prior-notice': {
    unit,
    persons: [{ name: '韦建国', role: '法定代表人' }, { name: '阿卜杜热合曼·买买提依明', role: '项目负责人' }],
    order,
    facts: `你单位承建的“${project}”项目拖欠130名农民工2026年5月至8月工资3,052,000.00元，达到认定拒不支付劳动报酬罪的数额标准`,
    basis: cited(['《拖欠农民工工资失信联合惩戒对象名单管理暂行办法》第五条']),
    objectionWorkingDays: 5,
    objectionBasis: cited(['《拖欠农民工工资失信联合惩戒对象名单管理暂行办法》第六条']),
    nonListingBasis: cited(['《拖欠农民工工资失信联合惩戒对象名单管理暂行办法》第七条']),
    contact: { name: '李志明', phone: '0898-23300000' },
  },
  'listing-decision': {
    unit,
    persons: [{ name: '韦建国', role: '法定代表人' }],
    order,
    priorNotice: { number: '儋人社监告〔2026〕2号', servedOn: day('2026-10-12'), answer: '当事单位在规定期限内没有提出异议' },
    facts: `当事单位承建的“${project}”项目拖欠130名农民工2026年5月至8月工资3,052,000.00元，达到认定拒不支付劳动报酬罪的数额标准`,
    basis: cited(['《拖欠农民工工资失信联合惩戒对象名单管理暂行办法》第五条、第八条']),
    listedFrom: day('2026-11-02'),
    listedTo: day('2029-11-01'),
    measures: ['限制取得政府资金支持', '限制参加政府采购和招标投标', '限制融资贷款', '限制市场准入、税收优惠和评优评先', '限制交通出行'],
    measuresBasis: cited(['《保障农民工工资支付条例》第四十八条']),
    earlyRemoval: {
      conditions: ['已经改正拖欠农民工工资违法行为', '自改正之日起在名单内满6个月', '书面承诺不再拖欠农民工工资'],
      procedure: '当事单位应当向本机关提交书面申请、已经改正的证据和书面承诺；本机关自收到申请之日起15个工作日内作出是否提前移出的决定',
      basis: cited(['《拖欠农民工工资失信联合惩戒对象名单管理暂行办法》第十二条、第十四条']),
    },
    remedies,
  },
  'handling-decision': {
    unit,
    project,
    facts: '劳务分包单位拖欠130名农民工2026年5月至8月工资，经责令限期改正，逾期没有支付',
    evidence: ['农民工投诉登记表和询问笔录', '2026年5月至8月考勤表和工资支付表', '农民工工资专用账户银行流水', '限期改正指令书（儋人社监令〔2026〕12号）及送达回证'],
    priorNotice: { number: '儋人社监告〔2026〕1号', servedOn: day('2026-09-24'), answer: '当事人没有提出陈述、申辩意见' },
    liability: '分包单位拖欠农民工工资的，由施工总承包单位先行清偿，再依法进行追偿',
    basis: cited(['《保障农民工工资支付条例》第三十条第三款', '《劳动保障监察条例》第二十六条']),
    workers: owed(130),
    termWorkingDays: 7,
    payWay: '通过农民工工资专用账户，以银行转账方式直接支付到农民工本人的银行账户，并在支付后3日内将支付凭证报送本机关',
    additional: { percent: 50, basis: cited(['《劳动保障监察条例》第二十六条']) },
    remedies,
    enforcementBasis: cited(['《中华人民共和国行政强制法》第五十三条']),
  },
  'release-approval': {
    applicant: { name: unit.name, uscc: unit.uscc },
    project,
    source: '农民工工资保证金',
    account: '2201024509200098765',
    reason: '经责令限期清偿，逾期没有支付，提请使用工资保证金支付130名农民工2026年5月至8月工资',
    order: { title: '行政处理决定书', number: '儋人社监决〔2026〕3号', issuedOn: day('2026-10-09'), dueOn: day('2026-10-20') },
    workers: owed(130),
    steps: [
      { step: '用工单位提请', organ: unit.name, person: '欧阳志远', on: day('2026-10-21'), result: '同意', opinion: '名单、金额已与农民工本人核对签字，提请支付。' },
      { step: '劳动监察审核', organ: '儋州市劳动监察支队', person: '李志明', on: day('2026-10-22'), result: '同意', opinion: '经核对工资支付表、考勤表和处理决定，人数、金额一致，同意支付。' },
      { step: '住房城乡建设复核', organ: '儋州市住房和城乡建设局', person: '陈积', on: day('2026-10-23'), result: '同意', opinion: '项目和施工总承包单位信息属实，同意。' },
    ],
  },
  'deposit-return-certificate': {
    contractor: { name: unit.name, uscc: unit.uscc },
    projects: [project, '那大镇中心小学教学楼'],
    completedOn: day('2026-06-30'),
    notice: { from: day('2026-07-20'), to: day('2026-08-19') },
    applicant: '施工总承包单位申请',
    appliedOn: day('2026-08-24'),
    review: { on: day('2026-08-27'), result: '工程已完工，公示期内没有异议，所有工资已支付，没有未办结的案件' },
    items: [
      { form: '现金保证金', holder: '中国工商银行儋州支行', number: '2201024509200098765', amount: '1000000.00' },
      { form: '银行保函', holder: '海南农商银行那大支行', number: 'BH-2026-0417', amount: '600000.50' },
    ],
    basis: cited(['《工程建设领域农民工工资保证金规定》第二十二条']),
  },
  'deposit-return-refusal': {
    contractor: { name: unit.name, uscc: unit.uscc },
    projects: [project],
    appliedOn: day('2026-08-24'),
    reviewedOn: day('2026-08-27'),
    reasons: ['2026年6月工资尚有12人共58,000.00元没有支付', '公示期内的异议经核实成立'],
    basis: cited(['《工程建设领域农民工工资保证金规定》第二十二条']),
  },
  'guarantee-reminder': {
    contractor: unit.name,
    project,
    guarantee: { form: '银行保函', issuer: '海南农商银行那大支行', number: 'BH-2026-0417', amount: '1600000.00', validTo: day('2026-10-07') },
    aheadDays: 30,
  },
};

const words: Record<PaperKindName, string> = { 'inquiry-notice': '询', 'correction-order': '令', 'service-receipt': '回', 'deposit-payment-notice': '付', 'listing-prior-notice': '告', 'listing-decision': '列', 'handling-decision': '决', 'release-approval': '审', 'deposit-return-certificate': '返', 'deposit-return-refusal': '驳', 'guarantee-reminder': '提' };

export const sampleContext = (kind: PaperKindName, data: unknown = samplePapers[kind]): PaperContext => ({
  number: documentNumber('儋人社监', words[kind], 2026, 28),
  issuedOn: day('2026-09-08'),
  organ: { name: '儋州市人力资源和社会保障局', docPrefix: '儋人社监', address: '海南省儋州市那大镇中兴大道东段', phone: '0898-23300000' },
  checkUrl: 'https://anxin.example.gov.cn/check/7KQ4-9MXE-2B6T',
  checkCode: '7KQ4-9MXE-2B6T',
  dataHash: hashData(data),
});
