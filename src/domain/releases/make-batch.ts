import type { BankConnectionKind } from '../../entities/bank-connection.js';
import { PaymentBatch } from '../../entities/payment-batch.js';
import type { Release } from '../../entities/release.js';
import { writePaymentFile, type PaymentFile, type PaymentLine } from '../../formats/bank-payment-file.js';
import { mostPaymentLines, type BankProfile, type BankProfileId } from '../../formats/bank-profiles.js';
import { storeFile } from '../../platform/files.js';
import type { Work } from '../../platform/work.js';
import type { BankCard } from '../../values/bank-card.js';
import { yuan, type Fen } from '../../values/money.js';
import { formatPeriod, type Period } from '../../values/period.js';
import { Refusal } from '../../values/refusal.js';
import { next } from '../../values/workflow.js';
import { chosenProfile } from '../policy/index.js';
import { hold, payerAccount, voidHold, type PayerAccount } from '../escrow/index.js';
import { connectionOf } from './bank-connections.js';
import { cardPlace } from './hold-lines.js';
import { sourceAccount } from './review-release.js';
import { lockRelease } from './scope.js';
import { releaseFlow } from './states.js';
import { postSent } from './send-batch.js';
import { moveRelease, takeStep } from './take-step.js';

export interface BatchMade {
  readonly batchId: string;
  readonly number: string;
  readonly lines: number;
  readonly controlFen: Fen;
}

/**
 * 银行代发: the paying bank agrees and takes its file, or several where there are many lines. A bank without a connection fetches them: with
 * this commit the payments count as sent, the file can be had only afterwards, and nothing is ever sent again. For a bank with a connection
 * they are queued, each batch with its part of the money, until they are sent or taken back. Asking again gives the same batches.
 * @param profile the format that the bank's clerk chose; a connection has its own
 * @throws Invalid (a format that is not this bank's); Refusal `not-found`, `not-allowed`, `wrong-state`, `same-person`, `file-refused` (a name that the bank's format cannot hold)
 */
export async function makeBatch(work: Work, releaseId: string, profile: BankProfileId): Promise<{ readonly batches: readonly BatchMade[]; readonly repeated: boolean; readonly queued: boolean }> {
  const release = await lockRelease(work, releaseId);
  const before = work.actor.role === 'bank-operator' ? await batchesOf(work, releaseId) : [];
  if (before.length > 0) return { batches: before, repeated: true, queued: release.state === 'queued' };
  const connection = await connectionOf(work, release.payerBankId);
  const queued = connection !== undefined && connection.kind !== 'desk';
  const to = next(releaseFlow, release.state, 'pay', work.actor.role, queued ? 'queued' : 'sent');
  const payer = { ...(await payerOf(work, release)), bank: await bankName(work, release.payerBankId) };
  const instructions = await openInstructions(work, releaseId);
  const id = queued ? connection.profile : profile;
  const form = await chosenProfile(work, id, { bankId: release.payerBankId });
  const size = Math.min(mostPaymentLines, form.payment.mostLines);
  const batches: BatchMade[] = [];
  for (let from = 0; from < instructions.length; from += size) {
    batches.push(await writeBatch(work, release, { id, form }, payer, instructions.slice(from, from + size), batches.length + 1, queued ? connection.kind : 'desk'));
  }
  const held = await heldFor(work, release.id);
  if (queued) {
    await voidHold(work, held);
    for (const batch of batches) await hold(work, { account: await sourceAccount(work, release), amountFen: batch.controlFen, subjectId: batch.batchId });
  } else await postSent(work, release, { holdId: held, subjectId: release.id, amountFen: release.amountFen });
  await takeStep(work, release, { step: 'bank-pay', decision: 'agree', opinion: queued ? `付款文件 ${batches.length} 份，由系统发送` : `已取付款文件 ${batches.length} 份` });
  await moveRelease(work, release, to, { action: queued ? 'release.queued' : 'release.sent', detail: { batches: batches.map((b) => b.number), lines: instructions.length, amount: yuan(release.amountFen) } });
  return { batches, repeated: false, queued };
}

async function heldFor(work: Work, subjectId: string): Promise<string> {
  const [held] = await work.db.query<[{ id: string }]>(`SELECT id FROM hold WHERE subject_id = $1 AND state = 'pending'`, [subjectId]);
  return held.id;
}

/** What pays, as the file names it. From a deposit only after the order to pay was served. */
async function payerOf(work: Work, release: Release): Promise<PayerAccount> {
  if (release.source === 'escrow') {
    const account = await payerAccount(work, release.projectId);
    if (!account) throw new Refusal('wrong-state', '本项目没有在用的工资专户');
    return account;
  }
  const [instrument] = await work.db.query<{ number: string; name: string }[]>(
    `SELECT i.number, c.name FROM deposit_draw x JOIN deposit d ON d.id = x.deposit_id JOIN deposit_instrument i ON i.deposit_id = d.id AND i.issuer_id = $2 AND (i.form = 'cash') = $3
       JOIN project p ON p.id = d.project_id JOIN party c ON c.id = p.contractor_id
      WHERE x.release_id = $1 AND x.notified_on IS NOT NULL ORDER BY i.ended_on IS NOT NULL, i.received_on DESC, i.id DESC LIMIT 1`,
    [release.id, release.payerBankId, release.source === 'deposit'],
  );
  if (!instrument) throw new Refusal('wrong-state', '支付通知书送达后才能取付款文件');
  return { name: instrument.name, number: instrument.number };
}

async function bankName(work: Work, bankId: string): Promise<string> {
  const [bank] = await work.db.query<[{ name: string }]>('SELECT name FROM party WHERE id = $1', [bankId]);
  return bank.name;
}

interface OpenInstruction extends PaymentLine {
  readonly id: string;
}

async function openInstructions(work: Work, releaseId: string): Promise<OpenInstruction[]> {
  const rows = await work.db.query<{ id: string; endToEndId: string; payeeName: string; sealed: Buffer; bank: string; amountFen: Fen; period: Period }[]>(
    `SELECT id, end_to_end_id AS "endToEndId", payee AS "payeeName", card_sealed AS sealed, bank_name AS bank, amount_fen AS "amountFen", period
       FROM payment_instruction WHERE release_id = $1 AND state = 'approved' ORDER BY end_to_end_id`,
    [releaseId],
  );
  return rows.map(({ sealed, period, ...row }) => ({ ...row, card: work.vault.open(sealed, cardPlace(row.id)) as BankCard, purpose: `${formatPeriod(period)}工资` }));
}

async function writeBatch(work: Work, release: Release, profile: { readonly id: BankProfileId; readonly form: BankProfile }, payer: PayerAccount & { readonly bank: string }, lines: readonly OpenInstruction[], serial: number, connection: BankConnectionKind): Promise<BatchMade> {
  const queued = connection !== 'desk';
  const batchId = work.newId();
  const number = `${release.number}-${serial}`;
  const file = await fileOf(profile.form, { batchId: number, date: work.today, payerName: plain(payer.name), payerAccount: plain(payer.number), payerBank: plain(payer.bank), lines });
  const fileId = await storeFile(work, { name: file.fileName, mediaType: file.contentType, bytes: Buffer.from(file.bytes) });
  await work.db.insert(PaymentBatch, { id: batchId, number, releaseId: release.id, bankId: release.payerBankId, profile: profile.id, fileId, lines: file.count, controlFen: file.sumFen, madeBy: work.actor.id!, madeAt: work.now, connection, state: queued ? 'queued' : 'sent', sentAt: queued ? null : work.now, deliveredAt: queued ? null : work.now });
  await work.db.query('UPDATE payment_instruction SET batch_id = $1, state = $2, sent_at = $3 WHERE id = ANY ($4::uuid[])', [batchId, queued ? 'queued' : 'sent', queued ? null : work.now, lines.map((l) => l.id)]);
  return { batchId, number, lines: file.count, controlFen: file.sumFen };
}

/** The head of a file is for people: what would break its form becomes a space. Names of payees are never touched. */
const plain = (text: string): string => text.replace(/[\p{Cc}",|]/gu, ' ');

async function fileOf(profile: BankProfile, batch: Parameters<typeof writePaymentFile>[1]): Promise<PaymentFile> {
  try {
    return await writePaymentFile(profile, batch);
  } catch (error) {
    const line = error instanceof RangeError ? /^line (\d+):/u.exec(error.message) : null;
    if (!line) throw error;
    const { payeeName } = batch.lines[Number(line[1]) - 1]!;
    throw new Refusal('file-refused', `“${payeeName}”的姓名或开户银行含有银行文件不能使用的字符，请换一种文件格式，或退回更正`);
  }
}

function batchesOf(work: Work, releaseId: string): Promise<BatchMade[]> {
  return work.db.query('SELECT id AS "batchId", number, lines, control_fen AS "controlFen" FROM payment_batch WHERE release_id = $1 ORDER BY length(number), number', [releaseId]);
}
