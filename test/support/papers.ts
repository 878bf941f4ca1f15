import { issuePaper, type IssuedPaper } from '../../src/domain/papers/index.js';
import { at, cite } from '../../src/law/index.js';
import type { PaperData } from '../../src/notices/index.js';
import { day } from '../../src/values/plain-date.js';
import type { Person, World } from './world.js';

/** A valid 询问通知书; `input` changes what matters to the test. */
export const inquiryData = (input: Partial<PaperData['inquiry-notice']> = {}): PaperData['inquiry-notice'] => ({
  unit: { name: '海南宏基建设工程有限公司' },
  matter: '你单位涉嫌拖欠农民工工资',
  attendOn: day('2026-09-10'),
  attendAt: '09:30',
  place: '儋州市那大镇中兴大街 302 室',
  attendee: '法定代表人',
  documents: ['营业执照副本'],
  basis: [cite(at('inspection-423', 'C', 15))],
  consequenceBasis: [cite(at('inspection-423', 'C', 30))],
  inspectors: [
    { name: '李志明', cardNumber: '琼040001' },
    { name: '符晓琳', cardNumber: '琼040002' },
  ],
  phone: '0898-23000000',
  ...input,
});

/** Issues such a notice to the contractor of a project. */
export const issueInquiryPaper = (world: World, projectId: string, input: Partial<PaperData['inquiry-notice']> = {}, who: Person = 'inspector'): Promise<IssuedPaper> =>
  world.as(who, (work) => issuePaper(work, { kind: 'inquiry-notice', organId: world.organs.labour, projectId, partyId: world.parties.contractor, data: inquiryData(input) }));

/** What was thrown, to be looked at. */
export const thrown = (promise: Promise<unknown>): Promise<unknown> => promise.then(() => undefined, (error: unknown) => error);
