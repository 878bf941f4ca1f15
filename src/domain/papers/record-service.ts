import { ServiceRecord } from '../../entities/service-record.js';
import { storeFile } from '../../platform/files.js';
import type { UploadedFile } from '../../platform/body.js';
import type { TypeOf } from '../../platform/parse.js';
import { violated, type Work } from '../../platform/work.js';
import type { PlainDate } from '../../values/plain-date.js';
import { Invalid, Refusal } from '../../values/refusal.js';
import { colleagueOf, inspectorsOf } from '../identity/index.js';
import { getOrgan, lawOf } from '../policy/index.js';
import type { serviceAttempt } from './inputs.js';
import { issuePaper, type IssuedPaper } from './issue-paper.js';
import { getPaper, type PaperDetail } from './queries.js';
import { proofType, servedOnOf, serviceIssues, serviceModeNames } from './service-rules.js';

export interface ServiceInput extends TypeOf<typeof serviceAttempt> {
  /** The scanned receipt, a photograph. */
  readonly proof?: UploadedFile | undefined;
}

export interface ServiceRecorded {
  readonly paper: PaperDetail;
  /** Undefined: the attempt failed, the paper is still to be served. */
  readonly servedOn: PlainDate | undefined;
  readonly receipt: IssuedPaper | undefined;
}

/** Kept inside the organ or proof themselves: nobody is served with them. */
const unserved: readonly string[] = ['service-receipt', 'release-approval'];

/**
 * Records an attempt to serve a paper, by the actor and a colleague; once it succeeds, its 送达回证 is issued. Every term of the paper runs
 * from the day of service. A paper is served once.
 * @throws Invalid with everything that the mode needs; Refusal `already-exists` where it has been served
 */
export async function recordService(work: Work, paperId: string, input: ServiceInput): Promise<ServiceRecorded> {
  const paper = await getPaper(work, paperId);
  if (unserved.includes(paper.kind)) throw new Refusal('wrong-state', `${paper.title}不需要送达`);
  if (paper.servedOn) throw alreadyServed(paper.servedOn);
  const facts = { ...input, proof: input.proof !== undefined };
  const issues = serviceIssues(facts, paper.issuedOn, work.today);
  const proofIs = input.proof && proofType(input.proof.bytes);
  if (input.proof && !proofIs) issues.push({ path: 'proof', message: '附件应为 PDF、JPG 或者 PNG 文件' });
  const colleague = await colleagueOf(work, input.coServerId, 'coServerId').catch((error: unknown) => {
    if (!(error instanceof Invalid)) throw error;
    issues.push(...error.issues);
    return undefined;
  });
  if (issues.length > 0 || !colleague) throw new Invalid(issues);
  const organ = await getOrgan(work, paper.organId);
  const servedOn = servedOnOf(facts, await lawOf(work, organ.areaCode));
  const id = work.newId();
  const proofFileId = input.proof && proofIs ? await storeFile(work, { ...input.proof, mediaType: proofIs }) : null;
  const note = [input.note, input.consent && `受送达人同意电子送达：${input.consent}`, input.photos && `拍照、录像：${input.photos}`].filter(Boolean).join('；');
  try {
    await work.db.insert(ServiceRecord, {
      id,
      paperId,
      mode: input.mode,
      attemptedOn: input.attemptedOn,
      servedOn: servedOn ?? null,
      place: input.place ?? '',
      receivedBy: input.receivedBy ?? '',
      relation: input.relation ?? '',
      witness: input.witness ?? '',
      note,
      proofFileId,
      serverId: work.actor.id!,
      coServerId: colleague.id,
      recordedAt: work.now,
    });
  } catch (error) {
    if (violated(error) === 'service_record_served') throw alreadyServed();
    throw error;
  }
  await work.record({
    action: servedOn ? 'paper.served' : 'paper.service-failed',
    subject: ['paper', paperId],
    projectId: paper.projectId,
    reason: input.note,
    detail: { attemptId: id, number: paper.number, mode: input.mode, attemptedOn: input.attemptedOn, servedOn: servedOn ?? null },
  });
  return { paper, servedOn, receipt: servedOn ? await issueReceipt(work, paper, input, note, servedOn) : undefined };
}

const alreadyServed = (on?: PlainDate): Refusal => new Refusal('already-exists', `这份文书${on ? `已于 ${on} 送达` : '已经送达'}，不能再次登记送达`);

async function issueReceipt(work: Work, paper: PaperDetail, input: ServiceInput, note: string, servedOn: PlainDate): Promise<IssuedPaper> {
  const servers = await inspectorsOf(work, [work.actor.id!, input.coServerId]);
  const refused = input.mode === 'leave';
  return issuePaper(work, {
    kind: 'service-receipt',
    organId: paper.organId,
    projectId: paper.projectId,
    partyId: paper.partyId,
    caseId: paper.caseId,
    subjectId: paper.id,
    data: {
      paper: { title: paper.title, number: paper.number },
      ...(paper.cause ? { cause: paper.cause } : {}),
      recipient: paper.addressee ?? '—',
      place: input.place ?? '',
      mode: serviceModeNames[input.mode],
      servedOn,
      ...(input.receivedBy ? { receivedBy: input.receivedBy } : {}),
      ...(input.relation ? { relation: input.relation } : {}),
      ...(refused && input.note ? { refusalReason: input.note } : {}),
      ...(input.witness ? { witnesses: input.witness.split(/[、,，;；\s]+/u).filter(Boolean) } : {}),
      servers: servers.map((s) => ({ name: s.name, cardNumber: s.badgeNo })),
      ...(!refused && note ? { note } : refused && input.photos ? { note: `拍照、录像：${input.photos}` } : {}),
    },
  });
}
