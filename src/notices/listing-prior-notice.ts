import { addressUnit, citations, citedPaperShape, dayText, personsShape, sentence, unitShape } from './parts.js';
import { paperKind } from './paper.js';
import { record, text, whole, type DataOf } from './shape.js';

const shape = record('拟列入告知书', {
  unit: unitShape,
  /** The legal representative and others who would be listed with the unit; may be empty. */
  persons: personsShape,
  /** The order to pay that was not obeyed. */
  order: citedPaperShape,
  /** Facts and reasons, in full sentences. */
  facts: text('事实和理由', 2_000),
  /** The conditions of listing. */
  basis: citations('列入依据'),
  objectionWorkingDays: whole('提出异议的期限（工作日）', 1, 60),
  objectionBasis: citations('提出异议的依据'),
  /** Under which a unit that has paid and promised may be left off. */
  nonListingBasis: citations('可以不予列入的依据'),
  contact: record('联系人', { name: text('联系人', 50), phone: text('联系电话', 40) }),
});

/** 拟列入告知书: tells a unit that it is about to be listed, why, and what it can do. */
export type ListingPriorNoticeData = DataOf<typeof shape>;

const title = '拟列入拖欠农民工工资失信联合惩戒对象名单告知书';

export const listingPriorNotice = paperKind({
  title,
  numberWord: '告',
  shape,
  write(sheet, data) {
    const { organ } = sheet.context;
    const { order } = data;
    sheet.masthead();
    sheet.title('拟列入拖欠农民工工资\n失信联合惩戒对象名单告知书');
    addressUnit(sheet, data.unit);
    sheet.heading('一、事实和理由');
    sheet.para(sentence(data.facts));
    sheet.para(`本机关于${dayText(order.issuedOn)}作出《${order.title}》（${order.number}），责令你单位于${dayText(order.dueOn)}前支付。你单位逾期未支付。`);
    sheet.heading('二、拟作出的决定和依据');
    const persons = data.persons.map((p) => `${p.name}（${p.role}）`).join('、');
    sheet.para(`根据${data.basis.join('、')}的规定，本机关拟将你单位${persons ? `及${persons}` : ''}列入拖欠农民工工资失信联合惩戒对象名单。`);
    sheet.heading('三、你单位的权利');
    sheet.para(`根据${data.objectionBasis.join('、')}的规定，对拟列入的事实、理由和依据有异议的，可以自收到本告知书之日起${data.objectionWorkingDays}个工作日内，向本机关书面提出并附相关证据；本机关将予以核实并告知结果。`);
    sheet.para(`根据${data.nonListingBasis.join('、')}的规定，在本机关作出列入决定前，已经改正违法行为，并且书面承诺不再拖欠农民工工资的，可以不予列入。`);
    sheet.para('逾期未提出异议的，不影响本机关依法作出决定。');
    sheet.para(`联系人：${data.contact.name}。联系电话：${data.contact.phone}。地址：${organ.address}。`);
    sheet.signature();
  },
});
