import { workerPay } from '../../domain/payroll/index.js';
import { correctName, getWorker, listReadings, nameCorrection, revealing, revealPersonalData, searchWorkers, workerByIdNumber, workerOf } from '../../domain/roster/index.js';
import { id, integer, shape, text } from '../../platform/parse.js';
import { roleNames, type ActorRole, type Role } from '../../values/role.js';
import { blankForm } from '../../views/form-state.js';
import { WorkerFilePage } from '../../views/pages/roster/worker.js';
import { WorkerSearchPage } from '../../views/pages/roster/workers.js';
import { command, page, type Definition } from '../define.js';
import { withQuery } from '../link.js';
import { paths } from '../paths.js';

export const labour: readonly Role[] = ['inspector', 'supervisor'];
const ofWorker = shape({ workerId: id('工人') });

export const workerQuery = shape({ name: text('姓名', { max: 50 }).optional(), page: integer('页码', 1, 100_000).or(1), size: integer('每页条数', 1, 100).or(20) });

const searchPage = page({
  path: paths.workers,
  audience: labour,
  summary: '查找工人',
  query: workerQuery,
  load: async (work, { query }) => ({ query, found: query.name === undefined ? undefined : await searchWorkers(work, query.name, query.page, query.size) }),
  view: ({ query, found }, ctx) => (
    <WorkerSearchPage
      shell={ctx.desk('workers')}
      csrf={ctx.csrf}
      byName={{ action: paths.workers, form: ctx.form.formId === undefined ? ctx.form : blankForm }}
      byNumber={{ action: paths.workerFind, form: ctx.formFor('worker.find') }}
      found={found}
      page={query.page}
      size={query.size}
      href={paths.worker}
      pageHref={(n, size) => withQuery(ctx.url, { page: n, size })}
    />
  ),
});

const find = command({
  id: 'worker.find',
  path: paths.workerFind,
  audience: labour,
  summary: '按身份证号码查找工人',
  body: workerByIdNumber,
  run: (work, { body }) => workerOf(work, body.idNumber),
  page: { form: searchPage, done: (result) => paths.worker(result.workerId) },
});

const workerPage = page({
  path: paths.worker(),
  audience: labour,
  summary: '工人档案',
  params: ofWorker,
  load: async (work, { params }) => ({ worker: await getWorker(work, params.workerId), wages: await workerPay(work, params.workerId), readings: await listReadings(work, params.workerId) }),
  view: ({ worker, wages, readings }, ctx) => (
    <WorkerFilePage
      shell={ctx.desk('workers')}
      csrf={ctx.csrf}
      workersHref={paths.workers}
      worker={worker}
      wages={wages}
      reveal={{ action: paths.workerReveal(worker.id), form: ctx.formFor('worker.reveal', { field: 'id-number' }) }}
      rename={{ action: paths.workerName(worker.id), form: ctx.formFor('worker.rename') }}
      readings={readings.map(({ by, role, ...r }) => ({ ...r, who: `${by}(${roleNames[role as ActorRole]})` }))}
      engagementHref={paths.engagement}
      sheetHref={paths.sheet}
    />
  ),
});

const reveal = command({
  id: 'worker.reveal',
  path: paths.workerReveal(),
  audience: labour,
  summary: '写明用途后查看工人的完整号码（5 分钟内在工人档案中显示）',
  params: ofWorker,
  body: revealing,
  run: (work, { params, body }) => revealPersonalData(work, params.workerId, body),
  page: { form: workerPage, done: (_result, { params }) => paths.worker(params.workerId) },
});

const rename = command({
  id: 'worker.rename',
  path: paths.workerName(),
  audience: labour,
  summary: '更正工人姓名',
  params: ofWorker,
  body: nameCorrection,
  run: (work, { params, body }) => correctName(work, params.workerId, body),
  page: { form: workerPage, done: (_result, { params }) => paths.worker(params.workerId), flash: () => '姓名已更正' },
});

export const workerPages: readonly Definition[] = [searchPage, find, workerPage, reveal, rename];
