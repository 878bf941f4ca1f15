import { addressUnit, citations, clause, clockText, dayText, inspectorsShape, inspectorsText, unitShape } from './parts.js';
import { paperKind } from './paper.js';
import { clockTime, date, list, record, text, type DataOf } from './shape.js';

const shape = record('询问通知书', {
  unit: unitShape,
  /** What is asked about, e.g. 你单位承建的“…”项目涉嫌拖欠农民工工资. */
  matter: text('询问事项', 500),
  attendOn: date('到场日期'),
  attendAt: clockTime('到场时间'),
  place: text('询问地点', 200),
  /** Who must come. */
  attendee: text('应到人员', 100),
  /** What to bring. */
  documents: list('应携带的材料', text('应携带的材料', 200), 1, 30),
  basis: citations('法律依据'),
  consequenceBasis: citations('不配合的处理依据'),
  inspectors: inspectorsShape,
  phone: text('联系电话', 40),
});

/** 劳动保障监察询问通知书: calls the unit's representative to answer questions and bring documents (劳动保障监察条例 Art. 15). */
export type InquiryNoticeData = DataOf<typeof shape>;

const title = '劳动保障监察询问通知书';

export const inquiryNotice = paperKind({
  title,
  numberWord: '询',
  shape,
  write(sheet, data) {
    const { organ, number } = sheet.context;
    const when = `${dayText(data.attendOn)}${clockText(data.attendAt)}`;
    sheet.masthead();
    sheet.title(title);
    addressUnit(sheet, data.unit);
    sheet.para(`为查明${clause(data.matter)}的情况，根据${data.basis.join('、')}的规定，请你单位${data.attendee}于${when}到${data.place}接受询问。`);
    sheet.para('法定代表人（主要负责人）到场的，请携带本人身份证件；委托他人到场的，还应当提交授权委托书和受委托人的身份证件。到场时请一并携带下列材料，复印件应当加盖单位公章：');
    data.documents.forEach((item, i) => sheet.para(`${i + 1}.${clause(item)}${i === data.documents.length - 1 ? '。' : '；'}`));
    sheet.para(`无正当理由不到场，或者拒绝提供材料、提供虚假材料、隐瞒事实的，本机关将依照${data.consequenceBasis.join('、')}的规定处理。`);
    sheet.para(`承办监察员：${inspectorsText(data.inspectors)}。联系电话：${data.phone}。`);
    sheet.signature();
    sheet.slip('回　执', [
      `${organ.name}：`,
      `你机关《${title}》（${number}）已收到。我单位将委派__________（职务：__________，联系电话：______________）按时到场接受询问。`,
      '>收件人（签名、单位盖章）：________________',
      '>________年____月____日',
    ]);
  },
});
