import { Release } from '../../entities/release.js';
import { citations, need } from '../../law/index.js';
import type { Work } from '../../platform/work.js';
import { yuan, type Fen } from '../../values/money.js';
import type { Period } from '../../values/period.js';
import type { PlainDate } from '../../values/plain-date.js';
import { Refusal } from '../../values/refusal.js';
import { next } from '../../values/workflow.js';
import { beginDraw, type DepositForm } from '../deposits/index.js';
import { getPaper, issuePaper, recordService, type IssuedPaper, type NewPaper, type ServiceInput } from '../papers/index.js';
import { lawOf, organOf } from '../policy/index.js';
import { getProject } from '../projects/index.js';
import { cardPlace } from './hold-lines.js';
import { lockRelease } from './scope.js';
import { releaseFlow } from './states.js';

type NoticeData = NewPaper<'deposit-payment-notice'>['data'];

/**
 * 农民工工资保证金支付通知书: orders the bank, or whoever issued the guarantee, to pay the named workers (保证金规定 Art. 19). Issued once, after
 * both reviews; until it has been served the bank gets no file.
 * @throws Refusal `not-found`, `wrong-state`, `already-exists`, and what `issuePaper` refuses
 */
export async function issueDepositNotice(work: Work, releaseId: string): Promise<IssuedPaper> {
  const release = await lockForNotice(work, releaseId);
  if (release.paperId !== null) throw new Refusal('already-exists', '这次支付的支付通知书已经制发');
  const organ = await organOf(work);
  const paper = await issuePaper(work, { kind: 'deposit-payment-notice', organId: organ.id, projectId: release.projectId, partyId: release.payerBankId, caseId: release.caseId, subjectId: releaseId, data: await noticeData(work, release) });
  await work.db.update(Release, { id: releaseId }, { paperId: paper.paperId });
  await work.record({ action: 'release.notice-issued', subject: ['release', releaseId], projectId: release.projectId, from: release.state, to: release.state, detail: { number: release.number, paper: paper.number } });
  return paper;
}

/** Records the service of the notice to the bank. Once it succeeds, the bank's five working days run. */
export async function serveDepositNotice(work: Work, releaseId: string, service: ServiceInput): Promise<{ readonly servedOn: PlainDate | undefined; readonly bankDueOn: PlainDate | undefined }> {
  const release = await lockForNotice(work, releaseId);
  if (release.paperId === null) throw new Refusal('wrong-state', '请先制发支付通知书');
  const { servedOn } = await recordService(work, release.paperId, service);
  return { servedOn, bankDueOn: servedOn && (await startDraw(work, release, servedOn)) };
}

/** The same for whoever has recorded the service of a paper by another way; undefined where no release waits for it. */
export async function depositNoticeServed(work: Work, paperId: string): Promise<{ readonly releaseId: string; readonly bankDueOn: PlainDate } | undefined> {
  const [waiting] = await work.db.query<{ id: string }[]>(`SELECT id FROM release WHERE paper_id = $1 AND state = 'housing-reviewed'`, [paperId]);
  const { servedOn } = await getPaper(work, paperId);
  if (!waiting || servedOn === null) return undefined;
  return { releaseId: waiting.id, bankDueOn: await startDraw(work, await lockForNotice(work, waiting.id), servedOn) };
}

async function lockForNotice(work: Work, releaseId: string): Promise<Release> {
  const release = await lockRelease(work, releaseId);
  next(releaseFlow, release.state, 'notify', work.actor.role);
  if (release.source === 'escrow') throw new Refusal('wrong-state', '从工资专户支付不需要支付通知书');
  return release;
}

async function startDraw(work: Work, { id, projectId, caseId, source, payerBankId, amountFen, paperId, number, state }: Release, notifiedOn: PlainDate): Promise<PlainDate> {
  const { bankDueOn } = await beginDraw(work, { projectId, caseId: caseId!, releaseId: id, source: source as 'deposit' | 'guarantee', issuerId: payerBankId, amountFen, paperId: paperId!, notifiedOn });
  await work.db.update(Release, { id }, { dueOn: bankDueOn, stepDueOn: bankDueOn, assigneeId: null });
  await work.record({ action: 'release.notice-served', subject: ['release', id], projectId, from: state, to: state, detail: { number, servedOn: notifiedOn, bankDueOn } });
  return bankDueOn;
}

const formNames: Readonly<Record<DepositForm, NoticeData['deposit']['form']>> = { cash: '现金保证金', 'bank-guarantee': '银行保函', 'surety-guarantee': '担保公司保函', insurance: '保证保险' };

async function noticeData(work: Work, release: Release): Promise<NoticeData> {
  const project = await getProject(work, release.projectId);
  const days = need(await lawOf(work, project.areaCode), 'deposit.bankPayDays', work.today);
  const [head] = await work.db.query<[{ bank: string; contractor: string; uscc: string; handler: string; phone: string }]>(
    `SELECT b.name AS bank, c.name AS contractor, c.uscc, u.name AS handler, coalesce(nullif(u.phone, ''), o.phone) AS phone
       FROM party b, party c, user_account u JOIN organ o ON o.id = u.organ_id WHERE b.id = $1 AND c.id = $2 AND u.id = $3`,
    [release.payerBankId, project.contractorId, work.actor.id],
  );
  return {
    bank: head.bank,
    contractor: { name: head.contractor, uscc: head.uscc },
    project: project.name,
    decision: await decisionOf(work, release.caseId!),
    deposit: await instrumentOf(work, release),
    payWithinWorkingDays: days.value,
    basis: citations([days.source]),
    workers: await payees(work, release.id),
    handler: { name: head.handler, phone: head.phone },
  };
}

/** The order to pay that was not obeyed. */
export async function decisionOf(work: Work, caseId: string): Promise<NoticeData['decision']> {
  const [decision] = await work.db.query<NoticeData['decision'][]>(
    `SELECT p.title, p.number, p.issued_on AS "issuedOn", o.due_on AS "dueOn" FROM case_order o JOIN paper p ON p.id = o.paper_id
      WHERE o.case_id = $1 AND o.kind = 'decision' AND o.due_on IS NOT NULL ORDER BY p.issued_at DESC LIMIT 1`,
    [caseId],
  );
  if (!decision) throw new Refusal('wrong-state', '本案还没有已送达的行政处理决定');
  return decision;
}

export async function instrumentOf(work: Work, { projectId, source, payerBankId }: Pick<Release, 'projectId' | 'source' | 'payerBankId'>): Promise<NoticeData['deposit']> {
  const [instrument] = await work.db.query<{ form: DepositForm; number: string }[]>(
    `SELECT i.form, i.number FROM deposit_cover d JOIN deposit_instrument i ON i.deposit_id = d.deposit_id
      WHERE d.project_id = $1 AND i.issuer_id = $2 AND (i.form = 'cash') = $3 AND i.ended_on IS NULL ORDER BY i.received_on DESC, i.id DESC LIMIT 1`,
    [projectId, payerBankId, source === 'deposit'],
  );
  if (!instrument) throw new Refusal('wrong-state', '没有找到在用的保证金存款、保函或保单');
  return { form: formNames[instrument.form], number: instrument.number };
}

/** Each worker and card once, with the months and the sum. */
async function payees(work: Work, releaseId: string): Promise<NoticeData['workers']> {
  const rows = await work.db.query<{ id: string; name: string; workerId: string; idSealed: Buffer; cardSealed: Buffer; bank: string; periods: Period[]; amountFen: Fen }[]>(
    `SELECT i.*, w.id_sealed AS "idSealed", c.card_sealed AS "cardSealed", c.bank_name AS bank FROM (
       SELECT min(id::text)::uuid AS id, worker_id AS "workerId", min(payee) AS name, array_agg(DISTINCT period ORDER BY period) AS periods, sum(amount_fen)::bigint AS "amountFen"
         FROM payment_instruction WHERE release_id = $1 AND state = 'approved' GROUP BY worker_id, card_index) i
       JOIN worker w ON w.id = i."workerId" JOIN payment_instruction c ON c.id = i.id ORDER BY i.name, i.id`,
    [releaseId],
  );
  return rows.map((r) => ({
    name: r.name,
    idNumber: work.vault.open(r.idSealed, `worker.id_sealed.${r.workerId}`) as NoticeData['workers'][number]['idNumber'],
    bank: r.bank || '以银行卡为准',
    account: work.vault.open(r.cardSealed, cardPlace(r.id)) as NoticeData['workers'][number]['account'],
    periods: r.periods,
    amount: yuan(r.amountFen),
  }));
}
