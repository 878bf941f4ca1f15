import { serveOrder } from '../../domain/cases/index.js';
import { listInspectors } from '../../domain/identity/index.js';
import { getPaper, listAttempts, openProof, paperForPdf, recordService, serviceAttempt, serviceModeNames, type ServiceInput, type ServiceRecorded } from '../../domain/papers/index.js';
import { depositNoticeServed } from '../../domain/releases/index.js';
import { renderInWorker } from '../../notices/index.js';
import { id, shape } from '../../platform/parse.js';
import type { Work } from '../../platform/work.js';
import type { Role } from '../../values/role.js';
import { PaperPage } from '../../views/pages/papers/paper.js';
import { isInternal } from '../../views/pages/papers/papers-table.js';
import { command, file, page, type Definition } from '../define.js';
import { paths } from '../paths.js';

export const labour: readonly Role[] = ['inspector', 'supervisor'];
/** Whoever a paper may be for or matter to; which ones they see is the paper's own scope. */
export const paperReaders: readonly Role[] = [...labour, 'housing-reviewer', 'bank-operator', 'general-contractor', 'subcontractor', 'owner'];
export const paperParams = shape({ paperId: id() });

const paperPage = page({
  path: paths.paper(),
  audience: paperReaders,
  summary: '文书',
  params: paperParams,
  load: async (work, { params: { paperId } }) => {
    const paper = await getPaper(work, paperId);
    const staff = (labour as readonly string[]).includes(work.actor.role);
    return {
      paper,
      attempts: staff ? await listAttempts(work, paperId) : [],
      colleagues: staff ? (await listInspectors(work)).filter((i) => i.personId !== work.actor.personId) : [],
      staff,
      today: work.today,
    };
  },
  view: ({ paper, attempts, colleagues, staff, today }, ctx) => (
    <PaperPage
      shell={ctx.desk(staff ? 'cases' : 'releases')}
      csrf={ctx.csrf}
      paper={paper}
      attempts={attempts}
      modeNames={serviceModeNames}
      service={
        staff && !paper.servedOn && !isInternal(paper.kind)
          ? {
              action: paths.paperService(paper.id),
              form: ctx.formFor('paper.serve', { outcome: 'served', mode: 'direct', attemptedOn: today, coServerId: colleagues[0]?.id ?? '' }),
              colleagues: colleagues.map((c) => ({ value: c.id, label: c.name })),
            }
          : undefined
      }
      stray={staff && !paper.servedOn && !isInternal(paper.kind) ? undefined : ctx.form}
      pdfHref={paths.paperPdf(paper.id)}
      projectHref={staff && paper.projectId ? paths.projectCases(paper.projectId) : undefined}
      caseHref={staff && paper.caseId ? paths.caseFile(paper.caseId) : undefined}
      subjectHref={paper.kind === 'service-receipt' && paper.subjectId ? paths.paper(paper.subjectId) : undefined}
      paperHref={paths.paper}
      proofHref={(attemptId) => paths.paperProof(paper.id, attemptId)}
    />
  ),
});

const paperPdf = file({
  path: paths.paperPdf(),
  audience: paperReaders,
  summary: '文书的 PDF',
  params: paperParams,
  load: async (work, { params: { paperId } }) => {
    const { kind, title, data, context } = await paperForPdf(work, paperId);
    return {
      name: `${title} ${context.number}.pdf`,
      mediaType: 'application/pdf',
      inline: true,
      bytes: (publicUrl) => renderInWorker(kind, data, { ...context, checkUrl: `${publicUrl}${paths.paperCheckCode(context.checkCode)}` }),
    };
  },
});

/** The service of a paper sets off what its kind waits for: the clock of an order, or of the bank that has to pay from a deposit. */
async function serve(work: Work, paperId: string, input: ServiceInput): Promise<ServiceRecorded> {
  const { kind } = await getPaper(work, paperId);
  if (kind === 'inquiry-notice' || kind === 'correction-order' || kind === 'handling-decision') return serveOrder(work, paperId, input);
  const recorded = await recordService(work, paperId, input);
  if (kind === 'deposit-payment-notice') await depositNoticeServed(work, paperId);
  return recorded;
}

const service = command({
  id: 'paper.serve',
  path: paths.paperService(),
  audience: labour,
  summary: '登记送达',
  params: paperParams,
  body: serviceAttempt,
  files: ['proof?'],
  run: async (work, { params: { paperId }, body, files }) => {
    const { servedOn, receipt, paper } = await serve(work, paperId, { ...body, proof: files['proof'] });
    return { servedOn: servedOn ?? null, receiptId: receipt?.paperId ?? null, receipt: receipt?.number ?? null, number: paper.number };
  },
  page: {
    form: paperPage,
    done: (_result, { params: { paperId } }) => paths.paper(paperId),
    flash: ({ servedOn, receipt, number }) =>
      servedOn ? `${number} 已于 ${servedOn} 送达，送达回证 ${receipt} 已制发，期限自次日起计算。` : { kind: 'info', text: `已登记 ${number} 未能送达，请改用其他方式或者改日再送。` },
  },
});

const proof = file({
  path: paths.paperProof(),
  audience: labour,
  summary: '送达的附件',
  params: shape({ paperId: id(), attemptId: id() }),
  load: async (work, { params: { paperId, attemptId } }) => {
    const { name, mediaType, bytes } = await openProof(work, paperId, attemptId);
    return { name, mediaType, bytes: () => bytes };
  },
});

export const paperPages: readonly Definition[] = [paperPage, paperPdf, service, proof];
