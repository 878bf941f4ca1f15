import { Parameter } from '../../entities/parameter.js';
import * as law from '../../law/index.js';
import type { ParameterKey, ParameterRow, ParameterValue, Resolved } from '../../law/index.js';
import type { TypeOf } from '../../platform/parse.js';
import { violated, type Work } from '../../platform/work.js';
import type { PlainDate } from '../../values/plain-date.js';
import { Invalid, Refusal, type Issue } from '../../values/refusal.js';
import type { newParameter } from './inputs.js';

/** The approved values of the database, for rules that need several. */
export function loadParameters(work: Work): Promise<ParameterRow[]> {
  return work.db.query(
    `SELECT key, area_code AS "areaCode", valid_from AS "validFrom", valid_to AS "validTo", value, source, confidence FROM parameter WHERE approved_by IS NOT NULL`,
  );
}

/** The law of an area as rules take it: its parameters and the calendar. */
export async function lawOf(work: Work, areaCode: string): Promise<law.Law> {
  return { area: areaCode, overrides: await loadParameters(work), calendar: work.calendar };
}

/** The value in force in an area on a day. @throws Refusal `parameter-missing` naming the parameter */
export async function resolveParameter<K extends ParameterKey>(work: Work, key: K, areaCode: string, on: PlainDate): Promise<Resolved<ParameterValue<K>>> {
  return law.resolveParameter(key, areaCode, on, await loadParameters(work));
}

/** As `resolveParameter`; undefined where there is none. */
export async function findParameter<K extends ParameterKey>(work: Work, key: K, areaCode: string, on: PlainDate): Promise<Resolved<ParameterValue<K>> | undefined> {
  return law.findParameter(key, areaCode, on, await loadParameters(work));
}

/** Proposes a value; it counts only once another person has approved it. */
export async function proposeParameter(work: Work, input: TypeOf<typeof newParameter>): Promise<{ readonly parameterId: string }> {
  const issues: Issue[] = [];
  if (!law.isParameterKey(input.key)) throw new Invalid([{ path: 'key', message: '没有这个参数' }]);
  let value: unknown = input.value;
  try {
    value = JSON.parse(input.value);
  } catch {
    // Text and amounts are typed without quotation marks.
  }
  const asText = law.parseParameter(input.key, input.value);
  const asJson = law.parseParameter(input.key, value);
  if (!asText.ok && !asJson.ok) issues.push({ path: 'value', message: asText.why });
  const source = law.parseSource(input.key, input.source, input.confidence, input.validFrom);
  if (!source.ok) issues.push({ path: 'source', message: source.why });
  if (input.validTo && input.validTo < input.validFrom) issues.push({ path: 'validTo', message: '失效日期早于生效日期' });
  if (issues.length > 0) throw new Invalid(issues);
  const parameterId = work.newId();
  try {
    await work.db.insert(Parameter, {
      id: parameterId,
      key: input.key,
      areaCode: input.areaCode,
      validFrom: input.validFrom,
      validTo: input.validTo ?? null,
      value: (asText.ok ? input.value : value) as never,
      source: input.source,
      confidence: input.confidence,
      reason: input.reason,
      proposedBy: work.actor.id!,
      createdAt: work.now,
    });
  } catch (error) {
    if (violated(error) === 'parameter_area_code_fkey') throw new Invalid([{ path: 'areaCode', message: '没有这个地区' }]);
    throw error;
  }
  await work.record({ action: 'parameter.proposed', subject: ['parameter', parameterId], reason: input.reason, detail: { key: input.key, areaCode: input.areaCode, value } });
  return { parameterId };
}

/** A second person puts a proposed value in force. @throws Refusal `same-person`, `wrong-state`, `already-exists` */
export async function approveParameter(work: Work, parameterId: string): Promise<void> {
  const parameter = await work.db.findOne(Parameter, { where: { id: parameterId }, lock: { mode: 'pessimistic_write' } });
  if (!parameter) throw new Refusal('not-found', '没有这个参数');
  if (parameter.approvedBy) throw new Refusal('wrong-state', '这个参数值已经复核过');
  const [proposer] = await work.db.query<{ person: string }[]>('SELECT person_id AS person FROM user_account WHERE id = $1', [parameter.proposedBy]);
  if (proposer?.person === work.actor.personId) throw new Refusal('same-person', '提出和复核须由两个人办理');
  try {
    await work.db.update(Parameter, { id: parameterId }, { approvedBy: work.actor.id!, approvedAt: work.now });
  } catch (error) {
    if (violated(error) === 'parameter_in_force') throw new Refusal('already-exists', '同一参数、地区和生效日期已有生效的值');
    throw error;
  }
  await work.record({ action: 'parameter.approved', subject: ['parameter', parameterId], detail: { key: parameter.key } });
}
