import type { ServiceMode } from '../../entities/service-record.js';
import { deadline, type Law } from '../../law/index.js';
import type { PlainDate } from '../../values/plain-date.js';
import type { Issue } from '../../values/refusal.js';

/** 送达方式, as papers and pages call them. */
export const serviceModeNames: Readonly<Record<ServiceMode, '直接送达' | '留置送达' | '邮寄送达' | '电子送达' | '委托送达' | '公告送达' | '张贴送达'>> = {
  direct: '直接送达',
  leave: '留置送达',
  mail: '邮寄送达',
  electronic: '电子送达',
  entrusted: '委托送达',
  announcement: '公告送达',
  posting: '张贴送达',
};

/** What was done and what proves it. */
export interface ServiceFacts {
  readonly mode: ServiceMode;
  readonly outcome: 'served' | 'failed';
  readonly attemptedOn: PlainDate;
  readonly servedOn?: PlainDate | undefined;
  readonly place?: string | undefined;
  readonly receivedBy?: string | undefined;
  readonly relation?: string | undefined;
  readonly witness?: string | undefined;
  readonly consent?: string | undefined;
  readonly photos?: string | undefined;
  readonly note?: string | undefined;
  /** A photograph, scan or receipt was handed in. */
  readonly proof: boolean;
}

/**
 * What is missing before an attempt counts (民事诉讼法 Arts. 87–95; 张贴: 法释〔2013〕3号 Art. 4): each mode has its own proof.
 * Days must lie between the issue of the paper and today.
 */
export function serviceIssues(facts: ServiceFacts, issuedOn: PlainDate, today: PlainDate): Issue[] {
  const issues: Issue[] = [];
  const need = (path: keyof ServiceFacts, held: unknown, message: string): void => {
    if (!held) issues.push({ path, message });
  };
  if (facts.attemptedOn < issuedOn) issues.push({ path: 'attemptedOn', message: `送达日期不能早于文书的成文日期${issuedOn}` });
  if (facts.attemptedOn > today) issues.push({ path: 'attemptedOn', message: '送达日期不能晚于今天' });
  need('place', facts.place, '请填写送达地点');
  if (facts.outcome === 'failed') {
    need('note', facts.note, '请写明未能送达的原因');
    return issues;
  }
  const filmed = facts.photos ?? facts.proof;
  switch (facts.mode) {
    case 'direct':
      need('receivedBy', facts.receivedBy, '直接送达须写明签收的人');
      need('relation', facts.relation, '请写明收件人与受送达人的关系');
      break;
    case 'leave':
      need('note', facts.note, '留置送达须写明拒收的理由');
      need('witness', facts.witness ?? filmed, '留置送达须有见证人，或者拍照、录像');
      break;
    case 'mail':
      need('servedOn', facts.servedOn, '邮寄送达以回执上的签收日期为准，请填写');
      need('note', facts.note, '请写明邮件号码');
      break;
    case 'electronic':
      need('consent', facts.consent, '电子送达须经受送达人同意，请写明同意的记录');
      need('servedOn', facts.servedOn, '请填写到达受送达人系统的日期');
      break;
    case 'entrusted':
      need('servedOn', facts.servedOn, '委托送达以回证上的签收日期为准，请填写');
      need('note', facts.note, '请写明受委托的机关');
      break;
    case 'announcement':
      need('note', facts.note, '公告送达须写明原因，如下落不明');
      break;
    case 'posting':
      need('photos', filmed, '张贴送达须拍照或者录像，请写明情况或者上传');
      break;
  }
  if (facts.servedOn && facts.servedOn < facts.attemptedOn) issues.push({ path: 'servedOn', message: '签收或到达日期不能早于送达日期' });
  if (facts.servedOn && facts.servedOn > today) issues.push({ path: 'servedOn', message: '签收或到达日期不能晚于今天' });
  return issues;
}

/** What a handed-in proof is, by its first bytes; undefined for anything but PDF, JPEG and PNG, whatever it is called. */
export function proofType(bytes: Buffer): string | undefined {
  const starts = (...head: number[]): boolean => head.every((b, i) => bytes[i] === b);
  if (starts(0x25, 0x50, 0x44, 0x46)) return 'application/pdf';
  if (starts(0xff, 0xd8, 0xff)) return 'image/jpeg';
  return starts(0x89, 0x50, 0x4e, 0x47) ? 'image/png' : undefined;
}

/** The day of service: that of the receipt or arrival, thirty days after an announcement, else the day itself. Undefined where it failed. */
export function servedOnOf(facts: ServiceFacts, law: Law): PlainDate | undefined {
  if (facts.outcome === 'failed') return undefined;
  if (facts.mode === 'announcement') return deadline('announced-service', facts.attemptedOn, law).value;
  return facts.mode === 'mail' || facts.mode === 'electronic' || facts.mode === 'entrusted' ? facts.servedOn : facts.attemptedOn;
}
