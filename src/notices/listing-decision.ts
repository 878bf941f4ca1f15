import { citations, citedPaperShape, clause, dayText, personsShape, remediesShape, remediesText, sentence, unitDetails, unitShape } from './parts.js';
import { paperKind } from './paper.js';
import { date, list, record, text, type DataOf } from './shape.js';

const shape = record('列入决定书', {
  unit: unitShape,
  persons: personsShape,
  order: citedPaperShape,
  /** The prior notice, and what the unit said to it. */
  priorNotice: record('事先告知', { number: text('告知书编号', 60), servedOn: date('告知书送达日期'), answer: text('当事人的异议及核实情况', 1_000) }),
  /** 列入事由. */
  facts: text('列入事由', 2_000),
  /** 列入依据. */
  basis: citations('列入依据'),
  listedFrom: date('列入期限起'),
  listedTo: date('列入期限止'),
  /** 惩戒措施提示. */
  measures: list('惩戒措施', text('惩戒措施', 200), 1, 30),
  measuresBasis: citations('惩戒措施的依据'),
  earlyRemoval: record('提前移出', {
    conditions: list('提前移出的条件', text('提前移出的条件', 300), 1, 10),
    procedure: text('提前移出的程序', 500),
    basis: citations('提前移出的依据'),
  }),
  remedies: remediesShape,
});

/** 列入决定书: ground, basis, measures, early removal and remedies (拖欠农民工工资失信联合惩戒对象名单管理暂行办法 Art. 8). */
export type ListingDecisionData = DataOf<typeof shape>;

const title = '列入拖欠农民工工资失信联合惩戒对象名单决定书';

export const listingDecision = paperKind({
  title,
  numberWord: '列',
  shape,
  write(sheet, data) {
    const { order, priorNotice, unit, earlyRemoval } = data;
    sheet.masthead();
    sheet.title('列入拖欠农民工工资\n失信联合惩戒对象名单决定书');
    sheet.para(`当事单位：${unit.name}`);
    for (const detail of unitDetails(unit)) sheet.para(detail);
    if (data.persons.length > 0) sheet.para(`责任人员：${data.persons.map((p) => `${p.name}（${p.role}）`).join('、')}`);
    sheet.heading('一、列入事由');
    sheet.para(sentence(data.facts));
    sheet.para(`本机关于${dayText(order.issuedOn)}作出《${order.title}》（${order.number}），责令当事单位于${dayText(order.dueOn)}前支付，当事单位逾期未支付。`);
    sheet.para(`本机关于${dayText(priorNotice.servedOn)}送达告知书（${priorNotice.number}）。${sentence(priorNotice.answer)}`);
    sheet.heading('二、列入依据和决定');
    sheet.para(`根据${data.basis.join('、')}的规定，本机关决定将当事单位${data.persons.length > 0 ? '及上列责任人员' : ''}列入拖欠农民工工资失信联合惩戒对象名单，期限自${dayText(data.listedFrom)}起至${dayText(data.listedTo)}止，并依法向社会公布。`);
    sheet.heading('三、惩戒措施提示');
    sheet.para(`根据${data.measuresBasis.join('、')}的规定，列入期间由有关部门在各自职责范围内依法依规采取下列措施：${data.measures.map(clause).join('；')}。`);
    sheet.heading('四、提前移出的条件和程序');
    sheet.para(`根据${earlyRemoval.basis.join('、')}的规定，同时符合下列条件的，可以申请提前移出名单：`);
    earlyRemoval.conditions.forEach((item, i) => sheet.para(`${i + 1}.${clause(item)}${i === earlyRemoval.conditions.length - 1 ? '。' : '；'}`));
    sheet.para(sentence(earlyRemoval.procedure));
    sheet.heading('五、救济途径');
    sheet.para(remediesText(data.remedies, '决定'));
    sheet.signature();
  },
});
