import { bankCard, decimal, flag, id, idNumber, list, mobile, month, oneOf, plainDate, record, shape, text } from '../../platform/parse.js';

const employer = id('用工单位');
const name = text('姓名', { max: 50 });
const bankName = text('开户银行', { max: 60 });

export const newEngagement = shape({
  partyId: employer,
  name,
  idNumber: idNumber(),
  phone: mobile().optional(),
  trade: text('工种', { max: 40 }).optional(),
  team: text('班组', { max: 40 }).optional(),
  teamLeader: flag('班组长'),
  enteredOn: plainDate('进场日期'),
  contractSignedOn: plainDate('劳动合同签订日期').optional(),
  contractEndsOn: plainDate('劳动合同到期日期').optional(),
  card: bankCard('本人银行卡号').optional(),
  bankName: bankName.optional(),
});

export const leaving = shape({ leftOn: plainDate('离场日期'), reason: text('说明', { max: 200 }).optional() });

export const cardCorrection = shape({ card: bankCard('新的银行卡号'), bankName: bankName.optional(), reason: text('更正原因', { max: 200, min: 2 }) });

export const rosterUpload = shape({ partyId: employer, enteredOn: plainDate('进场日期').optional() });

export const attendanceUpload = shape({ partyId: employer, period: month('考勤月份') });

/** At most so many records in one JSON body. */
const mostRecords = 1_000;

export const attendanceRecords = shape({
  partyId: employer,
  records: list(
    '考勤记录',
    record(
      '考勤记录',
      shape({
        /** Eighteen characters; a wrong check character is recorded and flagged, since the person did stand on the site. */
        idNumber: text('身份证号码', { max: 40 }),
        name: name.optional(),
        day: plainDate('出勤日期'),
        /** 1 is a whole day. */
        portion: decimal('出勤', { min: 0.01, max: 1, places: 2 }).or(1),
      }),
    ),
    { max: mostRecords },
  ),
});

export const workerByIdNumber = shape({ idNumber: idNumber() });

export const nameCorrection = shape({ name, reason: text('更正原因', { max: 200, min: 2 }) });

export const personalFields = ['id-number', 'phone', 'card'] as const;
export type PersonalField = (typeof personalFields)[number];

/** Why personal data may be read (个人信息保护法 Art. 28, 34: a specific purpose and sufficient necessity). */
export const revealPurposes = ['case', 'complaint', 'payment', 'identity', 'transfer', 'other'] as const;
export type RevealPurpose = (typeof revealPurposes)[number];

export const revealing = shape({
  field: oneOf('查看内容', personalFields),
  purpose: oneOf('查看用途', revealPurposes),
  note: text('用途说明', { max: 200 }).optional(),
});
