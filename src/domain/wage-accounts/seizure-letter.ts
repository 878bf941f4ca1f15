import type { SeizureMeasure } from '../../entities/account-seizure.js';
import { at, cite } from '../../law/index.js';
import type { Work } from '../../platform/work.js';
import type { Fen } from '../../values/money.js';
import type { PlainDate } from '../../values/plain-date.js';
import { Refusal } from '../../values/refusal.js';
import { moneyLine } from '../escrow/index.js';
import { getProject } from '../projects/index.js';

/** What the letter to the executing organ is made of: whose money it is and what it is for. */
export interface SeizureLetter {
  readonly to: string;
  readonly measure: SeizureMeasure;
  readonly documentNo: string;
  readonly seizedOn: PlainDate;
  readonly amountFen: Fen | null;
  readonly project: string;
  readonly contractor: string;
  readonly owner: string;
  readonly account: string;
  readonly bank: string;
  readonly numberLast4: string;
  readonly creditedFen: Fen;
  readonly paidFen: Fen;
  readonly unpaidFen: Fen;
  readonly balanceFen: Fen;
  readonly workers: number;
  /** The provision that forbids the measure. */
  readonly basis: string;
  readonly today: PlainDate;
}

/** @throws Refusal `not-found` */
export async function seizureLetter(work: Work, projectId: string, seizureId: string): Promise<SeizureLetter> {
  const project = await getProject(work, projectId);
  const [row] = await work.db.query<Omit<SeizureLetter, 'project' | 'creditedFen' | 'paidFen' | 'unpaidFen' | 'balanceFen' | 'basis' | 'today'>[]>(
    `SELECT s.organ AS "to", s.measure, s.document_no AS "documentNo", s.seized_on AS "seizedOn", s.amount_fen AS "amountFen", c.name AS contractor, o.name AS owner, w.name AS account, b.name AS bank,
            w.number_last4 AS "numberLast4", (SELECT count(DISTINCT e.worker_id)::int FROM engagement e WHERE e.project_id = p.id AND e.left_on IS NULL) AS workers
       FROM account_seizure s JOIN wage_account w ON w.id = s.wage_account_id JOIN project p ON p.id = w.project_id JOIN party c ON c.id = p.contractor_id JOIN party o ON o.id = p.owner_id JOIN party b ON b.id = w.bank_id
      WHERE s.id = $1 AND p.id = $2`,
    [seizureId, projectId],
  );
  if (!row) throw new Refusal('not-found', '没有找到这次查封冻结');
  const { creditedFen, paidFen, payableFen, balanceFen } = await moneyLine(work, projectId);
  return { ...row, project: project.name, creditedFen, paidFen, unpaidFen: payableFen - paidFen, balanceFen, basis: cite(at('regulation-724', 'C', 33)), today: work.today };
}
