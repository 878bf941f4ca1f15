import { obligations, type Obligation } from '../../domain/reports/index.js';
import { writeWorkbook } from '../../formats/workbook-writer.js';
import type { Role } from '../../values/role.js';
import { ObligationsPage } from '../../views/pages/reports/obligations.js';
import { file, page, resource, type Definition } from '../define.js';
import { paths } from '../paths.js';
import { tabAudience } from '../project-tabs.js';

const firms: readonly Role[] = ['general-contractor', 'subcontractor', 'owner'];

/** Where this person does it; what a role has no page for is told on the project's. */
function placeOf({ kind, projectId, subjectId }: Obligation, role: Role): string {
  switch (kind) {
    case 'order':
      return paths.paper(subjectId!);
    case 'deposit':
    case 'top-up':
    case 'account-file':
    case 'funding':
      return paths.projectMoney(projectId);
    case 'account-open':
      return paths.wageAccount(projectId);
    case 'sheet-missing':
      return paths.projectPayroll(projectId);
    case 'request':
      return paths.projectReleases(projectId);
    case 'sheet-returned':
    case 'sheet-approve':
    case 'card':
      return paths.sheet(subjectId!);
    case 'release-returned':
      return (tabAudience.releases as readonly string[]).includes(role) ? paths.release(subjectId!) : paths.project(projectId);
  }
}

const obligationsPage = page({
  path: paths.obligations,
  audience: firms,
  summary: '本单位的待办与期限',
  load: (work) => obligations(work),
  view: (rows, ctx) => (
    <ObligationsPage
      shell={ctx.desk('obligations')}
      exportHref={paths.obligationsExport}
      rows={rows.map((o) => ({ href: placeOf(o, ctx.actor.role as Role), what: o.what, projectHref: paths.project(o.projectId), project: o.project, dueOn: o.dueOn, left: o.left }))}
    />
  ),
});

const obligationsData = resource({ path: paths.obligations, audience: firms, summary: '本单位的待办与期限，最急的在前', load: (work) => obligations(work) });

const obligationsExport = file({
  path: paths.obligationsExport,
  audience: firms,
  summary: '导出待办与期限',
  load: async (work) => {
    const rows = await obligations(work);
    return {
      name: `待办与期限-${work.today}.xlsx`,
      mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      bytes: () =>
        writeWorkbook([
          {
            name: '待办与期限',
            columns: [
              { header: '事项', kind: 'text', width: 60 },
              { header: '项目', kind: 'text', width: 36 },
              { header: '期限', kind: 'text', width: 12 },
              { header: '剩余', kind: 'text', width: 18 },
            ],
            rows: rows.map((o) => [o.what, o.project, o.dueOn ?? '尽快', o.left === null ? undefined : o.left.days < 0 ? `已逾期 ${-o.left.days} ${o.left.unit}` : `${o.left.days} ${o.left.unit}`]),
          },
        ]),
    };
  },
});

/** What a firm has to do, and by when. */
export const obligationRoutes: readonly Definition[] = [obligationsPage, obligationsData, obligationsExport];
