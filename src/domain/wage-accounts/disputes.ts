import { WageDispute, type DisputeKind } from '../../entities/wage-dispute.js';
import type { TypeOf } from '../../platform/parse.js';
import { violated, type Work } from '../../platform/work.js';
import type { PlainDate } from '../../values/plain-date.js';
import { Invalid, Refusal } from '../../values/refusal.js';
import { getProject } from '../projects/index.js';
import type { disputeEnd, newDispute } from './inputs.js';

/** Records an arbitration or a suit of workers about their wages: while it lasts the dedicated account may not be closed (专户53 Art. 10). */
export async function recordDispute(work: Work, projectId: string, input: TypeOf<typeof newDispute>): Promise<{ readonly disputeId: string }> {
  await getProject(work, projectId, { lock: true });
  if (input.filedOn > work.today) throw new Invalid([{ path: 'filedOn', message: '受理日期不能晚于今天' }]);
  const disputeId = work.newId();
  try {
    await work.db.insert(WageDispute, { id: disputeId, projectId, ...input, endedOn: null, result: '', recordedBy: work.actor.id, recordedAt: work.now });
  } catch (error) {
    if (violated(error) === 'wage_dispute_project_id_number_key') throw new Invalid([{ path: 'number', message: '这个案号已经登记过' }]);
    throw error;
  }
  await work.record({ action: 'dispute.recorded', subject: ['wage-dispute', disputeId], projectId, detail: { kind: input.kind, body: input.body, number: input.number, filedOn: input.filedOn } });
  return { disputeId };
}

export async function endDispute(work: Work, projectId: string, disputeId: string, input: TypeOf<typeof disputeEnd>): Promise<void> {
  await getProject(work, projectId, { lock: true });
  const dispute = await work.db.findOneBy(WageDispute, { id: disputeId, projectId });
  if (!dispute) throw new Refusal('not-found', '没有找到这次仲裁或诉讼');
  if (dispute.endedOn !== null) throw new Refusal('wrong-state', '这次仲裁或诉讼已经结束');
  if (input.endedOn > work.today) throw new Invalid([{ path: 'endedOn', message: '结束日期不能晚于今天' }]);
  if (input.endedOn < dispute.filedOn) throw new Invalid([{ path: 'endedOn', message: `结束日期早于受理日期 ${dispute.filedOn}` }]);
  await work.db.update(WageDispute, { id: disputeId }, input);
  await work.record({ action: 'dispute.ended', subject: ['wage-dispute', disputeId], projectId, detail: { number: dispute.number, on: input.endedOn, result: input.result } });
}

export interface DisputeRow {
  readonly id: string;
  readonly kind: DisputeKind;
  readonly body: string;
  readonly number: string;
  readonly filedOn: PlainDate;
  readonly endedOn: PlainDate | null;
  readonly result: string;
}

export async function listDisputes(work: Work, projectId: string): Promise<DisputeRow[]> {
  await getProject(work, projectId);
  return work.db.query(`SELECT id, kind, body, number, filed_on AS "filedOn", ended_on AS "endedOn", result FROM wage_dispute WHERE project_id = $1 ORDER BY ended_on IS NOT NULL, filed_on DESC, id`, [projectId]);
}
