import { Deposit } from '../../entities/deposit.js';
import { DepositInstrument } from '../../entities/deposit-instrument.js';
import { Party } from '../../entities/party.js';
import { find, type Law } from '../../law/index.js';
import { violated, type Work } from '../../platform/work.js';
import { yuan, type Fen } from '../../values/money.js';
import { addDays, addMonths } from '../../values/plain-date.js';
import { Invalid, Refusal, type Issue } from '../../values/refusal.js';
import { next } from '../../values/workflow.js';
import { post } from '../escrow/index.js';
import { lawOf } from '../policy/index.js';
import { getProject } from '../projects/index.js';
import { lockAssessed } from './assess.js';
import { accountOf, bookOf, coverageOf } from './cover.js';
import { endInstrument } from './end-instrument.js';
import type { NewInstrument } from './inputs.js';
import { depositFlow } from './states.js';

const issuerKind = { cash: 'bank', 'bank-guarantee': 'bank', 'surety-guarantee': 'surety', insurance: 'insurer' } as const;
const issuerWords = { bank: '银行', surety: '担保公司', insurer: '保险公司' } as const;

/**
 * Records cash stored or a guarantee received for a project's deposit, posts it, and says whether the deposit is covered now. A bank
 * records only cash stored with itself; a contractor files guarantees, not cash. Guarantees must be irrevocable, payable on demand,
 * in favour of the labour department and valid a year at least (保证金规定 Arts. 15–17).
 */
export async function recordInstrument(work: Work, projectId: string, input: NewInstrument): Promise<{ readonly instrumentId: string; readonly stillShortFen: Fen | null }> {
  const { role, partyId } = work.actor;
  if (role === 'bank-operator' && (input.form !== 'cash' || input.issuerId !== partyId)) throw new Refusal('not-allowed', '银行只登记存入本行的现金保证金');
  if (role === 'general-contractor' && input.form === 'cash') throw new Refusal('not-allowed', '现金保证金由存储银行或劳动监察登记');
  const deposit = await lockAssessed(work, projectId);
  const project = await getProject(work, projectId);
  const law = await lawOf(work, project.areaCode);
  const replaced = 'replacesId' in input && input.replacesId ? await work.db.findOneBy(DepositInstrument, { id: input.replacesId, depositId: deposit.id }) : undefined;
  const issues = [...(await checkIssuer(work, input, law)), ...checkDays(work, input, law)];
  if ('replacesId' in input && input.replacesId && (!replaced || replaced.endedOn !== null || replaced.form === 'cash')) issues.push({ path: 'replacesId', message: '被替换的应是本项目仍在用的保函或保险' });
  if (issues.length > 0) throw new Invalid(issues);

  const instrumentId = work.newId();
  await insert(work, instrumentId, deposit.id, input);
  // Before the new one is posted: both may be of one issuer and share an account.
  if (replaced) await endInstrument(work, deposit, replaced, input.receivedOn, '已换保');
  await post(work, {
    kind: input.form === 'cash' ? 'deposit-stored' : 'guarantee-received',
    projectId: deposit.projectId ?? undefined,
    occurredOn: input.receivedOn,
    idempotencyKey: `instrument:${instrumentId}`,
    memo: input.number,
    postings: [
      input.form === 'cash'
        ? { from: { kind: 'contractor', ...bookOf(deposit), partyId: project.contractorId }, to: accountOf(deposit, 'deposit', input.issuerId), amountFen: input.amount }
        : { from: { kind: 'guarantor', ...bookOf(deposit), partyId: input.issuerId }, to: accountOf(deposit, 'guarantee', input.issuerId), amountFen: input.amount },
    ],
  });

  const covered = await coverageOf(work, deposit);
  const enough = covered.suffices(deposit.dueFen);
  const wanted = { due: enough ? 'held' : 'due', held: enough ? 'held' : 'due', 'top-up-due': enough ? 'held' : 'top-up-due', 'double-due': enough ? 'held' : 'double-due', exempt: 'exempt', 'in-use': 'in-use', notice: undefined, returned: undefined } as const;
  const to = next(depositFlow, deposit.state, 'receive', role, wanted[deposit.state]);
  // A proposal to exempt falls with what is stored.
  await work.db.update(Deposit, { id: deposit.id }, { state: to, ...(to !== 'exempt' && { exemptReason: null }) });
  if ((deposit.state === 'top-up-due' || deposit.state === 'double-due') && to === 'held') {
    await work.db.query('UPDATE deposit_draw SET topped_up_on = $2 WHERE deposit_id = $1 AND paid_on IS NOT NULL AND topped_up_on IS NULL', [deposit.id, input.receivedOn]);
  }
  await work.record({
    action: 'deposit.received',
    subject: ['deposit', deposit.id],
    projectId,
    from: deposit.state,
    to,
    detail: { instrumentId, form: input.form, issuerId: input.issuerId, amount: yuan(input.amount), ...(replaced && { replaces: replaced.id }) },
  });
  return { instrumentId, stillShortFen: deposit.dueFen === null ? null : deposit.dueFen > covered.totalFen ? deposit.dueFen - covered.totalFen : 0n };
}

async function checkIssuer(work: Work, input: NewInstrument, law: Law): Promise<Issue[]> {
  const kind = issuerKind[input.form];
  const issuer = await work.db.findOneBy(Party, { id: input.issuerId });
  if (issuer?.kind !== kind) return [{ path: 'issuerId', message: `请选择一家${issuerWords[kind]}` }];
  if (input.form === 'cash') return [];
  const allowed = find(law, 'guarantee.allowedIssuers', input.receivedOn);
  return allowed && !allowed.value.includes(kind) ? [{ path: 'form', message: `本地区不接受${issuerWords[kind]}出具的保函或保险` }] : [];
}

function checkDays(work: Work, input: NewInstrument, law: Law): Issue[] {
  const issues: Issue[] = [];
  if (input.receivedOn > work.today) issues.push({ path: 'receivedOn', message: '日期不能晚于今天' });
  if (input.form === 'cash') return issues;
  if (input.validTo < input.validFrom) issues.push({ path: 'validTo', message: '有效期止早于有效期起' });
  else {
    const least = find(law, 'guarantee.minValidityMonths', input.validFrom);
    // A year from 3 March ends on 2 March.
    if (least && input.validTo < addDays(addMonths(input.validFrom, least.value), -1)) issues.push({ path: 'validTo', message: `有效期至少 ${least.words}` });
    if (input.validTo < input.receivedOn) issues.push({ path: 'validTo', message: '收到原件时已经过期' });
  }
  if (!input.beneficiary) issues.push({ path: 'beneficiary', message: '受益人应为项目所在地人社部门' });
  if (input.form === 'insurance') return issues;
  if (!input.irrevocable) issues.push({ path: 'irrevocable', message: '保函应为不可撤销' });
  if (!input.onDemand) issues.push({ path: 'onDemand', message: '保函应为见索即付' });
  return issues;
}

async function insert(work: Work, id: string, depositId: string, input: NewInstrument): Promise<void> {
  const guarantee = input.form === 'cash' ? undefined : input;
  const told = (value: boolean | undefined): boolean | null => (input.form === 'cash' || input.form === 'insurance' ? null : (value ?? false));
  try {
    await work.db.insert(DepositInstrument, {
      id,
      depositId,
      form: input.form,
      issuerId: input.issuerId,
      number: input.number,
      amountFen: input.amount,
      receivedOn: input.receivedOn,
      validFrom: guarantee?.validFrom ?? null,
      validTo: guarantee?.validTo ?? null,
      irrevocable: told(guarantee?.irrevocable),
      onDemand: told(guarantee?.onDemand),
      keptAt: guarantee?.keptAt ?? '',
      replacesId: guarantee?.replacesId ?? null,
      endedOn: null,
      endedReason: null,
      createdAt: work.now,
    });
  } catch (error) {
    if (violated(error) === 'deposit_instrument_issuer_id_number_key') throw new Invalid([{ path: 'number', message: '这家机构的这个编号已经登记过' }]);
    if (violated(error) === 'deposit_instrument_replaces_id_key') throw new Invalid([{ path: 'replacesId', message: '这份保函已经被替换' }]);
    throw error;
  }
}
