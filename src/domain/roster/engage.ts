import type { TypeOf } from '../../platform/parse.js';
import type { Work } from '../../platform/work.js';
import { Invalid } from '../../values/refusal.js';
import { applyRoster } from './apply-roster.js';
import { errorsOf } from './import-roster.js';
import type { newEngagement } from './inputs.js';
import { planRoster, type EntryMistake, type RosterEntryField } from './roster-plan.js';
import { lockEmployer } from './scope.js';

export interface Engaged {
  readonly engagementId: string;
  readonly underAge: boolean;
  readonly warnings: readonly EntryMistake[];
}

/** Where the fields of a roster entry stand in the form of one worker. */
const formField: Readonly<Partial<Record<RosterEntryField, string>>> = { entryDate: 'enteredOn', contractDate: 'contractSignedOn', contractEnds: 'contractEndsOn', bank: 'bankName' };

/**
 * Registers one worker with a firm on a project (条例724 Art. 28: contract and real-name registration before entering the site).
 * @throws Invalid, also where the worker is in service with this firm already
 */
export async function engage(work: Work, projectId: string, input: TypeOf<typeof newEngagement>): Promise<Engaged> {
  const project = await lockEmployer(work, projectId, input.partyId);
  const entry = {
    name: input.name,
    idNumber: input.idNumber,
    phone: input.phone,
    trade: input.trade,
    team: input.team,
    teamLeader: input.teamLeader,
    entryDate: input.enteredOn,
    contractDate: input.contractSignedOn,
    contractEnds: input.contractEndsOn,
    card: input.card,
    bank: input.bankName,
  };
  const { planned, mistakes } = await planRoster(work, project, input.partyId, [entry], input.enteredOn);
  const existing = planned[0]!.existing;
  if (existing) throw new Invalid([{ path: 'idNumber', message: existing.leftOn === null ? '此人已在这个单位名下登记在场' : `此人同日进场的记录已登记，并已于 ${existing.leftOn} 离场` }]);
  const errors = errorsOf(mistakes);
  if (errors.length > 0) throw new Invalid(errors.map((m) => ({ path: formField[m.field] ?? m.field, message: m.message })));
  const { engagementIds, underAge, trace } = await applyRoster(work, projectId, input.partyId, planned);
  const engagementId = engagementIds[0]!;
  await work.record({ action: 'roster.engaged', subject: ['engagement', engagementId], projectId, to: 'in-service', detail: { partyId: input.partyId, enteredOn: input.enteredOn, underAge: underAge.length > 0, ...trace } });
  return { engagementId, underAge: underAge.length > 0, warnings: mistakes };
}
