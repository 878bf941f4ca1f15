import type { Cell } from './cells.js';
import { clockText, dayText, inspectorsShape } from './parts.js';
import { paperKind } from './paper.js';
import { clockTime, date, list, maybe, oneOf, record, text, type DataOf } from './shape.js';

const shape = record('送达回证', {
  paper: record('送达文书', { title: text('送达文书名称', 60), number: text('送达文书编号', 60) }),
  /** 案由. */
  cause: maybe(text('案由', 200)),
  recipient: text('受送达人', 100),
  place: text('送达地点', 200),
  mode: oneOf('送达方式', ['直接送达', '留置送达', '电子送达', '委托送达', '邮寄送达', '公告送达', '张贴送达']),
  /** When it was served; left open where the form is filled in by hand. */
  servedOn: maybe(date('送达日期')),
  servedAt: maybe(clockTime('送达时间')),
  receivedBy: maybe(text('收件人', 50)),
  /** What the one who received it is to the recipient. */
  relation: maybe(text('收件人与受送达人的关系', 50)),
  refusalReason: maybe(text('拒收理由', 300)),
  witnesses: maybe(list('见证人', text('见证人', 80), 1, 5)),
  servers: inspectorsShape,
  note: maybe(text('备注', 300)),
});

/** 送达回证: proof that a paper reached its recipient. What is not known yet stays blank, for a pen. */
export type ServiceReceiptData = DataOf<typeof shape>;

const title = '送达回证';

export const serviceReceipt = paperKind({
  title,
  numberWord: '回',
  shape,
  write(sheet, data) {
    const blankDay = '　　　　年　　月　　日　　时　　分';
    const served = data.servedOn ? `${dayText(data.servedOn)}${data.servedAt ? clockText(data.servedAt) : ''}` : blankDay;
    sheet.formHead(title);
    sheet.form([
      { tall: 14, cells: [label('送达文书\n名称和编号'), value(`《${data.paper.title}》\n${data.paper.number}`)] },
      { tall: 11, cells: [label('案　　由'), value(data.cause ?? '')] },
      { tall: 11, cells: [label('受送达人'), value(data.recipient)] },
      { tall: 11, cells: [label('送达地点'), value(data.place)] },
      { tall: 11, cells: [label('送达方式'), value(data.mode)] },
      { tall: 11, cells: [label('送达时间'), value(served)] },
      { tall: 21, cells: [label('收件人签名\n或者盖章'), signed(data.receivedBy ?? '', blankDay)] },
      { tall: 13, cells: [label('收件人与受\n送达人的关系'), value(data.relation ?? '')] },
      { tall: 17, cells: [label('拒收、代收或者\n不能送达的理由'), value(data.refusalReason ?? '')] },
      { tall: 14, cells: [label('见证人签名'), value(data.witnesses?.join('、') ?? '')] },
      { tall: 15, cells: [label('送达人签名\n（二人以上）'), value(data.servers.map((s) => `${s.name}（证件号：${s.cardNumber}）`).join('\n'))] },
      { tall: 12, cells: [label('备　　注'), value(data.note ?? '')] },
    ]);
    sheet.blank(0.4);
    sheet.small('说明：收件人拒绝签收的，邀请有关基层组织或者所在单位的代表到场见证，记明拒收理由和日期，由送达人、见证人签名；也可以把文书留在受送达人的住所，并采用拍照、录像等方式记录送达过程。');
  },
});

const label = (text: string): Cell => ({ text, width: 40, align: 'center', role: 'hei' });
const value = (text: string): Cell => ({ text, width: 116 });
const signed = (text: string, foot: string): Cell => ({ text, width: 116, foot });
