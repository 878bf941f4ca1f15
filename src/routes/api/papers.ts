import { getPaper, listAttempts } from '../../domain/papers/index.js';
import { resource, type Definition } from '../define.js';
import { labour, paperPages, paperParams, paperReaders } from '../pages/papers.js';
import { paths } from '../paths.js';

const paper = resource({
  path: paths.paper(),
  audience: paperReaders,
  summary: '文书及送达记录',
  params: paperParams,
  load: async (work, { params: { paperId } }) => ({
    ...(await getPaper(work, paperId)),
    ...((labour as readonly string[]).includes(work.actor.role) ? { attempts: await listAttempts(work, paperId) } : {}),
  }),
});

/** Papers as pages, as PDF and as JSON. */
export const paperRoutes: readonly Definition[] = [...paperPages, paper];
