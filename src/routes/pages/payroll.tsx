import type { ComponentChildren } from 'preact';
import {
  allowedSheetActions,
  approveSheet,
  certification,
  changesOf,
  getSheet,
  lastRefused,
  listLines,
  listSheets,
  partyGrid,
  refusalOf,
  returning,
  returnSheet,
  sheetSorts,
  sheetUpload,
  templateChoice,
  templateFor,
  trySheet,
  workerGrid,
  type RefusedSheet,
  type SheetDetail,
  type SubmittedSheet,
} from '../../domain/payroll/index.js';
import { getProjectHead } from '../../domain/projects/index.js';
import { slipsOf } from '../../domain/reports/index.js';
import { getImport, listEmployers } from '../../domain/roster/index.js';
import { payrollTemplate } from '../../formats/payroll-template.js';
import { repliesOf } from '../../domain/self-check/index.js';
import { readInChild } from '../../formats/spreadsheet/child.js';
import { writeWorkbook } from '../../formats/workbook-writer.js';
import { printInWorker } from '../../notices/index.js';
import { flag, id, integer, month, oneOf, shape, text } from '../../platform/parse.js';
import type { Work } from '../../platform/work.js';
import { maskCard } from '../../values/mask.js';
import { formatYuan } from '../../values/money.js';
import { addPeriods, formatPeriod, periodOf } from '../../values/period.js';
import { daysBetween } from '../../values/plain-date.js';
import { roleNames, type ActorRole, type Role } from '../../values/role.js';
import { actionWord } from '../../views/action-words.js';
import { blankForm, type FormState } from '../../views/form-state.js';
import { lineWords, sheetWords } from '../../views/pages/payroll/payroll-words.js';
import { PayrollListPage } from '../../views/pages/payroll/payroll-list.js';
import { ProjectPayrollPage } from '../../views/pages/payroll/project-payroll.js';
import { PayrollSheetPage } from '../../views/pages/payroll/sheet.js';
import { mistakeWords } from '../../views/pages/roster/roster-words.js';
import { command, file, page, type Definition, type FileAnswer, type PageContext } from '../define.js';
import { withQuery } from '../link.js';
import { paths } from '../paths.js';
import { projectTabs, tabAudience } from '../project-tabs.js';

const firms: readonly Role[] = ['general-contractor', 'subcontractor'];
const labour: readonly Role[] = ['inspector', 'supervisor'];
const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const ofProject = shape({ projectId: id('项目') });
export const ofSheet = shape({ sheetId: id('工资表') });

const sheetStates = ['submitted', 'returned', 'approved', 'releasing', 'part-paid', 'paid', 'superseded'] as const;
const lineStates = ['unpaid', 'in-transit', 'paid', 'returned'] as const;

export const sheetsQuery = shape({
  q: text('项目或用工单位', { max: 60 }).optional(),
  period: month('工资月份').optional(),
  state: oneOf('状态', sheetStates).optional(),
  overdue: flag('逾期'),
  sort: oneOf('排序', sheetSorts).or('period'),
  direction: oneOf('顺序', ['asc', 'desc'] as const).or('desc'),
  page: integer('页码', 1, 100_000).or(1),
  size: integer('每页条数', 1, 100).or(20),
});

export const linesQuery = shape({
  q: text('姓名', { max: 50 }).optional(),
  state: oneOf('发放', lineStates).optional(),
  page: integer('页码', 1, 100_000).or(1),
  size: integer('每页条数', 1, 200).or(50),
});

const maxExport = 20_000;

const listPage = page({
  path: paths.payroll,
  audience: tabAudience.payroll,
  summary: '工资表列表',
  query: sheetsQuery,
  load: async (work, { query }) => ({ query, ...(await listSheets(work, query)) }),
  view: ({ query, rows, total }, ctx) => (
    <PayrollListPage
      shell={ctx.desk('payroll')}
      form={ctx.form}
      action={paths.payroll}
      exportHref={withQuery(ctx.url, { page: undefined, size: undefined }).replace(paths.payroll, paths.payrollExport)}
      rows={rows}
      total={total}
      page={query.page}
      size={query.size}
      sort={{ by: query.sort, direction: query.direction, href: (by, direction) => withQuery(ctx.url, { sort: by, direction, page: undefined }) }}
      href={paths.sheet}
      pageHref={(n, size) => withQuery(ctx.url, { page: n, size })}
    />
  ),
});

const listExport = file({
  path: paths.payrollExport,
  audience: tabAudience.payroll,
  summary: '导出工资表列表',
  query: sheetsQuery,
  load: async (work, { query }) => {
    const { rows, total } = await listSheets(work, { ...query, page: 1, size: maxExport });
    await work.record({ action: 'payroll.exported', subject: ['payroll-sheet', '-'], detail: { filter: query, rows: rows.length, total } });
    return {
      name: `工资表-${work.today}.xlsx`,
      mediaType: xlsx,
      bytes: () =>
        writeWorkbook([
          {
            name: '工资表',
            columns: [
              { header: '工资月份', kind: 'text', width: 12 },
              { header: '第几次', kind: 'integer', width: 8 },
              { header: '项目编号', kind: 'text', width: 16 },
              { header: '项目', kind: 'text', width: 36 },
              { header: '用工单位', kind: 'text', width: 30 },
              { header: '状态', kind: 'text', width: 14 },
              { header: '逾期', kind: 'text', width: 8 },
              { header: '人数', kind: 'integer', width: 8 },
              { header: '实发合计（元）', kind: 'amount', width: 16 },
              { header: '已到账（人）', kind: 'integer', width: 12 },
              { header: '已到账（元）', kind: 'amount', width: 16 },
              { header: '退票（人）', kind: 'integer', width: 10 },
              { header: '应发放日', kind: 'text', width: 12 },
              { header: '版本', kind: 'integer', width: 8 },
            ],
            rows: rows.map((r) => [r.period, r.cycle, r.projectCode, r.project, r.party, sheetWords[r.state].text, r.overdue ? '是' : undefined, r.lines, r.netFen, r.paidLines, r.paidFen, r.returnedLines, r.payOn, r.version]),
          },
        ]),
    };
  },
});

const projectPage = page({
  path: paths.projectPayroll(),
  audience: tabAudience.payroll,
  summary: '项目的工资报送',
  params: ofProject,
  query: shape({ partyId: id('用工单位').optional(), period: month('工资月份').optional(), page: integer('页码', 1, 100_000).or(1), size: integer('每页条数', 1, 100).or(20) }),
  load: async (work, { params, query }) => {
    const head = await getProjectHead(work, params.projectId);
    const grid = await partyGrid(work, params.projectId);
    return {
      query,
      head,
      grid,
      workers: await workerGrid(work, params.projectId, grid.periods, query),
      parties: (await listEmployers(work, params.projectId)).map((p) => ({ value: p.partyId, label: p.name })),
      refused: await lastRefused(work, params.projectId),
      lastMonth: addPeriods(periodOf(work.today), -1),
    };
  },
  view: ({ query, head, grid, workers, parties, refused, lastMonth }, ctx) => {
    const chosen = { partyId: query.partyId ?? (parties.length === 1 ? parties[0]!.value : ''), period: query.period ?? lastMonth };
    const action = paths.projectPayroll(head.id);
    return (
      <ProjectPayrollPage
        shell={ctx.desk('projects')}
        project={head}
        tabs={projectTabs(head.id, ctx.actor.role)}
        projectsHref={paths.projects}
        periods={grid.periods}
        rows={grid.rows}
        listHref={withQuery(paths.payroll, { q: head.code })}
        workers={{
          ...workers,
          page: query.page,
          size: query.size,
          pageHref: (n, size) => `${withQuery(action, { page: n, size })}#workers`,
          href: (labour as readonly string[]).includes(ctx.actor.role) ? paths.worker : undefined,
        }}
        sheetHref={paths.sheet}
        uploadHref={(partyId, period) => `${withQuery(action, { partyId, period })}#upload`}
        upload={
          (firms as readonly string[]).includes(ctx.actor.role)
            ? {
                csrf: ctx.csrf,
                form: counted(ctx.formFor('payroll.submit', { ...chosen, cycle: '1' }), refused?.errors),
                action,
                parties,
                refused: refused && { ...refused, downloadHref: paths.importMistakes(refused.id), markedHref: paths.importMarked(refused.id), recordHref: paths.importRun(refused.id) },
                template: { action: paths.projectPayrollTemplate(head.id), form: { values: chosen, issues: [], formId: 'template' } },
                importsHref: withQuery(paths.imports, { projectId: head.id }),
              }
            : undefined
        }
      />
    );
  },
});

/** The mistakes of the file have a table of their own on the page: the form says how many they are. */
function counted(form: FormState, errors: number | undefined): FormState {
  const ofForm = form.issues.filter((i) => !i.path.startsWith('file.'));
  if (ofForm.length === form.issues.length) return form;
  return { ...form, issues: [...ofForm, { path: 'file', message: `文件中有 ${errors ?? form.issues.length - ofForm.length} 处须改正，整份没有导入，逐格清单在下方` }] };
}

const submit = command({
  id: 'payroll.submit',
  path: paths.projectPayroll(),
  audience: firms,
  summary: '报送工资表',
  params: ofProject,
  body: sheetUpload,
  files: ['file'],
  status: 201,
  prepare: ({ body, files }) => readInChild('payroll', files['file']!.bytes, { period: body.period }),
  run: async (work, { params, body, files, prepared }): Promise<SubmittedSheet | RefusedSheet> => {
    const outcome = await trySheet(work, { ...body, projectId: params.projectId, file: files['file']!, reading: prepared });
    return 'submitted' in outcome ? outcome.submitted : outcome.refused;
  },
  // Only now, so that the refused upload stays on record.
  settle: async (result) => {
    if ('importId' in result) throw refusalOf(result);
  },
  page: {
    form: projectPage,
    done: (result) => paths.sheet((result as SubmittedSheet).sheetId),
    flash: (result) => {
      const { repeated, lines, netFen, warnings } = result as SubmittedSheet;
      if (repeated) return { kind: 'info', text: '这份文件已经报送过，这是当时的结果，没有产生新的工资表' };
      return { kind: warnings > 0 ? 'warn' : 'success', text: `工资表已报送：${lines} 人，实发合计 ${formatYuan(netFen)} 元${warnings > 0 ? `；另有 ${warnings} 处提醒，请核对` : ''}` };
    },
  },
});

const template = file({
  path: paths.projectPayrollTemplate(),
  audience: firms,
  summary: '工资表模板（已填当月在场的工人）',
  params: ofProject,
  query: templateChoice,
  load: async (work, { params, query }) => {
    const filled = await templateFor(work, params.projectId, query);
    return { name: `工资表-${filled.subcontractor}-${query.period}.xlsx`, mediaType: xlsx, bytes: () => payrollTemplate(filled) };
  },
});

const sheetPage = page({
  path: paths.sheet(),
  audience: tabAudience.payroll,
  summary: '一张工资表',
  params: ofSheet,
  query: linesQuery,
  load: async (work, { params, query }) => {
    const sheet = await getSheet(work, params.sheetId);
    return { query, sheet, today: work.today, lines: await listLines(work, sheet, query, query), changes: await changesOf(work, sheet), replies: await repliesOf(work, sheet.id) };
  },
  view: ({ query, sheet, today, lines, changes, replies }, ctx) => {
    const may = allowedSheetActions(sheet.state, ctx.actor.role).filter((a) => a !== 'approve' || sheet.submitterPersonId !== ctx.actor.personId);
    const choices = [
      ...(may.includes('approve') ? [{ label: '审核通过', action: paths.sheetApprove(sheet.id) }] : []),
      ...(may.includes('return') ? [{ label: '退回', action: paths.sheetReturn(sheet.id), look: 'secondary' as const }] : []),
    ];
    const open = sheet.state !== 'paid' && sheet.state !== 'superseded';
    return (
      <PayrollSheetPage
        shell={ctx.desk('payroll')}
        csrf={ctx.csrf}
        listHref={paths.payroll}
        projectHref={paths.projectPayroll(sheet.projectId)}
        exportHref={withQuery(paths.sheetExport(sheet.id), { q: query.q, state: query.state })}
        slipsHref={paths.sheetSlips(sheet.id)}
        slipHref={(lineNo) => paths.sheetSlip(sheet.id, String(lineNo))}
        warningsHref={sheet.importId ? paths.importMistakes(sheet.importId) : undefined}
        sheet={{ ...sheet, warnings: sheet.warnings.map((w) => ({ ...w, typed: '' })) }}
        events={sheet.events.map((e) => ({ at: e.at, what: actionWord(e.action), who: `${e.by}（${roleNames[e.role as ActorRole]}）`, detail: e.reason ?? (e.counts ? countsText(e.counts) : undefined) }))}
        changes={changes}
        replies={replies}
        left={open ? { days: daysBetween(today, sheet.payOn), unit: '天' } : undefined}
        next={nextStep(sheet, ctx)}
        decision={{ form: ctx.formFor(ctx.form.formId === 'payroll.return' ? 'payroll.return' : 'payroll.approve'), choices, mayApprove: may.includes('approve') }}
        lines={{
          ...lines,
          page: query.page,
          size: query.size,
          form: ctx.form.formId === undefined ? ctx.form : blankForm,
          action: paths.sheet(sheet.id),
          pageHref: (n, size) => withQuery(paths.sheet(sheet.id), { q: query.q, state: query.state, page: n, size }),
          stateHref: (state) => `${withQuery(paths.sheet(sheet.id), { state })}#lines`,
        }}
        sheetHref={paths.sheet}
      />
    );
  },
});

const countsText = ({ paid, returned, inTransit }: NonNullable<SheetDetail['events'][number]['counts']>): string => [`已到账 ${paid} 人`, returned > 0 ? `退票 ${returned} 人` : '', inTransit > 0 ? `发放中 ${inTransit} 人` : ''].filter(Boolean).join('，');

/** What happens next with a sheet and who does it. */
function nextStep(sheet: SheetDetail, ctx: PageContext): ComponentChildren {
  const again = `${withQuery(paths.projectPayroll(sheet.projectId), { partyId: sheet.partyId, period: sheet.period })}#upload`;
  const uploads = (firms as readonly string[]).includes(ctx.actor.role);
  switch (sheet.state) {
    case 'submitted':
      if (sheet.submitterPersonId === ctx.actor.personId && ctx.actor.role === 'general-contractor') return '这张表由您报送，须由本单位另一人审核。';
      return '由施工总承包单位核对人员、出勤和金额后审核通过，或写明原因退回。';
    case 'returned': {
      const reason = sheet.events.find((e) => e.action === 'payroll.returned')?.reason;
      return (
        <>
          {reason && `退回原因：${reason}。`}由报送单位改正后{uploads ? <a href={again}>重新上传</a> : '重新上传'}。
        </>
      );
    }
    case 'approved':
      return '已审核，由施工总承包单位提请发放。';
    case 'releasing':
      return `${sheet.inTransitLines} 人的工资正在办理发放，等待银行回盘。`;
    case 'part-paid':
      return sheet.returnedLines > 0 ? `${sheet.returnedLines} 人被银行退票，更正银行卡后补发。` : '其余工人的工资尚未提请发放。';
    case 'paid':
      return '全部工人的工资已到账。';
    case 'superseded': {
      const latest = sheet.versions[0]!;
      return (
        <>
          已被<a href={paths.sheet(latest.id)}>第 {latest.version} 版</a>替换，仅供查阅。
        </>
      );
    }
  }
}

const approve = command({
  id: 'payroll.approve',
  path: paths.sheetApprove(),
  audience: ['general-contractor'],
  summary: '审核通过工资表',
  params: ofSheet,
  body: certification,
  run: (work, { params, body }) => approveSheet(work, params.sheetId, body),
  page: { form: sheetPage, done: (_result, { params }) => paths.sheet(params.sheetId), flash: () => '工资表已审核通过' },
});

const sendBack = command({
  id: 'payroll.return',
  path: paths.sheetReturn(),
  audience: ['general-contractor'],
  summary: '退回工资表',
  params: ofSheet,
  body: returning,
  run: (work, { params, body }) => returnSheet(work, params.sheetId, body),
  page: { form: sheetPage, done: (_result, { params }) => paths.sheet(params.sheetId), flash: () => '工资表已退回报送单位' },
});

/** 工资清单 (条例724 Art. 15) of a sheet, or of one of its workers, as one PDF. */
async function printSlips(work: Work, sheetId: string, lineNo?: number): Promise<FileAnswer> {
  const { data, period, party } = await slipsOf(work, sheetId, lineNo);
  await work.record({ action: 'payroll.slips-printed', subject: ['payroll-sheet', sheetId], detail: { slips: data.slips.length } });
  const { today } = work;
  return {
    name: `工资清单-${lineNo === undefined ? party : data.slips[0]!.name}-${period}.pdf`,
    mediaType: 'application/pdf',
    inline: true,
    bytes: () => printInWorker('wage-slips', data, { by: party, of: formatPeriod(period), printedOn: today }),
  };
}

const allSlips = file({ path: paths.sheetSlips(), audience: tabAudience.payroll, summary: '整张工资表的工资清单', params: ofSheet, load: (work, { params }) => printSlips(work, params.sheetId) });

const oneSlip = file({
  path: paths.sheetSlip(),
  audience: tabAudience.payroll,
  summary: '一名工人的工资清单',
  params: shape({ sheetId: id('工资表'), lineNo: integer('序号', 1, 50_000) }),
  load: (work, { params }) => printSlips(work, params.sheetId, params.lineNo),
});

const sheetExport = file({
  path: paths.sheetExport(),
  audience: tabAudience.payroll,
  summary: '导出一张工资表（号码只留尾号）',
  params: ofSheet,
  query: shape({ q: linesQuery.fields.q, state: linesQuery.fields.state }),
  load: async (work, { params, query }) => {
    const sheet = await getSheet(work, params.sheetId);
    const { rows } = await listLines(work, sheet, query);
    await work.record({ action: 'payroll.exported', subject: ['payroll-sheet', sheet.id], projectId: sheet.projectId, detail: { filter: query, rows: rows.length } });
    return {
      name: `工资表-${sheet.party}-${sheet.period}-第${sheet.version}版.xlsx`,
      mediaType: xlsx,
      bytes: () =>
        writeWorkbook([
          {
            name: '工资表',
            heading: [`${sheet.project}工资表`, `用工单位：${sheet.party}    工资月份：${sheet.period}    版本：${sheet.version}    状态：${sheetWords[sheet.state].text}`],
            columns: [
              { header: '序号', kind: 'integer', width: 8 },
              { header: '姓名', kind: 'text', width: 18 },
              { header: '身份证尾号', kind: 'text', width: 14 },
              { header: '出勤天数', kind: 'decimal', width: 10 },
              { header: '应发工资（元）', kind: 'amount', width: 14 },
              { header: '扣款（元）', kind: 'amount', width: 12 },
              { header: '实发工资（元）', kind: 'amount', width: 14 },
              { header: '已付（元）', kind: 'amount', width: 14 },
              { header: '银行卡', kind: 'text', width: 14 },
              { header: '开户银行', kind: 'text', width: 28 },
              { header: '发放', kind: 'text', width: 10 },
              { header: '到账日', kind: 'text', width: 12 },
            ],
            rows: rows.map((l) => [l.lineNo, l.name, l.idLast4, l.days === null ? undefined : Number(l.days), l.grossFen, l.deductionFen, l.netFen, l.paidFen, maskCard(l.cardLast4), l.bankName, lineWords[l.state].text, l.paidOn ?? undefined]),
          },
        ]),
    };
  },
});

const mistakesExport = file({
  path: paths.importMistakes(),
  audience: tabAudience.roster,
  summary: '下载一次导入的问题清单',
  params: shape({ importId: id('导入记录') }),
  load: async (work, { params }) => {
    const run = await getImport(work, params.importId, 1, 100_000);
    return {
      name: `问题清单-${run.file.replace(/\.\w+$/u, '')}.xlsx`,
      mediaType: xlsx,
      bytes: () =>
        writeWorkbook([
          {
            name: '问题清单',
            columns: [
              { header: '工作表', kind: 'text', width: 16 },
              { header: '行', kind: 'integer', width: 8 },
              { header: '列', kind: 'text', width: 16 },
              { header: '程度', kind: 'text', width: 10 },
              { header: '填写的内容', kind: 'text', width: 24 },
              { header: '问题', kind: 'text', width: 48 },
              { header: '怎样改正', kind: 'text', width: 48 },
              { header: '编号', kind: 'text', width: 10 },
            ],
            rows: run.list.map((m) => [m.sheet, m.row > 0 ? m.row : undefined, m.column, mistakeWords[m.severity].text, m.typed, m.message, m.remedy, m.code]),
          },
        ]),
    };
  },
});

// The export stands before the sheet, whose address would swallow it.
export const payrollPages: readonly Definition[] = [listPage, listExport, projectPage, submit, template, sheetPage, approve, sendBack, sheetExport, allSlips, oneSlip, mistakesExport];
