import { issueDecision, markOverdue } from '../../src/domain/cases/index.js';
import { recordInstrument } from '../../src/domain/deposits/index.js';
import { creditLabourCost, openWageAccount } from '../../src/domain/escrow/index.js';
import { makeBatch, requestRelease, reviewRelease, takeAnswer, type AnswerTaken } from '../../src/domain/releases/index.js';
import type { RosterEntry } from '../../src/domain/roster/index.js';
import { builtInProfiles } from '../../src/formats/bank-profiles.js';
import { readReturnFile } from '../../src/formats/bank-return-file.js';
import { encodeGb18030 } from '../../src/formats/spreadsheet/gb18030.js';
import { yuan, type Fen } from '../../src/values/money.js';
import { period as toPeriod } from '../../src/values/period.js';
import { addDays, dayOf, type PlainDate } from '../../src/values/plain-date.js';
import { makeProject } from './builders.js';
import { fileCase, orderCorrection, serveNow } from './cases.js';
import { employ, readingOf, submitApproved } from './payroll.js';
import { sampleWorkers } from './sample-workers.js';
import type { Person, World } from './world.js';

let serial = 0;

/** A running project with its account at `bank`, these workers, and money of its owner. */
export async function makePayingProject(world: World, { fund = 10_000_000_00n, people = sampleWorkers }: { readonly fund?: Fen; readonly people?: readonly RosterEntry[] } = {}): Promise<string> {
  const projectId = await makeProject(world);
  await employ(world, projectId, people);
  await world.as('contractor', (work) => openWageAccount(work, projectId, { bankId: world.parties.bank, branch: '中兴支行', name: undefined, number: `21345601${String((serial += 1)).padStart(8, '0')}`, openedOn: '2026-03-20' as PlainDate, agreementSignedOn: undefined }));
  if (fund > 0n) await fundProject(world, projectId, fund);
  return projectId;
}

export const fundProject = (world: World, projectId: string, amount: Fen): Promise<unknown> =>
  world.as('bank', (work) => creditLabourCost(work, projectId, { bookedOn: work.today, amount, reference: `NB${(serial += 1)}`, period: undefined, payer: '建设单位', purpose: '人工费' }));

/** An approved sheet of these workers, each with `pay` of net wages. */
export const approvedSheet = async (world: World, projectId: string, month: string, people: readonly RosterEntry[] = sampleWorkers, pay?: (i: number) => Fen): Promise<string> =>
  (await submitApproved(world, projectId, month, { reading: readingOf(people, pay) })).sheetId;

export const opinion = { opinion: '情况属实,同意' };

export const request = async (world: World, sheetId: string, who: Person = 'contractor'): Promise<string> =>
  (await world.as(who, (work) => requestRelease(work, { sheetId, opinion: '工人已签字确认,提请支付' }))).releaseId;

/** Requested, reviewed by both departments. */
export async function approvedRelease(world: World, sheetId: string): Promise<string> {
  const releaseId = await request(world, sheetId);
  await world.as('inspector', (work) => reviewRelease(work, releaseId, opinion));
  await world.as('housing', (work) => reviewRelease(work, releaseId, opinion));
  return releaseId;
}

/** With the bank; its batches. */
export async function sentRelease(world: World, sheetId: string): Promise<{ readonly releaseId: string; readonly batchIds: readonly string[] }> {
  const releaseId = await approvedRelease(world, sheetId);
  const { batches } = await world.as('bank', (work) => makeBatch(work, releaseId, 'general-csv'));
  return { releaseId, batchIds: batches.map((b) => b.batchId) };
}

/** A payment as the bank has it. */
export interface Sent {
  readonly id: string;
  readonly endToEndId: string;
  readonly name: string;
  readonly card: string;
  readonly amountFen: Fen;
}

export async function sentTo(world: World, batchId: string): Promise<Sent[]> {
  const rows = await world.dataSource.query<(Omit<Sent, 'card'> & { sealed: Buffer })[]>(
    'SELECT id, end_to_end_id AS "endToEndId", payee AS name, card_sealed AS sealed, amount_fen AS "amountFen" FROM payment_instruction WHERE batch_id = $1 ORDER BY end_to_end_id',
    [batchId],
  );
  return rows.map(({ sealed, ...row }) => ({ ...row, card: world.vault.open(sealed, `payment_instruction.card.${row.id}`) }));
}

export interface Told {
  readonly endToEndId?: string;
  readonly card?: string;
  readonly amountFen?: Fen;
  readonly result: string;
  readonly reason?: string;
}

/** The bank's answer file about these payments: what `tell` says of each; undefined leaves it out. */
export function answerFile(sent: readonly Sent[], tell: (one: Sent, i: number) => Told | undefined, { note = '' }: { readonly note?: string } = {}): Buffer {
  const lines = sent.flatMap((one, i) => {
    const told = tell(one, i);
    return told ? [{ ...one, ...told }] : [];
  });
  const rows = [
    ['业务编号', '收款人姓名', '收款账号', '金额', '处理结果', '失败原因'],
    ...lines.map((l) => [l.endToEndId, l.name, l.card, yuan(l.amountFen), l.result, l.reason ?? '']),
    ['合计', '总笔数', String(lines.length), '总金额', yuan(lines.reduce((sum, l) => sum + l.amountFen, 0n)), ...(note ? [note] : [])],
  ];
  return Buffer.from(encodeGb18030(rows.map((r) => r.join(',')).join('\r\n')));
}

export const allPaid = (): Told => ({ result: '成功' });

/** The bank brings its answer. */
export async function answer(world: World, releaseId: string, batchId: string, bytes: Buffer, who: Person = 'bank'): Promise<AnswerTaken> {
  const reading = await readReturnFile(builtInProfiles['general-csv'].profile, bytes);
  return world.as(who, (work) => takeAnswer(work, { releaseId, batchId, file: { name: '回盘.csv', mediaType: 'text/csv', bytes }, reading }));
}

/**
 * A case on these months whose decision nobody has obeyed, played from its filing to the day after its last term; the clock stands there
 * afterwards.
 */
export async function overdueDecision(world: World, projectId: string, periods: readonly string[]): Promise<string> {
  const { caseId } = await fileCase(world, projectId, { periods: periods.map(toPeriod) });
  const order = await orderCorrection(world, caseId);
  const ordered = await serveNow(world, order.paperId, dayOf(world.clock.now));
  const late = addDays(ordered.dueOn!, 1);
  world.clock.on(late);
  await world.as('system', (work) => markOverdue(work, order.paperId, late));
  const decision = await world.as('supervisor', (work) =>
    issueDecision(work, caseId, { facts: '逾期没有支付', evidence: '工资表\n考勤记录', statement: '当事人没有陈述、申辩', payWay: '通过专用账户支付到本人银行账户', termDays: 5, additionalPercent: undefined }),
  );
  const decided = await serveNow(world, decision.paperId, late);
  const missed = addDays(decided.dueOn!, 1);
  world.clock.on(missed);
  await world.as('system', (work) => markOverdue(work, decision.paperId, missed));
  return caseId;
}

export const storeCash = (world: World, projectId: string, amount: Fen): Promise<unknown> =>
  world.as('bank', (work) => recordInstrument(work, projectId, { form: 'cash', issuerId: world.parties.bank, number: `CK${(serial += 1)}`, amount, receivedOn: work.today }));

export const fileGuarantee = (world: World, projectId: string, amount: Fen, issuer: 'bank' | 'bank2' = 'bank2'): Promise<unknown> =>
  world.as('inspector', (work) =>
    recordInstrument(work, projectId, { form: 'bank-guarantee', issuerId: world.parties[issuer], number: `BH${(serial += 1)}`, amount, receivedOn: work.today, validFrom: work.today, validTo: addDays(work.today, 800), irrevocable: true, onDemand: true, beneficiary: true, replacesId: undefined }),
  );
