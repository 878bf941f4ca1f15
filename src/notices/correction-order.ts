import { addressUnit, allPeriods, amountText, citations, clause, inspectorsShape, inspectorsText, owedWorkerShape, periodsText, remediesShape, remediesText, sentence, sum, unitShape, workersList } from './parts.js';
import { paperKind } from './paper.js';
import { list, maybe, oneOf, record, text, whole, type DataOf } from './shape.js';

const shape = record('限期改正指令书', {
  /** Some regulations call the paper 限期整改指令书. */
  titleAlias: maybe(oneOf('文书名称', ['限期改正指令书', '限期整改指令书'])),
  unit: unitShape,
  project: maybe(text('工程项目名称', 200)),
  /** What was found, in full sentences. */
  facts: text('违法事实', 2_000),
  /** The unpaid workers; empty where the order is not about wages. */
  workers: list('农民工名单', owedWorkerShape, 0),
  /** The provisions violated. */
  violated: citations('违反的规定'),
  /** The provisions under which the order is given. */
  basis: citations('责令改正的依据'),
  corrections: list('改正事项', text('改正事项', 500), 1, 30),
  /** Working days for it. They run from the day of service, which nobody knows when the order is issued. */
  termWorkingDays: whole('改正期限（工作日）', 1, 90),
  consequences: list('逾期不改正的后果', text('逾期不改正的后果', 300), 1, 20),
  consequenceBasis: citations('逾期不改正的处理依据'),
  inspectors: inspectorsShape,
  phone: text('联系电话', 40),
  remedies: maybe(remediesShape),
});

/** 限期改正指令书: what was violated, what must be mended by which day, and what follows otherwise; the unpaid workers are attached. */
export type CorrectionOrderData = DataOf<typeof shape>;

const listTitle = '被拖欠工资农民工名单';

export const correctionOrder = paperKind({
  title: '限期改正指令书',
  numberWord: '令',
  shape,
  write(sheet, data) {
    const { organ } = sheet.context;
    const title = data.titleAlias ?? '限期改正指令书';
    const { workers } = data;
    sheet.masthead();
    sheet.title(title);
    addressUnit(sheet, data.unit);
    sheet.para(`经查，${data.project ? `在“${data.project}”项目中，` : ''}${sentence(data.facts)}`);
    if (workers.length > 0) {
      const months = periodsText(allPeriods(workers.map((w) => w.periods)));
      sheet.para(`以上共涉及农民工${workers.length}人，拖欠${months}工资合计${amountText(sum(workers.map((w) => w.amount)))}，名单附后。`);
    }
    sheet.para(`上述行为违反了${data.violated.join('、')}的规定。根据${data.basis.join('、')}的规定，现责令你单位自收到本指令书之日起${data.termWorkingDays}个工作日内改正下列事项：`);
    data.corrections.forEach((item, i) => sheet.para(`${i + 1}.${clause(item)}${i === data.corrections.length - 1 ? '。' : '；'}`));
    sheet.para(`改正情况应当在上述期限届满前书面报告本机关，并附支付凭证等证明材料（报送地址：${organ.address}；联系电话：${data.phone}）。`);
    sheet.para(`逾期不改正的，本机关将依照${data.consequenceBasis.join('、')}的规定，${data.consequences.map(clause).join('；')}。`);
    if (data.remedies) sheet.para(remediesText(data.remedies, '指令书'));
    sheet.para(`承办监察员：${inspectorsText(data.inspectors)}。`);
    if (workers.length > 0) sheet.attachments([listTitle]);
    sheet.signature();
    if (workers.length > 0) workersList(sheet, listTitle, workers, '拖欠');
  },
});
