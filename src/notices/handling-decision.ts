import { allPeriods, amountText, citations, clause, dayText, owedWorkerShape, periodsText, remediesShape, remediesText, sentence, sum, unitDetails, unitShape, workersList } from './parts.js';
import { paperKind } from './paper.js';
import { date, list, maybe, record, text, whole, type DataOf } from './shape.js';

const shape = record('行政处理决定书', {
  unit: unitShape,
  project: maybe(text('工程项目名称', 200)),
  facts: text('查明的事实', 3_000),
  evidence: list('证据', text('证据', 300), 1, 50),
  priorNotice: maybe(record('事先告知', { number: text('事先告知书编号', 60), servedOn: date('事先告知书送达日期'), answer: text('当事人的陈述申辩及复核情况', 1_000) })),
  /** Why this unit has to pay, e.g. as general contractor for its subcontractor. */
  liability: text('承担支付责任的理由', 1_000),
  basis: citations('处理依据'),
  workers: list('农民工名单', owedWorkerShape),
  /** Working days to pay, from the day of service. */
  termWorkingDays: whole('支付期限（工作日）', 1, 90),
  /** How it is to be paid. */
  payWay: text('支付方式', 500),
  /** 加付赔偿金: what is added where it is not paid in time. */
  additional: maybe(record('加付赔偿金', { percent: whole('加付赔偿金的比例（%）', 1, 100), basis: citations('加付赔偿金的依据') })),
  remedies: remediesShape,
  enforcementBasis: citations('申请强制执行的依据'),
});

/** 行政处理决定书: pay whom, how much and by when, on which ground, and how it can be contested. */
export type HandlingDecisionData = DataOf<typeof shape>;

const title = '行政处理决定书';
const listTitle = '应支付工资农民工名单';

export const handlingDecision = paperKind({
  title,
  numberWord: '决',
  shape,
  write(sheet, data) {
    const { unit, workers, priorNotice, additional } = data;
    sheet.masthead();
    sheet.title(title);
    sheet.para(`当事人：${unit.name}`);
    for (const detail of unitDetails(unit)) sheet.para(detail);
    sheet.heading('一、事实和证据');
    sheet.para(`经查，${data.project ? `在“${data.project}”项目中，` : ''}${sentence(data.facts)}`);
    sheet.para(`以上事实有下列证据证明：${data.evidence.map((item, i) => `${i + 1}.${clause(item)}`).join('；')}。`);
    if (priorNotice) sheet.para(`本机关于${dayText(priorNotice.servedOn)}送达事先告知书（${priorNotice.number}），告知了拟作处理的事实、理由、依据和陈述、申辩的权利。${sentence(priorNotice.answer)}`);
    sheet.heading('二、处理决定');
    sheet.para(`${sentence(data.liability)}根据${data.basis.join('、')}的规定，本机关决定：`);
    sheet.para(`责令当事人自收到本决定书之日起${data.termWorkingDays}个工作日内，向附件所列${workers.length}名农民工支付${periodsText(allPeriods(workers.map((w) => w.periods)))}工资，合计${amountText(sum(workers.map((w) => w.amount)))}。`);
    if (additional) sheet.para(`逾期不支付的，依照${additional.basis.join('、')}的规定，责令按照应付金额${additional.percent}%的标准向农民工加付赔偿金。`);
    sheet.heading('三、履行方式');
    sheet.para(sentence(data.payWay));
    sheet.heading('四、救济途径和强制执行');
    sheet.para(remediesText(data.remedies, '决定'));
    sheet.para(`逾期不申请行政复议、不提起行政诉讼，又不履行本决定的，本机关将依照${data.enforcementBasis.join('、')}的规定申请人民法院强制执行。`);
    sheet.attachments([listTitle]);
    sheet.signature();
    workersList(sheet, listTitle, workers, '应付');
  },
});
