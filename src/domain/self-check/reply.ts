import { LineReply } from '../../entities/line-reply.js';
import type { TypeOf } from '../../platform/parse.js';
import type { Work } from '../../platform/work.js';
import { yuan } from '../../values/money.js';
import { formatPeriod, type Period } from '../../values/period.js';
import type { Mobile } from '../../values/phone.js';
import { Invalid, Refusal } from '../../values/refusal.js';
import { receiveComplaint, type LeadReceipt } from '../leads/index.js';
import { ownerOf } from './queries.js';
import type { lineComplaint, lineReplied } from './inputs.js';

interface LineKey {
  readonly sheetId: string;
  readonly lineNo: number;
}

interface Own {
  readonly period: Period;
  readonly projectId: string;
  readonly project: string;
  readonly employer: string;
  readonly areaCode: string;
  readonly netFen: bigint;
  readonly paidFen: bigint;
}

/** The worker's own line of a sheet in force. @throws Refusal `not-found` */
async function ownLine(work: Work, workerId: string, { sheetId, lineNo }: LineKey): Promise<Own> {
  const [line] = await work.db.query<Own[]>(
    `SELECT l.period, p.id AS "projectId", p.name AS project, e.name AS employer, p.area_code AS "areaCode", l.net_fen AS "netFen", l.paid_fen AS "paidFen"
       FROM payroll_line l JOIN payroll_sheet s ON s.id = l.sheet_id AND s.state NOT IN ('superseded', 'returned') JOIN project p ON p.id = s.project_id JOIN party e ON e.id = s.party_id
      WHERE l.sheet_id = $1 AND l.line_no = $2 AND l.worker_id = $3`,
    [sheetId, lineNo, workerId],
  );
  if (!line) throw new Refusal('not-found', '没有找到这个月的工资');
  return line;
}

/** 确认 or 不对: the worker's word on a line; the last one counts, and not to answer is no word. @throws Invalid (a rejection without its reason), Refusal `not-found` */
export async function replyToLine(work: Work, key: LineKey, { verdict, reason }: TypeOf<typeof lineReplied>): Promise<void> {
  const workerId = ownerOf(work);
  const line = await ownLine(work, workerId, key);
  if (verdict === 'rejected' && reason === undefined) throw new Invalid([{ path: 'reason', message: '请写明哪里不对，例如少算了几天' }]);
  await work.db.insert(LineReply, { period: line.period, ...key, workerId, verdict, reason: reason ?? '', repliedAt: work.now });
  await work.record({ action: `self-check.${verdict}`, subject: ['payroll-sheet', key.sheetId], projectId: line.projectId, reason, detail: { lineNo: key.lineNo } });
}

const complaints = {
  'not-received': (l: Own) => `${formatPeriod(l.period)}工资 ${yuan(l.netFen)} 元，工资表上有，本人没有收到${l.paidFen > 0n ? `（已到账 ${yuan(l.paidFen)} 元）` : ''}。`,
  'wrong-amount': (l: Own) => `${formatPeriod(l.period)}工资表上写的是 ${yuan(l.netFen)} 元，与本人应得的不符。`,
  other: (l: Own) => `关于${formatPeriod(l.period)}工资（${yuan(l.netFen)} 元）的反映。`,
} as const;

/** "Not received" or "wrong amount": a complaint that is filled in already. @throws Refusal `not-found`, `too-many-attempts` */
export async function complainOfLine(work: Work, key: LineKey, { what, words }: TypeOf<typeof lineComplaint>, ip: string): Promise<LeadReceipt> {
  const workerId = ownerOf(work);
  const line = await ownLine(work, workerId, key);
  const [worker] = await work.db.query<[{ name: string; phone: Buffer }]>('SELECT name, phone_sealed AS phone FROM worker WHERE id = $1', [workerId]);
  const receipt = await receiveComplaint(
    work,
    {
      name: worker.name,
      phone: work.vault.open(worker.phone, `worker.phone_sealed.${workerId}`) as Mobile,
      areaCode: line.areaCode,
      employer: line.employer,
      place: line.project,
      periodFrom: line.period,
      periodTo: line.period,
      amount: line.netFen > line.paidFen ? line.netFen - line.paidFen : undefined,
      workers: 1,
      content: [complaints[what](line), words].filter(Boolean).join('\n'),
    },
    { ip, channel: 'worker-page', projectId: line.projectId },
  );
  await work.record({ action: 'self-check.complained', subject: ['lead', receipt.leadId], projectId: line.projectId });
  return receipt;
}
