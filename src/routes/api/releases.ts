import { getProjectHead } from '../../domain/projects/index.js';
import { getRelease, listInstructions, listReleases } from '../../domain/releases/index.js';
import { id, shape } from '../../platform/parse.js';
import { resource, type Definition } from '../define.js';
import { dispatchRoutes } from '../pages/dispatch.js';
import { releasesQuery, sortOf } from '../pages/release-list.js';
import { drawPlanRoutes } from '../pages/draw-plans.js';
import { linesQuery, offersOf, ofRelease, readers, releasePages } from '../pages/releases.js';
import { paths } from '../paths.js';

const list = resource({ path: paths.releases, audience: readers, summary: '支付申请列表', query: releasesQuery, load: (work, { query }) => listReleases(work, { ...query, ...sortOf(query) }) });

const ofProject = resource({
  path: paths.projectReleases(),
  audience: readers,
  summary: '项目可以提请支付的工资表、可以动用保证金的月份',
  params: shape({ projectId: id('项目') }),
  load: async (work, { params: { projectId } }) => ({ project: await getProjectHead(work, projectId), ...(await offersOf(work, projectId)) }),
});

const one = resource({ path: paths.release(), audience: readers, summary: '一次支付：环节、资金、批次和回盘', params: ofRelease, load: (work, { params }) => getRelease(work, params.releaseId) });

const lines = resource({
  path: paths.releaseLines(),
  audience: readers,
  summary: '支付明细及每笔的结果',
  params: ofRelease,
  query: linesQuery,
  load: async (work, { params, query }) => {
    await getRelease(work, params.releaseId);
    return listInstructions(work, params.releaseId, query);
  },
});

/** Everything of releases: the desks, one release, its files and answers. */
export const releaseRoutes: readonly Definition[] = [...releasePages, ...dispatchRoutes, ...drawPlanRoutes, list, ofProject, one, lines];
