import { spend, type Limit } from '../../platform/attempts.js';
import { openFile, type KeptFile } from '../../platform/files.js';
import type { Work } from '../../platform/work.js';
import type { PaperContext, PaperKindName } from '../../notices/index.js';
import { hashData } from '../../values/canonical-json.js';
import type { PlainDate } from '../../values/plain-date.js';
import { grouped, readCode } from '../../values/readable-code.js';
import { Refusal } from '../../values/refusal.js';
import type { ServiceMode } from '../../entities/service-record.js';
import { checkCodeLength, sealedAt, type FrozenPaper } from './issue-paper.js';
import { paperScope } from './scope.js';

/** A paper as lists show it. */
export interface PaperRow {
  readonly id: string;
  readonly kind: PaperKindName;
  readonly title: string;
  readonly number: string;
  readonly issuedOn: PlainDate;
  readonly addressee: string | null;
  readonly servedOn: PlainDate | null;
}

const rowColumns = `pa.id, pa.kind, pa.title, pa.number, pa.issued_on AS "issuedOn", a.name AS addressee,
  (SELECT served_on FROM service_record sr WHERE sr.paper_id = pa.id AND sr.served_on IS NOT NULL) AS "servedOn"`;

/** The papers of a project or of a case that this person may read, newest first. */
export function listPapers(work: Work, of: { readonly projectId: string } | { readonly caseId: string }): Promise<PaperRow[]> {
  const [column, id] = 'caseId' in of ? ['case_id', of.caseId] : ['project_id', of.projectId];
  const values: unknown[] = [id];
  return work.db.query(
    `SELECT ${rowColumns} FROM paper pa LEFT JOIN party a ON a.id = pa.party_id
      WHERE pa.${column} = $1 AND ${paperScope(work.actor, 'pa', values)} ORDER BY pa.issued_at DESC, pa.seq DESC`,
    values,
  );
}

/** A paper's own page. */
export interface PaperDetail extends PaperRow {
  readonly organ: string;
  readonly organId: string;
  readonly issuedBy: string;
  readonly hash: string;
  /** As it is printed, in groups of four. */
  readonly checkCode: string;
  readonly partyId: string | null;
  readonly projectId: string | null;
  readonly project: string | null;
  readonly caseId: string | null;
  readonly caseNumber: string | null;
  readonly cause: string | null;
  /** A 送达回证: the paper whose service it proves. */
  readonly subjectId: string | null;
}

/** @throws Refusal `not-found`, also where this person may not read it */
export async function getPaper(work: Work, paperId: string): Promise<PaperDetail> {
  const values: unknown[] = [paperId];
  const [paper] = await work.db.query<PaperDetail[]>(
    `SELECT ${rowColumns}, o.name AS organ, pa.organ_id AS "organId", u.name AS "issuedBy", pa.data_hash AS hash, pa.check_code AS "checkCode", pa.party_id AS "partyId",
            pa.project_id AS "projectId", p.name AS project, pa.case_id AS "caseId", c.number AS "caseNumber", c.cause, pa.subject_id AS "subjectId"
       FROM paper pa JOIN organ o ON o.id = pa.organ_id JOIN user_account u ON u.id = pa.issued_by LEFT JOIN party a ON a.id = pa.party_id
       LEFT JOIN project p ON p.id = pa.project_id LEFT JOIN case_file c ON c.id = pa.case_id
      WHERE pa.id = $1 AND ${paperScope(work.actor, 'pa', values)}`,
    values,
  );
  if (!paper) throw new Refusal('not-found', '没有找到这份文书');
  return { ...paper, checkCode: grouped(paper.checkCode, 4) };
}

/** An attempt to serve a paper. */
export interface ServiceAttempt {
  readonly id: string;
  readonly mode: ServiceMode;
  readonly attemptedOn: PlainDate;
  readonly servedOn: PlainDate | null;
  readonly place: string;
  readonly receivedBy: string;
  readonly relation: string;
  readonly witness: string;
  readonly note: string;
  readonly servers: string;
  readonly proofFileId: string | null;
  readonly recordedAt: Date;
  /** The 送达回证 that proves it. */
  readonly receiptId: string | null;
  readonly receiptNumber: string | null;
}

/** Every attempt to serve a paper, latest first. Who may read the paper is for the caller to know. */
export function listAttempts(work: Work, paperId: string): Promise<ServiceAttempt[]> {
  return work.db.query(
    `SELECT sr.id, sr.mode, sr.attempted_on AS "attemptedOn", sr.served_on AS "servedOn", sr.place, sr.received_by AS "receivedBy", sr.relation, sr.witness, sr.note,
            s.name || '、' || c.name AS servers, sr.proof_file_id AS "proofFileId", sr.recorded_at AS "recordedAt",
            r.id AS "receiptId", r.number AS "receiptNumber"
       FROM service_record sr JOIN user_account s ON s.id = sr.server_id JOIN user_account c ON c.id = sr.co_server_id
       LEFT JOIN paper r ON r.subject_id = sr.paper_id AND r.kind = 'service-receipt' AND sr.served_on IS NOT NULL
      WHERE sr.paper_id = $1 ORDER BY sr.recorded_at DESC, sr.id DESC`,
    [paperId],
  );
}

/** What was handed in as proof of an attempt. @throws Refusal `not-found` */
export async function openProof(work: Work, paperId: string, attemptId: string): Promise<KeptFile> {
  const { projectId, number } = await getPaper(work, paperId);
  const [row] = await work.db.query<{ fileId: string }[]>('SELECT proof_file_id AS "fileId" FROM service_record WHERE id = $1 AND paper_id = $2 AND proof_file_id IS NOT NULL', [attemptId, paperId]);
  if (!row) throw new Refusal('not-found', '没有这份附件');
  await work.record({ action: 'paper.proof-opened', subject: ['paper', paperId], projectId, detail: { number, attemptId } });
  return openFile(work, row.fileId);
}

/** All that a paper is printed from, but the address of the service. */
export interface PrintablePaper {
  readonly kind: PaperKindName;
  readonly title: string;
  readonly data: unknown;
  readonly context: Omit<PaperContext, 'checkUrl'>;
}

/** Opens a paper to print it, which is on record, since most name workers. @throws Refusal `not-found` */
export async function paperForPdf(work: Work, paperId: string): Promise<PrintablePaper> {
  const { title, number, issuedOn, hash, checkCode, projectId } = await getPaper(work, paperId);
  const [row] = await work.db.query<[{ sealed: Buffer }]>('SELECT data_sealed AS sealed FROM paper WHERE id = $1', [paperId]);
  const { kind, organ, data } = JSON.parse(work.vault.open(row.sealed, sealedAt(paperId))) as FrozenPaper;
  if (hashData({ kind, organ, data }) !== hash) throw new Error(`paper ${paperId}: the data are not those of the hash`);
  await work.record({ action: 'paper.opened', subject: ['paper', paperId], projectId, detail: { number } });
  return { kind, title, data, context: { number, issuedOn, organ, checkCode, dataHash: hash } };
}

/** What the public may know of a paper: that it exists, and how to tell that the one in hand is the same. */
export interface CheckedPaper {
  readonly title: string;
  readonly number: string;
  readonly issuedOn: PlainDate;
  readonly organ: string;
  readonly hash: string;
}

const checkLimit: Limit = { count: 10, minutes: 1 };

/**
 * The paper of a check code. A wrong code, an impossible one and none at all are the same: undefined. That is an answer and not a refusal,
 * so that the attempt stays counted.
 * @throws Refusal `too-many-attempts` after ten a minute from one address
 */
export async function checkPaper(work: Work, { code, ip }: { readonly code: string; readonly ip: string }): Promise<CheckedPaper | undefined> {
  await spend(work.db, [`paper-check:ip:${ip}`], checkLimit, work.now);
  const [found] = await work.db.query<CheckedPaper[]>(
    `SELECT pa.title, pa.number, pa.issued_on AS "issuedOn", o.name AS organ, pa.data_hash AS hash FROM paper pa JOIN organ o ON o.id = pa.organ_id WHERE pa.check_code = $1`,
    [readCode(code, checkCodeLength) ?? ''],
  );
  return found;
}
