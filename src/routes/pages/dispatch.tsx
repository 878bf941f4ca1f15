import { choosableParties } from '../../domain/parties/index.js';
import { listActiveProfiles } from '../../domain/policy/index.js';
import {
  approveConnection,
  confirmDecision,
  confirmResume,
  decisionGiven,
  decisionStatement,
  declineDecision,
  dispatcherState,
  getBatch,
  handleBankFile,
  listBankFiles,
  listConnections,
  listQueue,
  listReconciliation,
  newConnection,
  noteGiven,
  pauseDispatcher,
  pauseGiven,
  proposeConnection,
  proposeDecision,
  proposeResume,
  remarkGiven,
  resumeGiven,
  retakeBankFile,
} from '../../domain/releases/index.js';
import { id, shape } from '../../platform/parse.js';
import type { Work } from '../../platform/work.js';
import type { Role } from '../../values/role.js';
import { BatchPage } from '../../views/pages/dispatch/batch.js';
import { ConnectionsPage } from '../../views/pages/dispatch/connections.js';
import { DispatchPage } from '../../views/pages/dispatch/dispatch.js';
import { command, file, page, resource, type Definition } from '../define.js';
import { paths } from '../paths.js';

const bank: readonly Role[] = ['bank-operator'];
const overseers: readonly Role[] = ['supervisor', 'admin'];
/** Who decides beside the bank. */
const supervisor: readonly Role[] = ['supervisor'];
export const batchReaders: readonly Role[] = ['inspector', 'supervisor', ...bank];
const readers: readonly Role[] = [...batchReaders, 'admin'];
const may = (roles: readonly Role[], role: string): boolean => (roles as readonly string[]).includes(role);

const ofBatch = shape({ batchId: id('批次') });
const ofFile = shape({ fileId: id('文件') });
const ofDecision = shape({ batchId: id('批次'), decisionId: id('决定') });

const loadDispatch = async (work: Work) => ({
  state: await dispatcherState(work),
  items: await listReconciliation(work),
  queue: await listQueue(work),
  connections: (await listConnections(work)).filter((c) => c.state === 'in-force'),
  files: await listBankFiles(work),
});

const dispatchPage = page({
  path: paths.dispatch,
  audience: readers,
  summary: '付款发送',
  load: loadDispatch,
  view: (model, ctx) => {
    const { role } = ctx.actor;
    const reads = may(batchReaders, role);
    return (
      <DispatchPage
        {...model}
        shell={ctx.desk('dispatch')}
        csrf={ctx.csrf}
        pause={may(overseers, role) ? { action: paths.dispatchPause, form: ctx.formFor('dispatcher.pause') } : undefined}
        resume={may(overseers, role) ? { action: paths.dispatchResume, form: ctx.formFor('dispatcher.resume') } : undefined}
        confirmAction={may(overseers, role) ? paths.dispatchResumeConfirm : undefined}
        connectionsHref={may(overseers, role) ? paths.bankConnections : undefined}
        handle={(fileId) =>
          may([...supervisor, ...bank], role) && model.files.some((f) => f.id === fileId && f.state === 'set-aside')
            ? { done: { action: paths.bankFileHandle(fileId), form: ctx.formFor('bank-file.handle') }, again: paths.bankFileRetake(fileId) }
            : undefined
        }
        batchHref={(batchId) => (reads ? paths.batch(batchId) : undefined)}
        releaseHref={(releaseId) => (reads ? paths.release(releaseId) : undefined)}
      />
    );
  },
});

const dispatchResource = resource({ path: paths.dispatch, audience: readers, summary: '付款发送：状态、待核对、队列、连接、最近的文件', load: loadDispatch });

const pause = command({
  id: 'dispatcher.pause',
  path: paths.dispatchPause,
  audience: overseers,
  summary: '暂停发送付款文件',
  body: pauseGiven,
  run: (work, { body }) => pauseDispatcher(work, body),
  page: { form: dispatchPage, done: () => paths.dispatch, flash: () => '已暂停发送付款文件' },
});

const resume = command({
  id: 'dispatcher.resume',
  secondFactor: true,
  path: paths.dispatchResume,
  audience: overseers,
  summary: '核对后提出恢复发送付款文件',
  body: resumeGiven,
  run: (work, { body }) => proposeResume(work, body),
  page: { form: dispatchPage, done: () => paths.dispatch, flash: () => '已提出恢复发送，等待另一人复核' },
});

const confirmResuming = command({
  id: 'dispatcher.confirm-resume',
  secondFactor: true,
  path: paths.dispatchResumeConfirm,
  audience: overseers,
  summary: '复核并恢复发送付款文件',
  run: (work) => confirmResume(work),
  page: { form: dispatchPage, done: () => paths.dispatch, flash: () => '已恢复发送付款文件' },
});

const handleFile = command({
  id: 'bank-file.handle',
  path: paths.bankFileHandle(),
  audience: [...supervisor, ...bank],
  summary: '标记挂起的银行文件已处理',
  params: ofFile,
  body: noteGiven,
  run: (work, { params, body }) => handleBankFile(work, params.fileId, body),
  page: { form: dispatchPage, done: () => `${paths.dispatch}#files`, flash: () => '已标记为处理完毕' },
});

const retakeFile = command({
  id: 'bank-file.retake',
  path: paths.bankFileRetake(),
  audience: [...supervisor, ...bank],
  summary: '重新读取挂起的银行文件',
  params: ofFile,
  run: (work, { params }) => retakeBankFile(work, params.fileId),
  page: { form: dispatchPage, done: () => `${paths.dispatch}#files`, flash: () => '一分钟内重新读取' },
});

const batchPage = page({
  path: paths.batch(),
  audience: batchReaders,
  summary: '一个付款批次',
  params: ofBatch,
  load: (work, { params }) => getBatch(work, params.batchId),
  view: (batch, ctx) => (
    <BatchPage
      shell={ctx.desk('dispatch')}
      csrf={ctx.csrf}
      dispatchHref={paths.dispatch}
      releaseHref={paths.release(batch.releaseId)}
      batch={batch}
      propose={may(bank, ctx.actor.role) ? { action: paths.batchDecisions(batch.id), form: ctx.formFor('decision.propose') } : undefined}
      decide={
        may(supervisor, ctx.actor.role)
          ? (decisionId) => ({
              confirm: { action: paths.decisionConfirm(batch.id)(decisionId), form: ctx.formFor('decision.confirm') },
              decline: { action: paths.decisionDecline(batch.id)(decisionId), form: ctx.formFor('decision.decline') },
            })
          : undefined
      }
      statementHref={(decisionId) => paths.decisionStatement(batch.id)(decisionId)}
    />
  ),
});

const batchResource = resource({ path: paths.batch(), audience: batchReaders, summary: '一个付款批次：结果不明的付款和决定', params: ofBatch, load: (work, { params }) => getBatch(work, params.batchId) });

const propose = command({
  id: 'decision.propose',
  secondFactor: true,
  money: true,
  path: paths.batchDecisions(),
  audience: bank,
  summary: '凭银行书面证明，就结果不明的付款提出决定',
  params: ofBatch,
  body: decisionGiven,
  files: ['statement'],
  status: 201,
  run: (work, { params, body, files }) => proposeDecision(work, params.batchId, body, files['statement']!),
  page: { form: batchPage, done: (_result, { params }) => paths.batch(params.batchId), flash: ({ payments }) => `已提出，涉及 ${payments} 笔付款，等待监察负责人复核` },
});

const confirm = command({
  id: 'decision.confirm',
  secondFactor: true,
  money: true,
  path: paths.decisionConfirm()(),
  audience: supervisor,
  summary: '确认对结果不明的付款的决定',
  params: ofDecision,
  run: (work, { params }) => confirmDecision(work, params.decisionId),
  page: { form: batchPage, done: (_result, { params }) => paths.batch(params.batchId), flash: ({ payments }) => `已确认，${payments} 笔付款有了结果` },
});

const decline = command({
  id: 'decision.decline',
  path: paths.decisionDecline()(),
  audience: supervisor,
  summary: '不同意对结果不明的付款的决定',
  params: ofDecision,
  body: remarkGiven,
  run: (work, { params, body }) => declineDecision(work, params.decisionId, body),
  page: { form: batchPage, done: (_result, { params }) => paths.batch(params.batchId), flash: () => '已退回，付款仍为结果不明' },
});

const statement = file({
  path: paths.decisionStatement()(),
  audience: batchReaders,
  summary: '决定所依据的银行书面证明',
  params: ofDecision,
  load: async (work, { params }) => {
    const { name, mediaType, bytes } = await decisionStatement(work, params.decisionId);
    return { name, mediaType, bytes: () => bytes };
  },
});

const connectionsPage = page({
  path: paths.bankConnections,
  audience: overseers,
  summary: '银行连接',
  load: async (work) => ({ rows: await listConnections(work), banks: await choosableParties(work, ['bank']), profiles: await listActiveProfiles(work) }),
  view: ({ rows, banks, profiles }, ctx) => (
    <ConnectionsPage
      shell={ctx.desk('dispatch')}
      csrf={ctx.csrf}
      dispatchHref={paths.dispatch}
      form={ctx.formFor('bank-connection.propose', { kind: 'folder', profile: 'general-csv', wireSeconds: '30', askMinutes: '5', askTimes: '6', answerMinutes: '1440' })}
      action={ctx.actor.role === 'admin' ? paths.bankConnections : undefined}
      banks={banks.map((b) => ({ value: b.id, label: b.name }))}
      profiles={profiles.map((p) => ({ value: p.id, label: p.name }))}
      rows={rows}
      approveAction={paths.bankConnectionApprove}
    />
  ),
});

const proposeConnecting = command({
  id: 'bank-connection.propose',
  path: paths.bankConnections,
  audience: ['admin'],
  summary: '提出银行连接的设置',
  body: newConnection,
  status: 201,
  run: (work, { body }) => proposeConnection(work, body),
  page: { form: connectionsPage, done: () => paths.bankConnections, flash: () => '已提出，等待另一人复核' },
});

const approveConnecting = command({
  id: 'bank-connection.approve',
  secondFactor: true,
  path: paths.bankConnectionApprove(),
  audience: overseers,
  summary: '复核银行连接的设置',
  params: shape({ connectionId: id('银行连接') }),
  run: (work, { params }) => approveConnection(work, params.connectionId),
  page: { form: connectionsPage, done: () => paths.bankConnections, flash: () => '银行连接已生效' },
});

/** Sending payment files, what comes back, and what people decide where nothing does. */
export const dispatchRoutes: readonly Definition[] = [
  dispatchPage,
  dispatchResource,
  pause,
  resume,
  confirmResuming,
  handleFile,
  retakeFile,
  batchPage,
  batchResource,
  propose,
  confirm,
  decline,
  statement,
  connectionsPage,
  proposeConnecting,
  approveConnecting,
];
