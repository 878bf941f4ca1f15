import { citations, clause, dayText, usccShape } from './parts.js';
import { paperKind } from './paper.js';
import { date, list, record, text, type DataOf } from './shape.js';

const shape = record('不予返还告知书', {
  contractor: record('施工总承包单位', { name: text('施工总承包单位名称', 100), uscc: usccShape() }),
  projects: list('工程项目', text('工程项目名称', 200), 1, 200),
  appliedOn: date('申请日期'),
  reviewedOn: date('审核日期'),
  reasons: list('不予返还的理由', text('不予返还的理由', 500), 1, 50),
  basis: citations('法律依据'),
});

/** 不予返还告知书: why a deposit is not returned; it may be applied for again once everyone is paid (保证金规定 Art. 22). */
export type DepositReturnRefusalData = DataOf<typeof shape>;

const title = '农民工工资保证金不予返还告知书';

export const depositReturnRefusal = paperKind({
  title,
  numberWord: '驳',
  shape,
  write(sheet, data) {
    sheet.masthead();
    sheet.title('农民工工资保证金\n不予返还告知书');
    sheet.recipient(data.contractor.name);
    sheet.para(`${data.contractor.name}（统一社会信用代码：${data.contractor.uscc}）：`);
    sheet.para(`本机关收到你单位${dayText(data.appliedOn)}关于返还${data.projects.map((p) => `“${p}”`).join('、')}农民工工资保证金的申请，已于${dayText(data.reviewedOn)}审核完毕。经审核，存在下列情形：`);
    data.reasons.forEach((reason, i) => sheet.para(`${i + 1}.${clause(reason)}${i === data.reasons.length - 1 ? '。' : '；'}`));
    sheet.para(`根据${data.basis.join('、')}的规定，不予返还工资保证金。上述情形消除、拖欠的工资全部清偿后，你单位可以再次申请返还。`);
    sheet.signature();
  },
});
