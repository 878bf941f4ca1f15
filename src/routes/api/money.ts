import { drawableSources, getDeposit, reckonDeposit } from '../../domain/deposits/index.js';
import { accountDuty, findWageAccount, listCredits, listJournals, moneyLine } from '../../domain/escrow/index.js';
import { id, integer, shape } from '../../platform/parse.js';
import { resource, type Definition } from '../define.js';
import { moneyPages } from '../pages/money.js';
import { wageAccountRoutes } from '../pages/wage-accounts.js';
import { paths } from '../paths.js';
import { tabAudience } from '../project-tabs.js';

const ofProject = shape({ projectId: id('项目') });

const money = resource({
  path: paths.projectMoney(),
  audience: tabAudience.money,
  summary: '项目的资金链、专户和专户的下一项义务',
  params: ofProject,
  load: async (work, { params }) => ({ line: await moneyLine(work, params.projectId), account: await findWageAccount(work, params.projectId), duty: await accountDuty(work, params.projectId) }),
});

const credits = resource({ path: paths.projectCredits(), audience: tabAudience.money, summary: '人工费用到账记录', params: ofProject, load: (work, { params }) => listCredits(work, params.projectId) });

const ledger = resource({
  path: paths.projectLedger(),
  audience: tabAudience.money,
  summary: '项目账目，新的在前',
  params: ofProject,
  query: shape({ limit: integer('条数', 1, 1_000).or(100) }),
  load: (work, { params, query }) => listJournals(work, params.projectId, query.limit),
});

const deposit = resource({
  path: paths.projectDeposit(),
  audience: tabAudience.money,
  summary: '保证金：核定的数额、依据、存储和担保、动用；未核定时按今日记录推算',
  params: ofProject,
  load: async (work, { params }) => ({
    assessed: (await getDeposit(work, params.projectId)) ?? null,
    reckonedToday: await reckonDeposit(work, params.projectId),
    drawable: await drawableSources(work, params.projectId),
  }),
});

/** Everything of the dedicated account, the deposit and the ledger of a project. */
export const moneyRoutes: readonly Definition[] = [...moneyPages, ...wageAccountRoutes, money, credits, ledger, deposit];
