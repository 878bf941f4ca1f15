import type { PayrollTemplate } from '../../formats/payroll-template.js';
import type { Work } from '../../platform/work.js';
import { firstDay, lastDay, type Period } from '../../values/period.js';
import { Refusal } from '../../values/refusal.js';
import { getProjectHead } from '../projects/index.js';
import { listEmployers } from '../roster/index.js';

/**
 * The sheet to fill in for a firm's month, with the workers who were in service in it. Holds whole ID numbers and cards, which the clerk
 * needs to pay by: that they were given out is on record. @throws Refusal `not-found`, also for another firm's workers
 */
export async function templateFor(work: Work, projectId: string, { partyId, period }: { readonly partyId: string; readonly period: Period }): Promise<PayrollTemplate> {
  const head = await getProjectHead(work, projectId);
  const party = (await listEmployers(work, projectId)).find((p) => p.partyId === partyId);
  if (!party) throw new Refusal('not-found', '没有找到这个用工单位');
  const rows = await work.db.query<{ workerId: string; name: string; idSealed: Buffer; phoneSealed: Buffer | null; engagementId: string; trade: string; team: string; cardSealed: Buffer | null; bank: string }[]>(
    `SELECT w.id AS "workerId", w.name, w.id_sealed AS "idSealed", w.phone_sealed AS "phoneSealed", e.id AS "engagementId", e.trade, e.team, e.card_sealed AS "cardSealed", e.bank_name AS bank
       FROM (SELECT DISTINCT ON (worker_id) * FROM engagement
              WHERE project_id = $1 AND party_id = $2 AND entered_on <= $4 AND (left_on IS NULL OR left_on >= $3) ORDER BY worker_id, entered_on DESC) e
       JOIN worker w ON w.id = e.worker_id ORDER BY e.team, w.name, w.id`,
    [projectId, partyId, firstDay(period), lastDay(period)],
  );
  await work.record({ action: 'payroll.template-given', subject: ['project', projectId], projectId, detail: { partyId, period, workers: rows.length } });
  return {
    project: head.name,
    generalContractor: head.contractor,
    subcontractor: party.name,
    period,
    workers: rows.map((r) => ({
      name: r.name,
      idNumber: work.vault.open(r.idSealed, `worker.id_sealed.${r.workerId}`),
      phone: r.phoneSealed ? work.vault.open(r.phoneSealed, `worker.phone_sealed.${r.workerId}`) : undefined,
      trade: r.trade,
      team: r.team,
      bank: r.bank,
      card: r.cardSealed ? work.vault.open(r.cardSealed, `engagement.card_sealed.${r.engagementId}`) : undefined,
    })),
  };
}
