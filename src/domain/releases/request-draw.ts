import { DrawPlan } from '../../entities/draw-plan.js';
import type { TypeOf } from '../../platform/parse.js';
import type { Work } from '../../platform/work.js';
import { yuan, type Fen } from '../../values/money.js';
import { Invalid, Refusal } from '../../values/refusal.js';
import { drawableSources, type DrawableSource } from '../deposits/index.js';
import { projectScope } from '../projects/index.js';
import { planDraw, type Planned } from './draw-plan.js';
import { claimsToPay, linesOfCase, type Claim, type LineToPay } from './gather-lines.js';
import { nameOf } from './hold-lines.js';
import type { drawRequest } from './inputs.js';
import { openRelease } from './request-release.js';

type Sent = TypeOf<typeof drawRequest>;
type Wanted = Pick<Sent, 'caseId' | 'sources' | 'periods'> & Partial<Pick<Sent, 'atLeastOneFen'>>;
export type DrawRequest = Wanted & Pick<Sent, 'opinion'> & Partial<Pick<Sent, 'expected'>>;

/** Cash at its bank or one issuer's guarantee, and what of it no other draw has asked for. */
export interface SourceOfDraw extends DrawableSource {
  /** "deposit:…" or "guarantee:…", then the issuer. */
  readonly key: string;
}

/** 动用方案 as it would be today, before anybody asks for it. */
export interface DrawPreview extends Planned<Claim & { readonly key: string; readonly owedFen: Fen }, SourceOfDraw> {
  readonly projectId: string;
  readonly caseNumber: string;
}

/**
 * Shows who would get what from which source. Changes nothing.
 * @throws Refusal `not-found`, `wrong-state`, `not-allowed`, `insufficient-balance`; Invalid at `sources`
 */
export async function previewDraw(work: Work, wanted: Wanted): Promise<DrawPreview> {
  const file = await drawableCase(work, wanted.caseId);
  const sources = await chosenSources(work, file.projectId, wanted.sources);
  const claims = await claimsToPay(work, wanted.caseId, [...new Set(wanted.periods)]);
  return { projectId: file.projectId, caseNumber: file.number, ...planOf(claims, sources, wanted.atLeastOneFen ?? false) };
}

/** A plan on record and the releases that carry it out, one for each source. */
export interface DrawRequested {
  readonly planId: string;
  readonly releases: readonly { readonly releaseId: string; readonly number: string }[];
}

/**
 * 提请动用: what a case claims for the chosen months, from the chosen sources; where these do not reach, in proportion, and the rest stays the
 * workers' claim. The plan is kept to the person and month. `expected`: the sum that the asker has seen.
 * @throws as `previewDraw`, and Refusal `changed-meanwhile` where the sum is another by now
 */
export async function requestDraw(work: Work, request: DrawRequest): Promise<DrawRequested> {
  const file = await drawableCase(work, request.caseId);
  const { planId, planned } = await keepPlan(work, { ...request, projectId: file.projectId });
  if (request.expected !== undefined && request.expected !== planned.drawnFen) throw new Refusal('changed-meanwhile', `动用金额已经变为 ${yuan(planned.drawnFen)} 元，请重新查看方案`);
  const releases: { releaseId: string; number: string }[] = [];
  for (const source of planned.sources.filter((s) => s.usedFen > 0n)) {
    const lines = linesFrom(planned, source.key);
    releases.push(await openRelease(work, { projectId: file.projectId, source: source.source, sheetId: null, caseId: request.caseId, planId, partial: false, payerBankId: source.issuerId, dueOn: null, lines }, request.opinion));
  }
  return { planId, releases };
}

/**
 * Plans a draw as things stand and keeps the plan; also for a release that was returned and asks again, of its own source alone.
 * @returns the plan with the lines to pay; the sheets that it touches are locked
 */
export async function keepPlan(work: Work, { caseId, projectId, sources, periods, atLeastOneFen = false }: Wanted & { readonly projectId: string }): Promise<{ readonly planId: string; readonly planned: Planned<PlanLine, SourceOfDraw> }> {
  const chosen = await chosenSources(work, projectId, sources);
  const planned = planOf(await linesOfCase(work, { caseId, projectId }, [...new Set(periods)]), chosen, atLeastOneFen);
  const planId = work.newId();
  await work.db.insert(DrawPlan, { id: planId, caseId, projectId, owedFen: planned.owedFen, drawnFen: planned.drawnFen, atLeastOneFen, madeBy: work.actor.id!, madeAt: work.now });
  const column = <T>(of: (line: (typeof planned.lines)[number]) => T): T[] => planned.lines.map(of);
  await work.db.query(
    `INSERT INTO draw_plan_line (plan_id, n, worker_id, period, sheet_id, line_no, claim_id, owed_fen, drawn_fen)
     SELECT $1, t.n, t.worker_id, t.period, t.sheet_id, t.line_no, t.claim_id, t.owed_fen, t.drawn_fen
       FROM unnest($2::uuid[], $3::text[], $4::uuid[], $5::int[], $6::uuid[], $7::bigint[], $8::bigint[]) WITH ORDINALITY AS t (worker_id, period, sheet_id, line_no, claim_id, owed_fen, drawn_fen, n)`,
    [planId, column((l) => l.workerId), column((l) => l.period), column((l) => l.sheetId), column((l) => l.lineNo), column((l) => l.claimId), column((l) => String(l.owedFen)), column((l) => String(l.drawnFen))],
  );
  return { planId, planned };
}

type PlanLine = LineToPay & { readonly claimId: string; readonly key: string; readonly owedFen: Fen };

/** What a plan pays from one of its sources. */
export const linesFrom = ({ lines }: Planned<PlanLine, SourceOfDraw>, source: string): LineToPay[] =>
  lines.flatMap((line) => line.parts.filter((p) => p.source === source).map(({ amountFen }) => ({ ...line, amountFen })));

function planOf<C extends Pick<LineToPay, 'workerId' | 'period' | 'sheetId' | 'lineNo' | 'amountFen'>>(claims: readonly C[], sources: readonly SourceOfDraw[], atLeastOneFen: boolean): Planned<C & { readonly key: string; readonly owedFen: Fen }, SourceOfDraw> {
  if (claims.length === 0) throw new Refusal('wrong-state', '这些月份没有待支付的工资：已经支付、正在支付或不在本案认定之内');
  const planned = planDraw(claims.map((c) => ({ ...c, key: nameOf(c), owedFen: c.amountFen })), sources, { atLeastOneFen });
  if (planned.drawnFen === 0n) throw new Refusal('insufficient-balance', '所选的保证金已经全部用于其他动用申请');
  return planned;
}

/** The case, where this person may ask for a draw for it; it cannot be closed meanwhile. */
async function drawableCase(work: Work, caseId: string): Promise<{ readonly projectId: string; readonly number: string }> {
  const values: unknown[] = [caseId];
  const [file] = await work.db.query<{ projectId: string; number: string; state: string }[]>(
    `SELECT c.project_id AS "projectId", c.number, c.state FROM case_file c JOIN project p ON p.id = c.project_id WHERE c.id = $1 AND ${projectScope(work.actor, 'p', values)} FOR SHARE OF c`,
    values,
  );
  if (!file) throw new Refusal('not-found', '没有找到这个案件');
  const { role } = work.actor;
  if (role !== 'general-contractor' && role !== 'inspector' && role !== 'supervisor') throw new Refusal('not-allowed', '动用保证金由施工总承包单位提请，或者由劳动监察机构依职权提请');
  if (file.state !== 'decision-overdue') throw new Refusal('wrong-state', '行政处理决定逾期未履行的案件，才能动用保证金');
  return file;
}

/** The sources of a project that a draw can still ask for, each less what other draws have asked for and not yet set aside. */
export async function sourcesOfDraw(work: Work, projectId: string): Promise<SourceOfDraw[]> {
  const asked = await work.db.query<{ key: string; fen: Fen }[]>(
    `SELECT source || ':' || payer_bank_id AS key, sum(amount_fen)::bigint AS fen FROM release r
      WHERE project_id = $1 AND source <> 'escrow' AND state IN ('requested', 'labour-reviewed') AND NOT EXISTS (SELECT FROM hold h WHERE h.subject_id = r.id AND h.state = 'pending') GROUP BY 1`,
    [projectId],
  );
  const taken = new Map(asked.map((a) => [a.key, a.fen]));
  return (await drawableSources(work, projectId)).flatMap((s): SourceOfDraw[] => {
    const key = `${s.source}:${s.issuerId}`;
    const freeFen = s.freeFen - (taken.get(key) ?? 0n);
    return freeFen > 0n ? [{ ...s, key, freeFen }] : [];
  });
}

/** By key, or by kind alone where that is one source only; each once, in the order in which the project has them. */
async function chosenSources(work: Work, projectId: string, wanted: readonly string[]): Promise<SourceOfDraw[]> {
  const all = await sourcesOfDraw(work, projectId);
  const chosen = new Set<SourceOfDraw>();
  for (const name of wanted) {
    const found = all.filter((s) => s.key === name || s.source === name);
    if (found.length === 0) throw new Refusal('insufficient-balance', name.startsWith('deposit') ? '本项目没有可动用的现金保证金' : '本项目没有可索赔的保函或保险');
    if (found.length > 1) throw new Invalid([{ path: 'sources', message: '有多家机构出具保函或保险，请选择向哪一家索赔' }]);
    chosen.add(found[0]!);
  }
  return all.filter((s) => chosen.has(s));
}
