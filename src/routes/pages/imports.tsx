import { getImport, importFile, listImports, type ImportDetail } from '../../domain/roster/index.js';
import { readInChild } from '../../formats/spreadsheet/child.js';
import { id, integer, oneOf, shape } from '../../platform/parse.js';
import { Refusal } from '../../values/refusal.js';
import { ImportDetailPage, ImportListPage } from '../../views/pages/roster/imports.js';
import { file, page, type Definition } from '../define.js';
import { withQuery } from '../link.js';
import { paths } from '../paths.js';
import { tabAudience } from '../project-tabs.js';

export const importListQuery = shape({
  projectId: id('项目').optional(),
  kind: oneOf('种类', ['payroll', 'roster', 'attendance', 'bank-answer', 'statement'] as const).optional(),
  state: oneOf('结果', ['refused', 'applied'] as const).optional(),
  page: integer('页码', 1, 100_000).or(1),
  size: integer('每页条数', 1, 100).or(20),
});

export const importQuery = shape({ page: integer('页码', 1, 100_000).or(1), size: integer('每页条数', 1, 500).or(100) });

const listPage = page({
  path: paths.imports,
  audience: tabAudience.roster,
  summary: '导入记录',
  query: importListQuery,
  load: async (work, { query }) => ({ query, ...(await listImports(work, query)) }),
  view: ({ query, rows, total }, ctx) => (
    <ImportListPage
      shell={ctx.desk('imports')}
      form={ctx.form}
      action={paths.imports}
      hidden={query.projectId ? { projectId: query.projectId } : {}}
      rows={rows}
      total={total}
      page={query.page}
      size={query.size}
      href={paths.importRun}
      pageHref={(n, size) => withQuery(ctx.url, { page: n, size })}
    />
  ),
});

/** Where a mended file of this kind goes up again, and what came of one that was applied. */
const places: Readonly<Partial<Record<ImportDetail['kind'], { readonly again: (projectId: string) => string; readonly result: (run: ImportDetail) => string }>>> = {
  roster: { again: paths.projectRosterImport, result: (run) => paths.projectRoster(run.projectId) },
  attendance: { again: paths.projectAttendance, result: (run) => paths.projectAttendance(run.projectId) },
  payroll: { again: paths.projectPayroll, result: (run) => (run.subjectId ? paths.sheet(run.subjectId) : paths.projectPayroll(run.projectId)) },
};

const detailPage = page({
  path: paths.importRun(),
  audience: tabAudience.roster,
  summary: '一次导入的结果',
  params: shape({ importId: id('导入记录') }),
  query: importQuery,
  load: async (work, { params, query }) => ({ query, run: await getImport(work, params.importId, query.page, query.size) }),
  view: ({ query, run }, ctx) => {
    const place = places[run.kind];
    const uploads = ctx.actor.role === 'general-contractor' || ctx.actor.role === 'subcontractor';
    return (
      <ImportDetailPage
        shell={ctx.desk('imports')}
        importsHref={paths.imports}
        run={run}
        projectHref={paths.project(run.projectId)}
        resultHref={run.state === 'applied' ? place?.result(run) : undefined}
        markedHref={uploads && run.errors + run.warnings > 0 && run.kind in places ? paths.importMarked(run.id) : undefined}
        againHref={uploads ? place?.again(run.projectId) : undefined}
        page={query.page}
        size={query.size}
        pageHref={(n, size) => withQuery(ctx.url, { page: n, size })}
      />
    );
  },
});

const marked = file({
  path: paths.importMarked(),
  audience: ['general-contractor', 'subcontractor'],
  summary: '标注了每一处问题的原文件',
  params: shape({ importId: id('导入记录') }),
  load: async (work, { params }) => {
    const { run, file: original } = await importFile(work, params.importId);
    const { kind } = run;
    if (kind !== 'payroll' && kind !== 'roster' && kind !== 'attendance') throw new Refusal('not-found', '这种文件没有标注后的原表');
    return {
      name: `${run.file.replace(/\.\w+$/u, '')}-已标注.xlsx`,
      mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      bytes: async () => (await readInChild('marked', original.bytes, { kind, mistakes: run.list })).bytes,
    };
  },
});

export const importPages: readonly Definition[] = [listPage, detailPage, marked];
