import type { Work } from '../../platform/work.js';
import { yuan, type Fen } from '../../values/money.js';
import { maskCard } from '../../values/mask.js';
import type { Period } from '../../values/period.js';
import { dayOf } from '../../values/plain-date.js';
import { Refusal } from '../../values/refusal.js';
import { findWageAccount } from '../escrow/index.js';
import { issuePaper, type NewPaper } from '../papers/index.js';
import { organOf } from '../policy/index.js';
import { decisionOf, instrumentOf } from './deposit-notice.js';
import { getRelease, type ReleaseDetail, type StepRow } from './release-detail.js';
import { lockRelease } from './scope.js';
import type { ReleaseStage } from './states.js';

type FormData = NewPaper<'release-approval'>['data'];

const stepNames: Readonly<Record<ReleaseStage, FormData['steps'][number]['step']>> = { request: '用工单位提请', 'labour-review': '劳动监察审核', 'housing-review': '住房城乡建设复核', 'bank-pay': '银行代发' };

/**
 * 工资支付审批表 with what has been decided so far, for the file of the labour department. Where nothing has happened since the last one,
 * that one is given again.
 */
export async function issueApprovalForm(work: Work, releaseId: string): Promise<{ readonly paperId: string; readonly number: string }> {
  const { state } = await lockRelease(work, releaseId);
  const organ = await organOf(work);
  if (state === 'returned' || state === 'withdrawn') throw new Refusal('wrong-state', '已退回或已撤回的支付不制作审批表');
  const [last] = await work.db.query<{ paperId: string; number: string }[]>(
    `SELECT pa.id AS "paperId", pa.number FROM paper pa WHERE pa.kind = 'release-approval' AND pa.subject_id = $1
        AND pa.issued_at > ALL (SELECT at FROM release_step WHERE release_id = $1 UNION ALL SELECT a.taken_at FROM payment_batch b JOIN bank_answer a ON a.batch_id = b.id WHERE b.release_id = $1)
      ORDER BY pa.issued_at DESC, pa.seq DESC LIMIT 1`,
    [releaseId],
  );
  if (last) return last;
  const release = await getRelease(work, releaseId);
  const { paperId, number } = await issuePaper(work, { kind: 'release-approval', organId: organ.id, projectId: release.projectId, caseId: release.caseId, subjectId: releaseId, data: await formData(work, release) });
  return { paperId, number };
}

async function formData(work: Work, release: ReleaseDetail): Promise<FormData> {
  const steps = release.steps.filter((s) => s.round === release.round);
  const [applicant] = await work.db.query<[{ name: string; uscc: string }]>('SELECT c.name, c.uscc FROM project p JOIN party c ON c.id = p.contractor_id WHERE p.id = $1', [release.projectId]);
  const deposit = release.source === 'escrow' ? undefined : await instrumentOf(work, release);
  const account = deposit?.number ?? maskCard((await findWageAccount(work, release.projectId))?.numberLast4 ?? '—');
  return {
    applicant,
    project: release.project,
    source: deposit?.form ?? '农民工工资专用账户',
    account,
    reason: steps[0]!.opinion,
    ...(release.caseId ? { order: await decisionOf(work, release.caseId) } : {}),
    workers: await workersOf(work, release.id),
    steps: steps.flatMap((step) => stepOf(release, step)),
  };
}

/** A step as the form shows it; the bank's counts once it has answered. */
function stepOf(release: ReleaseDetail, { step, decision, opinion, person, organ, at }: StepRow): FormData['steps'] {
  const done = { step: stepNames[step], organ, person, on: dayOf(at) };
  if (step !== 'bank-pay') return [{ ...done, result: decision === 'agree' ? '同意' : '退回', opinion }];
  const paid = release.fates.find((f) => f.state === 'paid');
  if (!paid) return [];
  const all = release.fates.reduce((sum, f) => sum + f.lines, 0);
  return [{ ...done, result: release.state === 'paid' ? '已支付' : '部分支付', opinion: `应支付 ${all} 笔，已到账 ${paid.lines} 笔 ${yuan(paid.amountFen)} 元` }];
}

async function workersOf(work: Work, releaseId: string): Promise<FormData['workers']> {
  const rows = await work.db.query<{ name: string; idLast4: string; periods: Period[]; amountFen: Fen }[]>(
    `SELECT min(i.payee) AS name, min(w.id_last4) AS "idLast4", array_agg(DISTINCT i.period ORDER BY i.period) AS periods, sum(i.amount_fen)::bigint AS "amountFen"
       FROM payment_instruction i JOIN worker w ON w.id = i.worker_id WHERE i.release_id = $1 AND i.state <> 'withdrawn' GROUP BY i.worker_id ORDER BY name, i.worker_id`,
    [releaseId],
  );
  return rows.map(({ amountFen, ...r }) => ({ ...r, amount: yuan(amountFen) }));
}
