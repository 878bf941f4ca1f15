import { getStocktake, listCommitments, listDeposits, listReturns, listStocktakes } from '../../domain/deposits/index.js';
import { id, shape } from '../../platform/parse.js';
import { resource, type Definition } from '../define.js';
import { depositFilePages } from '../pages/deposit-file.js';
import { depositPages, registerQuery } from '../pages/deposits.js';
import { paths } from '../paths.js';
import { tabAudience } from '../project-tabs.js';

const labour = ['inspector', 'supervisor'] as const;
const ofProject = shape({ projectId: id('项目') });

const register = resource({ path: paths.deposits, audience: labour, summary: '工资保证金台账', query: registerQuery, load: async (work, { query }) => ({ page: query.page, ...(await listDeposits(work, query)) }) });
const returns = resource({ path: paths.projectReturn(undefined, 'all'), audience: tabAudience.money, summary: '项目保证金的返还', params: ofProject, load: (work, { params }) => listReturns(work, params.projectId) });
const commitments = resource({ path: paths.projectCommitments(), audience: tabAudience.money, summary: '项目的联合担保承诺', params: ofProject, load: (work, { params }) => listCommitments(work, params.projectId) });
const stocktakes = resource({ path: paths.stocktakes, audience: labour, summary: '保证金清查', load: listStocktakes });
const stocktake = resource({ path: paths.stocktake(), audience: labour, summary: '一次保证金清查', params: shape({ stocktakeId: id('清查') }), load: (work, { params }) => getStocktake(work, params.stocktakeId) });

/** The register of deposits, what happens to one, and the half-yearly stock-taking. */
export const depositRoutes: readonly Definition[] = [...depositPages, ...depositFilePages, register, returns, commitments, stocktakes, stocktake];
