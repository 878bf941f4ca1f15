import { issueCorrection, openCase, serveOrder, type CaseOpened } from '../../src/domain/cases/index.js';
import type { ServiceInput } from '../../src/domain/papers/index.js';
import type { IssuedPaper } from '../../src/domain/papers/index.js';
import { day } from '../../src/values/plain-date.js';
import type { Person, World } from './world.js';

type NewCase = Parameters<typeof openCase>[1];

/** A finding as the scan writes it; its id. */
export async function makeFinding(world: World, projectId: string, input: { readonly rule?: string; readonly period?: string | null; readonly sentence?: string; readonly severity?: string } = {}): Promise<string> {
  const { rule = 'R-PAY-01', period = '2026-08', sentence = '2026年8月工资应于2026年9月15日前支付，应发30,000.00元，已发0.00元，尚欠30,000.00元。', severity = 'red' } = input;
  const [row] = await world.dataSource.query<[{ id: string }]>(
    `INSERT INTO finding (id, rule, project_id, subject_type, subject_id, period, severity, sentence, basis, parameters, evidence, due_on, first_seen_on, last_seen_on)
     VALUES (gen_random_uuid(), $1, $2, 'project', $7, $3, $4, $5, '["《保障农民工工资支付条例》第十二条"]', '{"used":[],"response":null}', $6, '2026-09-17', '2026-09-16', '2026-09-16') RETURNING id`,
    [rule, projectId, period, severity, sentence, JSON.stringify([{ of: 'project-month', id: projectId, what: '2026年8月考勤与支付', facts: [['应发', '30,000.00 元'], ['已发', '0.00 元']] }]), projectId],
  );
  return row.id;
}

let filed = 0;

/** A case against the contractor by `inspector` and `inspector2`; `input` changes what matters to the test. */
export const fileCase = (world: World, projectId: string, input: Partial<NewCase> = {}, who: Person = 'inspector'): Promise<CaseOpened> =>
  world.as(who, (work) =>
    openCase(work, {
      projectId,
      leadId: undefined,
      findingIds: undefined,
      periods: undefined,
      partyId: world.parties.contractor,
      circumstance: 'none',
      cause: undefined,
      // Two cases of one test are not a second click.
      facts: input.findingIds ? undefined : `案情${(filed += 1)}`,
      massIncident: false,
      coHandlerId: world.actors.inspector2.id!,
      ...input,
    }),
  );

/** An order to correct within `termDays` working days, to the contractor. */
export const orderCorrection = (world: World, caseId: string, termDays = 5, who: Person = 'inspector'): Promise<IssuedPaper> =>
  world.as(who, (work) => issueCorrection(work, caseId, { partyId: world.parties.contractor, facts: '你单位没有按月足额支付农民工工资', demands: '1. 足额支付所欠工资\n2. 报送支付凭证', termDays }));

export const handedOver = (world: World, on: string): ServiceInput => ({
  mode: 'direct',
  outcome: 'served',
  attemptedOn: day(on),
  servedOn: undefined,
  place: '项目部',
  receivedBy: '欧阳志远',
  relation: '项目部收件人',
  witness: undefined,
  consent: undefined,
  photos: undefined,
  note: undefined,
  coServerId: world.actors.inspector2.id!,
});

/** Serves an order by hand on the day that the clock shows. */
export const serveNow = (world: World, paperId: string, on: string, who: Person = 'inspector') => world.as(who, (work) => serveOrder(work, paperId, handedOver(world, on)));
