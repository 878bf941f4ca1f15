import type { CaseFile } from '../../entities/case-file.js';
import { Party } from '../../entities/party.js';
import type { PaperData } from '../../notices/index.js';
import type { Work } from '../../platform/work.js';
import { yuan } from '../../values/money.js';
import { Invalid } from '../../values/refusal.js';
import { inspectorsOf } from '../identity/index.js';
import { listProjectParties } from '../projects/index.js';
import type { OwedWorker } from './claims.js';

type Correction = PaperData['correction-order'];

/** The unit that a paper of this case is addressed to: a firm of the project. @throws Invalid at `partyId` */
export async function addressee(work: Work, file: CaseFile, partyId: string): Promise<Correction['unit']> {
  const [project] = await work.db.query<[{ ownerId: string }]>('SELECT owner_id AS "ownerId" FROM project WHERE id = $1', [file.projectId]);
  const known = partyId === project.ownerId || (await listProjectParties(work, file.projectId)).some((p) => p.partyId === partyId);
  if (!known) throw new Invalid([{ path: 'partyId', message: '这个单位不在案件的项目上' }]);
  const party = await work.db.findOneByOrFail(Party, { id: partyId });
  return {
    name: party.name,
    uscc: party.uscc,
    ...(party.address ? { address: party.address } : {}),
    ...(party.legalRepresentative ? { legalRepresentative: party.legalRepresentative } : {}),
  };
}

/** The two inspectors of the case, as papers name them. */
export async function caseInspectors(work: Work, file: CaseFile): Promise<Correction['inspectors']> {
  return (await inspectorsOf(work, [file.handlerId, file.coHandlerId])).map((i) => ({ name: i.name, cardNumber: i.badgeNo }));
}

export const workersData = (owed: readonly OwedWorker[]): Correction['workers'] => owed.map((w) => ({ name: w.name, idLast4: w.idLast4, periods: w.periods, amount: yuan(w.amountFen) }));

/** The name of the case's project. */
export async function projectName(work: Work, file: CaseFile): Promise<string> {
  const [project] = await work.db.query<[{ name: string }]>('SELECT name FROM project WHERE id = $1', [file.projectId]);
  return project.name;
}
