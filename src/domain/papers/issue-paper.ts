import { Paper } from '../../entities/paper.js';
import { glyphMissing, missingGlyphs, paperKinds, type PaperContext, type PaperData, type PaperKindName } from '../../notices/index.js';
import type { Work } from '../../platform/work.js';
import { canonicalJson, hashData } from '../../values/canonical-json.js';
import { documentNumber } from '../../values/document-number.js';
import { yearOf } from '../../values/plain-date.js';
import { readableCode } from '../../values/readable-code.js';
import { Invalid, Refusal } from '../../values/refusal.js';
import { getOrgan } from '../policy/index.js';
import { nextNumber } from './next-number.js';

export interface NewPaper<K extends PaperKindName> {
  readonly kind: K;
  readonly organId: string;
  readonly projectId?: string | null;
  /** To whom it is addressed. */
  readonly partyId?: string | null;
  readonly caseId?: string | null;
  /** The record that the paper is about, e.g. the paper that a 送达回证 proves the service of. */
  readonly subjectId?: string | null;
  readonly data: PaperData[K];
}

/** What is frozen with a paper, and what its hash is of. An organ may move or be renamed; what it has issued stays as it was. */
export interface FrozenPaper {
  readonly kind: PaperKindName;
  readonly organ: PaperContext['organ'];
  readonly data: unknown;
}

export interface IssuedPaper {
  readonly paperId: string;
  /** 发文字号, e.g. 儋人社监令〔2026〕1号. */
  readonly number: string;
  readonly title: string;
}

/**
 * Issues a paper: checks its data, freezes it with a hash, gives it the next number of its organ, kind and year, and a check code.
 * Whatever is refused takes no number. The date of the paper is the day of this unit of work.
 * @throws Invalid with everything that the data lacks; Refusal `glyph-missing` naming the characters that cannot be printed,
 *   `parameter-missing` where the organ has no 机关代字
 */
export async function issuePaper<K extends PaperKindName>(work: Work, paper: NewPaper<K>): Promise<IssuedPaper> {
  const { title, numberWord, issues } = paperKinds[paper.kind];
  const wrong = issues(paper.data);
  if (wrong.length > 0) throw new Invalid(wrong.map((i) => ({ path: '', message: i.message })));
  if (!work.actor.id) throw new Refusal('not-allowed', '文书须由具体的工作人员制发');
  const { name, docPrefix, address, phone } = await getOrgan(work, paper.organId);
  if (!docPrefix) throw new Refusal('parameter-missing', `${name}的机关代字尚未设定，不能编号制发文书`);
  const frozen: FrozenPaper = { kind: paper.kind, organ: { name, docPrefix, address, phone }, data: paper.data };
  const text = canonicalJson(frozen);
  const missing = missingGlyphs(text);
  if (missing.length > 0) throw glyphMissing(missing);

  const year = yearOf(work.today);
  const seq = await nextNumber(work, paper.organId, paper.kind, year);
  const number = documentNumber(docPrefix, numberWord, year, seq);
  const paperId = work.newId();
  await work.db.insert(Paper, {
    id: paperId,
    organId: paper.organId,
    kind: paper.kind,
    year,
    seq,
    number,
    projectId: paper.projectId ?? null,
    partyId: paper.partyId ?? null,
    caseId: paper.caseId ?? null,
    subjectId: paper.subjectId ?? null,
    title,
    dataSealed: work.vault.seal(text, sealedAt(paperId)),
    dataHash: hashData(frozen),
    layout: 1,
    checkCode: readableCode(work.secret(10), checkCodeLength),
    issuedOn: work.today,
    issuedBy: work.actor.id,
    issuedAt: work.now,
  });
  await work.record({ action: 'paper.issued', subject: ['paper', paperId], projectId: paper.projectId, detail: { kind: paper.kind, number, caseId: paper.caseId ?? null, hash: hashData(frozen) } });
  return { paperId, number, title };
}

/** 80 random bits: a code cannot be guessed. */
export const checkCodeLength = 16;

export const sealedAt = (paperId: string): string => `paper.data.${paperId}`;
