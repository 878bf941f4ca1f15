import { BankFile } from '../../entities/bank-file.js';
import type { BankProfileId } from '../../formats/bank-profiles.js';
import type { ReturnFile } from '../../formats/bank-return-file.js';
import { fileHash, openFile, storeFile, type KeptFile } from '../../platform/files.js';
import type { Work } from '../../platform/work.js';
import { Invalid, Refusal } from '../../values/refusal.js';
import { takeAnswer } from './take-answer.js';

/**
 * Keeps a file that came in over a bank's connection; what is done with it comes later. The same file again changes nothing.
 */
export async function receiveBankFile(work: Work, bank: { readonly bankId: string; readonly profile: BankProfileId }, file: KeptFile): Promise<void> {
  const sha256 = fileHash(file.bytes);
  if (await work.db.existsBy(BankFile, { bankId: bank.bankId, sha256 })) return;
  const id = work.newId();
  const fileId = await storeFile(work, file);
  await work.db.insert(BankFile, { id, bankId: bank.bankId, profile: bank.profile, name: file.name, sha256, fileId, receivedAt: work.now, state: 'received' });
  await work.record({ action: 'bank-file.received', subject: ['bank-file', id], detail: { bankId: bank.bankId, name: file.name, sha256 } });
}

export interface WaitingFile {
  readonly id: string;
  readonly bankId: string;
  readonly profile: BankProfileId;
  readonly file: KeptFile;
}

/** The next file that nobody has looked at, passing over those of `seen`. */
export async function nextBankFile(work: Work, seen: readonly string[]): Promise<WaitingFile | undefined> {
  const [found] = await work.db.query<{ id: string; bankId: string; profile: BankProfileId; fileId: string }[]>(
    `SELECT id, bank_id AS "bankId", profile, file_id AS "fileId" FROM bank_file WHERE state = 'received' AND id <> ALL ($1::uuid[]) ORDER BY received_at, id LIMIT 1`,
    [seen],
  );
  return found && { id: found.id, bankId: found.bankId, profile: found.profile, file: await openFile(work, found.fileId) };
}

/**
 * Takes a received file as the bank's answer to the batch that it names, or whose payments it lists. The whole is refused as `takeAnswer` does.
 * @throws Invalid, Refusal: the file must be set aside with that reason
 */
export async function takeBankFile(work: Work, { id, bankId, file }: WaitingFile, reading: ReturnFile): Promise<void> {
  const [row] = await work.db.query<{ state: string }[]>('SELECT state FROM bank_file WHERE id = $1 FOR UPDATE', [id]);
  if (row?.state !== 'received') return;
  const { batchId, releaseId } = await batchOfFile(work, bankId, reading);
  const { answerId } = await takeAnswer(work, { releaseId, batchId, file, reading });
  await work.db.query(`UPDATE bank_file SET state = 'taken', answer_id = $2, why = NULL WHERE id = $1`, [id, answerId]);
}

async function batchOfFile(work: Work, bankId: string, reading: ReturnFile): Promise<{ readonly batchId: string; readonly releaseId: string }> {
  const batches = await work.db.query<{ batchId: string; releaseId: string }[]>(
    reading.batchId !== undefined
      ? `SELECT id AS "batchId", release_id AS "releaseId" FROM payment_batch WHERE bank_id = $1 AND state = 'sent' AND number = $2`
      : `SELECT DISTINCT b.id AS "batchId", b.release_id AS "releaseId" FROM payment_instruction i JOIN payment_batch b ON b.id = i.batch_id WHERE b.bank_id = $1 AND b.state = 'sent' AND i.end_to_end_id = ANY ($2) LIMIT 2`,
    [bankId, reading.batchId ?? reading.lines.map((l) => l.endToEndId)],
  );
  const [batch] = batches;
  if (!batch) throw new Refusal('not-found', reading.batchId !== undefined ? `没有向这家银行发出过批次 ${reading.batchId}` : '文件中没有本系统发出的付款');
  if (batches.length > 1) throw new Refusal('file-refused', '文件没有批次号，又含有几个批次的付款');
  return batch;
}

/** Keeps a file aside that cannot be used, with its reason, until a person has looked. It is not tried again by itself. */
export async function setBankFileAside(work: Work, id: string, error: unknown): Promise<void> {
  const why = error instanceof Invalid ? error.issues.map((i) => i.message).join('；') : error instanceof Refusal ? error.why : '处理时出错，请告诉管理员';
  await work.db.query(`UPDATE bank_file SET state = 'set-aside', why = $2 WHERE id = $1 AND state = 'received'`, [id, why.slice(0, 1_000)]);
  await work.record({ action: 'bank-file.set-aside', subject: ['bank-file', id], reason: why.slice(0, 500) });
}

/** A person has looked at a file that was set aside. @throws Refusal `not-found`, `wrong-state` */
export async function handleBankFile(work: Work, id: string, { note }: { readonly note: string }): Promise<void> {
  await lockSetAside(work, id);
  await work.db.query(`UPDATE bank_file SET state = 'handled', note = $2, handled_by = $3, handled_at = $4 WHERE id = $1`, [id, note, work.actor.id, work.now]);
  await work.record({ action: 'bank-file.handled', subject: ['bank-file', id], reason: note });
}

/** Has a file that was set aside tried once more, e.g. after what stood against it was mended. @throws Refusal `not-found`, `wrong-state` */
export async function retakeBankFile(work: Work, id: string): Promise<void> {
  await lockSetAside(work, id);
  await work.db.query(`UPDATE bank_file SET state = 'received', why = NULL WHERE id = $1`, [id]);
  await work.record({ action: 'bank-file.retaken', subject: ['bank-file', id] });
}

async function lockSetAside(work: Work, id: string): Promise<void> {
  const [file] = await work.db.query<{ state: string }[]>('SELECT state FROM bank_file WHERE id = $1 AND ($2::uuid IS NULL OR bank_id = $2) FOR UPDATE', [id, work.actor.partyId]);
  if (!file) throw new Refusal('not-found', '没有找到这个文件');
  if (file.state !== 'set-aside') throw new Refusal('wrong-state', '这个文件没有挂起，不需要处理');
}
