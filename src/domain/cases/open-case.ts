import { CaseFile } from '../../entities/case-file.js';
import type { Project } from '../../entities/project.js';
import { deadline, dueOrProvisional } from '../../law/index.js';
import type { TypeOf } from '../../platform/parse.js';
import type { Work } from '../../platform/work.js';
import { documentNumber } from '../../values/document-number.js';
import type { Period } from '../../values/period.js';
import { yearOf } from '../../values/plain-date.js';
import { Invalid, Refusal, type Issue } from '../../values/refusal.js';
import { colleagueOf } from '../identity/index.js';
import { leadToCase } from '../leads/index.js';
import { nextNumber } from '../papers/index.js';
import { lawOf, organOf } from '../policy/index.js';
import { getProject, listProjectParties } from '../projects/index.js';
import { claimUnpaid, type ClaimsTaken } from './claims.js';
import type { newCase } from './inputs.js';
import { liableParty } from './liability.js';
import { matterOf } from './provisions.js';

export interface CaseOpened {
  readonly caseId: string;
  /** 儋人社监案〔2026〕1号, without gaps per organ and year. */
  readonly number: string;
  readonly claims: ClaimsTaken;
}

interface ChosenFinding {
  readonly id: string;
  readonly rule: string;
  readonly period: Period | null;
  readonly sentence: string;
  /** The open case that it is in already. */
  readonly inCase: string | null;
}

/**
 * Opens a case on a project's findings, on a lead or by hand (监察423 Art. 14), for two inspectors. The time to investigate runs from today
 * (Art. 17); the unpaid wages of the months that the findings name are claimed at once.
 * @throws Invalid with every mistake; Refusal `not-found` for a project of another area
 */
export async function openCase(work: Work, input: TypeOf<typeof newCase> & { readonly projectId: string }): Promise<CaseOpened> {
  const project = await getProject(work, input.projectId, { lock: true });
  const organ = await organOf(work);
  if (!organ.docPrefix) throw new Refusal('parameter-missing', `${organ.name}的机关代字尚未设定，不能编号立案`);
  const issues: Issue[] = [];
  const collect = (error: unknown): undefined => {
    if (!(error instanceof Invalid)) throw error;
    issues.push(...error.issues);
    return undefined;
  };
  const colleague = await colleagueOf(work, input.coHandlerId, 'coHandlerId').catch(collect);
  if (!(await isOnProject(work, project, input.partyId))) issues.push({ path: 'partyId', message: '当事单位不在这个项目上' });
  const findings = await chosenFindings(work, project.id, input.findingIds ?? [], issues);
  if (issues.length > 0 || !colleague) throw new Invalid(issues);

  const matter = matterOf(findings.map((f) => f.rule));
  const cause = input.cause ?? matter.cause;
  const facts = input.facts ?? findings.map((f) => f.sentence.replace(/[。；]$/u, '')).join('；');
  await refuseSecondClick(work, project.id, input.partyId, cause, facts);
  const year = yearOf(work.today);
  const number = documentNumber(organ.docPrefix, '案', year, await nextNumber(work, organ.id, 'case', year));
  const due = dueOrProvisional((law) => deadline('case-investigate', work.today, law), await lawOf(work, project.areaCode));
  const liable = liableParty(project, input.partyId, input.circumstance);
  const caseId = work.newId();
  const file: CaseFile = {
    id: caseId,
    number,
    projectId: project.id,
    partyId: input.partyId,
    areaCode: project.areaCode,
    organId: organ.id,
    cause,
    facts,
    state: 'filed',
    massIncident: input.massIncident,
    filedOn: work.today,
    dueOn: due.value,
    dueProvisional: due.provisional,
    extendedOn: null,
    handlerId: work.actor.id!,
    coHandlerId: colleague.id,
    liablePartyId: liable?.partyId ?? input.partyId,
    // The circumstance is kept; the ground in words and its article are read from the law by it.
    liableGround: liable ? input.circumstance : null,
    conclusion: null,
    closedOn: null,
    createdAt: work.now,
  };
  await work.db.insert(CaseFile, file);
  await work.db.query('INSERT INTO case_finding (case_id, finding_id) SELECT $1, f FROM unnest($2::uuid[]) AS f', [caseId, findings.map((f) => f.id)]);
  await work.db.query('UPDATE finding SET handled_on = $2 WHERE id = ANY ($1::uuid[]) AND handled_on IS NULL', [findings.map((f) => f.id), work.today]);
  await work.record({
    action: 'case.opened',
    subject: ['case-file', caseId],
    projectId: project.id,
    to: 'filed',
    detail: { number, findings: findings.map((f) => f.id), leadId: input.leadId ?? null, dueOn: due.value, due: due.because, liable: liable?.because ?? null },
  });
  const periods = [...new Set([...(matter.wages ? findings.flatMap((f) => f.period ?? []) : []), ...(input.periods ?? [])])].sort();
  const claims = await claimUnpaid(work, file, periods);
  if (input.leadId) await leadToCase(work, input.leadId, { caseId, number, projectId: project.id });
  return { caseId, number, claims };
}

/** The same matter by the same inspector on the same day is a second click. The project's row is locked, so two at once wait for each other. */
async function refuseSecondClick(work: Work, projectId: string, partyId: string, cause: string, facts: string): Promise<void> {
  const [same] = await work.db.query<{ number: string }[]>(
    `SELECT number FROM case_file WHERE project_id = $1 AND party_id = $2 AND cause = $3 AND facts = $4 AND filed_on = $5 AND handler_id = $6 AND state <> 'closed' LIMIT 1`,
    [projectId, partyId, cause, facts, work.today, work.actor.id],
  );
  if (same) throw new Refusal('already-exists', `今天已就同一事项立案，案号${same.number}`);
}

async function isOnProject(work: Work, project: Project, partyId: string): Promise<boolean> {
  if (partyId === project.ownerId) return true;
  return (await listProjectParties(work, project.id)).some((p) => p.partyId === partyId);
}

async function chosenFindings(work: Work, projectId: string, ids: readonly string[], issues: Issue[]): Promise<ChosenFinding[]> {
  const found = await work.db.query<ChosenFinding[]>(
    `SELECT f.id, f.rule, f.period, f.sentence,
            (SELECT c.number FROM case_finding cf JOIN case_file c ON c.id = cf.case_id WHERE cf.finding_id = f.id AND c.state <> 'closed' LIMIT 1) AS "inCase"
       FROM finding f WHERE f.id = ANY ($1::uuid[]) AND f.project_id = $2 ORDER BY f.rule, f.period, f.first_seen_on`,
    [ids, projectId],
  );
  if (found.length < new Set(ids).size) issues.push({ path: 'findingIds', message: '所选的预警不属于这个项目' });
  for (const f of found) if (f.inCase) issues.push({ path: 'findingIds', message: `“${f.sentence}”已在案件${f.inCase}中` });
  return found;
}

