import { Deposit } from '../../entities/deposit.js';
import { DepositInstrument } from '../../entities/deposit-instrument.js';
import type { DepositReturn } from '../../entities/deposit-return.js';
import { citations, deadline, dueOrProvisional, need } from '../../law/index.js';
import type { TypeOf } from '../../platform/parse.js';
import type { Work } from '../../platform/work.js';
import { yuan, type Fen } from '../../values/money.js';
import type { PlainDate } from '../../values/plain-date.js';
import { Invalid, Refusal } from '../../values/refusal.js';
import { next } from '../../values/workflow.js';
import { balanceOf, post } from '../escrow/index.js';
import { issuePaper, type IssuedPaper } from '../papers/index.js';
import { lawOf, organOf } from '../policy/index.js';
import { getProject } from '../projects/index.js';
import { lockReturn, moveReturn } from './begin-return.js';
import { accountOf, bookOf, coverageOf, coveredProjects } from './cover.js';
import { endInstrument } from './end-instrument.js';
import { formNames } from './form-names.js';
import type { returnReview, returnStop } from './inputs.js';
import { returnBars } from './return-bars.js';
import { returnFlow } from './return-states.js';
import { depositFlow, type DepositForm, type DepositState } from './states.js';

/** The review of an application: agreed to only where nothing bars the return. Whoever reviews does not confirm. */
export async function reviewReturn(work: Work, projectId: string, { agree, opinion }: TypeOf<typeof returnReview>): Promise<{ readonly issueDueOn: PlainDate }> {
  const { deposit, ret } = await lockReturn(work, projectId);
  const state = next(returnFlow, ret.state, 'review', work.actor.role, agree === 'yes' ? 'agreed' : 'declined');
  const bars = await returnBars(work, deposit.id);
  if (agree === 'yes' && bars.length > 0) throw new Invalid([{ path: 'agree', message: `不能同意：${bars.join('；')}` }]);
  const { areaCode } = await getProject(work, projectId);
  const issueDueOn = dueOrProvisional((l) => deadline('deposit-return-issue', work.today, l), await lawOf(work, areaCode)).value;
  await moveReturn(work, projectId, ret, 'review', { state, reviewedOn: work.today, reviewedBy: work.actor.id, reviewOpinion: opinion, issueDueOn }, { issueDueOn, agree: agree === 'yes' }, opinion);
  return { issueDueOn };
}

/**
 * The certificate: cash goes back to whoever stored it, guarantees are handed back, the deposit is closed. Confirmed by another person
 * than the one who reviewed; what has come up since the review bars it.
 * @throws Refusal `same-person`, `wrong-state`
 */
export async function releaseReturn(work: Work, projectId: string): Promise<IssuedPaper> {
  const { deposit, ret } = await lockReturn(work, projectId);
  const state = next(returnFlow, ret.state, 'release', work.actor.role);
  await checkOtherPerson(work, ret);
  const bars = await returnBars(work, deposit.id);
  if (bars.length > 0) throw new Refusal('wrong-state', `审核后出现新的情况，不能返还：${bars.join('；')}`);
  const to = next(depositFlow, deposit.state, 'finish-return', work.actor.role);
  const items = await work.db.query<{ form: DepositForm; holder: string; number: string; amountFen: Fen }[]>(
    'SELECT i.form, b.name AS holder, i.number, i.amount_fen AS "amountFen" FROM deposit_instrument i JOIN party b ON b.id = i.issuer_id WHERE i.deposit_id = $1 AND i.ended_on IS NULL ORDER BY i.form, i.received_on, i.id',
    [deposit.id],
  );
  const covered = await coverageOf(work, deposit);
  const head = await headOf(work, projectId, deposit);
  const cash = items.filter((i) => i.form === 'cash');
  const paper = await issue(work, projectId, deposit, 'deposit-return-certificate', ret, {
    ...head,
    completedOn: ret.completedOn,
    notice: { from: ret.noticeFrom, to: ret.noticeTo },
    applicant: ret.exOfficio ? ('依职权启动' as const) : ('施工总承包单位申请' as const),
    appliedOn: ret.appliedOn!,
    review: { on: ret.reviewedOn!, result: ret.reviewOpinion! },
    items: [
      // Draws have used up some of the cash: what is left stands under the account that it lies in.
      ...(covered.cashFen > 0n ? [{ form: formNames.cash, holder: cash[0]!.holder, number: cash.map((i) => i.number).join('、').slice(0, 60), amount: yuan(covered.cashFen) }] : []),
      ...items.filter((i) => i.form !== 'cash').map((i) => ({ form: formNames[i.form], holder: i.holder, number: i.number, amount: yuan(i.amountFen) })),
    ],
  });
  await giveBack(work, deposit, ret.id, paper.number);
  await moveReturn(work, projectId, ret, 'release', { state, decidedOn: work.today, decidedBy: work.actor.id, paperId: paper.paperId }, { number: paper.number, cash: yuan(covered.cashFen), guarantees: yuan(covered.guaranteeFen) });
  await work.db.update(Deposit, { id: deposit.id }, { state: to });
  await work.record({ action: 'deposit.returned', subject: ['deposit', deposit.id], projectId, from: deposit.state, to, detail: { returnId: ret.id, number: paper.number } });
  return paper;
}

/** 不予返还告知书 with the reasons: what bars the return now, and what the review found. */
export async function refuseReturn(work: Work, projectId: string): Promise<IssuedPaper> {
  const { deposit, ret } = await lockReturn(work, projectId);
  const state = next(returnFlow, ret.state, 'refuse', work.actor.role);
  await checkOtherPerson(work, ret);
  const bars = await returnBars(work, deposit.id);
  if (ret.state === 'agreed' && bars.length === 0) throw new Refusal('wrong-state', '审核同意返还，也没有新的情况，不能告知不予返还');
  const paper = await issue(work, projectId, deposit, 'deposit-return-refusal', ret, {
    ...(await headOf(work, projectId, deposit)),
    appliedOn: ret.appliedOn!,
    reviewedOn: ret.reviewedOn!,
    reasons: [...bars, ...(ret.state === 'declined' ? [ret.reviewOpinion!] : [])],
  });
  await moveReturn(work, projectId, ret, 'refuse', { state, decidedOn: work.today, decidedBy: work.actor.id, paperId: paper.paperId }, { number: paper.number });
  return paper;
}

/** Ends a return without money moving, e.g. because wages turned out to be owed: the deposit goes on as it stood. */
export async function stopReturn(work: Work, projectId: string, { reason }: TypeOf<typeof returnStop>): Promise<void> {
  const { deposit, ret } = await lockReturn(work, projectId);
  const state = next(returnFlow, ret.state, 'stop', work.actor.role);
  const enough = (await coverageOf(work, deposit)).suffices(deposit.dueFen);
  const [toppingUp] = await work.db.query<unknown[]>('SELECT FROM deposit_draw WHERE deposit_id = $1 AND paid_on IS NOT NULL AND topped_up_on IS NULL LIMIT 1', [deposit.id]);
  const rest: DepositState = enough ? 'held' : toppingUp ? 'top-up-due' : deposit.arrearsOn !== null ? 'double-due' : 'due';
  const to = next(depositFlow, deposit.state, 'stop-return', work.actor.role, rest);
  await moveReturn(work, projectId, ret, 'stop', { state, endedReason: reason }, {}, reason);
  await work.db.update(Deposit, { id: deposit.id }, { state: to });
  await work.record({ action: 'deposit.return-ended', subject: ['deposit', deposit.id], projectId, from: deposit.state, to, reason });
}

async function checkOtherPerson(work: Work, ret: DepositReturn): Promise<void> {
  const [reviewer] = await work.db.query<[{ personId: string }]>('SELECT person_id AS "personId" FROM user_account WHERE id = $1', [ret.reviewedBy]);
  if (reviewer.personId === work.actor.personId) throw new Refusal('same-person', '审核由您作出，须由另一人确认');
}

interface Head {
  readonly contractor: { readonly name: string; readonly uscc: string };
  readonly projects: readonly string[];
}

async function headOf(work: Work, projectId: string, deposit: Deposit): Promise<Head> {
  const { contractorId } = await getProject(work, projectId);
  const [contractor] = await work.db.query<[{ name: string; uscc: string }]>('SELECT name, uscc FROM party WHERE id = $1', [deposit.partyId ?? contractorId]);
  return { contractor, projects: (await coveredProjects(work, deposit.id)).map((p) => p.name) };
}

type ReturnPaper = 'deposit-return-certificate' | 'deposit-return-refusal';
type DataOf<K extends ReturnPaper> = Omit<Parameters<typeof issuePaper<K>>[1]['data'], 'basis'>;

async function issue<K extends ReturnPaper>(work: Work, projectId: string, deposit: Deposit, kind: K, ret: DepositReturn, data: DataOf<K>): Promise<IssuedPaper> {
  const { areaCode, contractorId } = await getProject(work, projectId);
  const organ = await organOf(work);
  const { source } = need(await lawOf(work, areaCode), 'deposit.returnIssueDays', ret.reviewedOn!);
  return issuePaper(work, { kind, organId: organ.id, projectId, partyId: deposit.partyId ?? contractorId, subjectId: ret.id, data: { ...data, basis: citations([source]) } as unknown as Parameters<typeof issuePaper<K>>[1]['data'] });
}

/** Cash back to the firm that stored it, guarantees out of the ledger. */
async function giveBack(work: Work, deposit: Deposit, returnId: string, number: string): Promise<void> {
  const account = accountOf(deposit, 'deposit', '');
  const { balanceFen } = await balanceOf(work, account);
  if (balanceFen > 0n) {
    // Where the contractor was replaced, the one that stored most.
    const [depositor] = await work.db.query<[{ partyId: string }]>(
      `SELECT party_id AS "partyId" FROM ledger_account WHERE kind = 'contractor' AND (project_id = $1 OR deposit_id = $2) ORDER BY balance_fen, id LIMIT 1`,
      [deposit.projectId, deposit.id],
    );
    await post(work, {
      kind: 'deposit-returned',
      projectId: deposit.projectId ?? undefined,
      occurredOn: work.today,
      idempotencyKey: `deposit-returned:${returnId}`,
      memo: number,
      postings: [{ from: account, to: { kind: 'contractor', ...bookOf(deposit), partyId: depositor.partyId }, amountFen: balanceFen }],
    });
  }
  const instruments = await work.db.createQueryBuilder(DepositInstrument, 'i').where('i.depositId = :id AND i.endedOn IS NULL', { id: deposit.id }).orderBy('i.id').getMany();
  for (const instrument of instruments) {
    if (instrument.form === 'cash') await work.db.update(DepositInstrument, { id: instrument.id }, { endedOn: work.today, endedReason: '已返还' });
    else await endInstrument(work, deposit, instrument, work.today, '原件已退还');
  }
}
