import { JointGuarantee } from '../../entities/joint-guarantee.js';
import type { UploadedFile } from '../../platform/body.js';
import { openFile, storeFile, type KeptFile } from '../../platform/files.js';
import type { TypeOf } from '../../platform/parse.js';
import type { Work } from '../../platform/work.js';
import { yuan, type Fen } from '../../values/money.js';
import type { PlainDate } from '../../values/plain-date.js';
import { Invalid, Refusal, type Issue } from '../../values/refusal.js';
import { getProject } from '../projects/index.js';
import type { commitmentEnd, newCommitment } from './inputs.js';

/** 联合担保承诺 as shown at a project and its cases. */
export interface Commitment {
  readonly id: string;
  readonly owner: string;
  readonly contractor: string;
  /** Null: unlimited. */
  readonly amountFen: Fen | null;
  readonly signedOn: PlainDate;
  /** Null: until all wages of the project are paid. */
  readonly validTo: PlainDate | null;
  readonly hasFile: boolean;
  readonly note: string;
  readonly endedOn: PlainDate | null;
  readonly endedReason: string | null;
  /** Signed, not ended and not run out today. */
  readonly inForce: boolean;
}

const fileKinds: readonly (readonly [mediaType: string, magic: string])[] = [
  ['application/pdf', '25504446'],
  ['image/jpeg', 'ffd8ff'],
  ['image/png', '89504e47'],
];

/**
 * Records the promise of a project's owner and general contractor that both stand for its wages, as they are today. It is a promise and
 * not a ground of the law: it helps to collect, and the order to pay still names whom the law names.
 */
export async function recordCommitment(work: Work, projectId: string, input: TypeOf<typeof newCommitment>, file?: UploadedFile): Promise<{ readonly commitmentId: string }> {
  const project = await getProject(work, projectId);
  const issues: Issue[] = [];
  if (input.signedOn > work.today) issues.push({ path: 'signedOn', message: '日期不能晚于今天' });
  if (input.validTo && input.validTo < input.signedOn) issues.push({ path: 'validTo', message: '担保期限止早于签订日期' });
  const mediaType = file && fileKinds.find(([, magic]) => file.bytes.subarray(0, 4).toString('hex').startsWith(magic))?.[0];
  if (file && !mediaType) issues.push({ path: 'file', message: '附件应为 PDF、JPG 或者 PNG 文件' });
  if (issues.length > 0) throw new Invalid(issues);
  const id = work.newId();
  const fileId = file && mediaType ? await storeFile(work, { ...file, mediaType }) : null;
  await work.db.insert(JointGuarantee, {
    id,
    projectId,
    ownerId: project.ownerId,
    contractorId: project.contractorId,
    amountFen: input.amount ?? null,
    signedOn: input.signedOn,
    validTo: input.validTo ?? null,
    fileId,
    note: input.note ?? '',
    recordedBy: work.actor.id!,
    recordedAt: work.now,
  });
  await work.record({ action: 'commitment.recorded', subject: ['joint-guarantee', id], projectId, detail: { amount: input.amount === undefined ? null : yuan(input.amount), signedOn: input.signedOn, validTo: input.validTo ?? null } });
  return { commitmentId: id };
}

/** The promise is released, with the reason. @throws Refusal `not-found`, `already-exists` */
export async function endCommitment(work: Work, projectId: string, commitmentId: string, { reason }: TypeOf<typeof commitmentEnd>): Promise<void> {
  const found = await findCommitment(work, projectId, commitmentId);
  if (found.endedOn !== null) throw new Refusal('already-exists', '这份承诺已经解除');
  await work.db.update(JointGuarantee, { id: commitmentId }, { endedOn: work.today, endedReason: reason });
  await work.record({ action: 'commitment.ended', subject: ['joint-guarantee', commitmentId], projectId, reason });
}

/** The signed paper. @throws Refusal `not-found` */
export async function openCommitment(work: Work, projectId: string, commitmentId: string): Promise<KeptFile> {
  const { fileId } = await findCommitment(work, projectId, commitmentId);
  if (fileId === null) throw new Refusal('not-found', '没有附件');
  return openFile(work, fileId);
}

async function findCommitment(work: Work, projectId: string, id: string): Promise<JointGuarantee> {
  await getProject(work, projectId);
  const found = await work.db.findOneBy(JointGuarantee, { id, projectId });
  if (!found) throw new Refusal('not-found', '没有找到这份联合担保承诺');
  return found;
}

/** The commitments of a project, those in force first. */
export async function listCommitments(work: Work, projectId: string): Promise<Commitment[]> {
  await getProject(work, projectId);
  return work.db.query(
    `SELECT g.id, o.name AS owner, c.name AS contractor, g.amount_fen AS "amountFen", g.signed_on AS "signedOn", g.valid_to AS "validTo", g.file_id IS NOT NULL AS "hasFile", g.note,
            g.ended_on AS "endedOn", g.ended_reason AS "endedReason", g.ended_on IS NULL AND (g.valid_to IS NULL OR g.valid_to >= $2) AS "inForce"
       FROM joint_guarantee g JOIN party o ON o.id = g.owner_id JOIN party c ON c.id = g.contractor_id WHERE g.project_id = $1 ORDER BY "inForce" DESC, g.signed_on DESC, g.id DESC`,
    [projectId, work.today],
  );
}
