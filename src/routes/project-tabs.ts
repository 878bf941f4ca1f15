import type { Role } from '../values/role.js';
import type { ProjectTab } from '../views/components/project-shell.js';
import { paths } from './paths.js';

const labour: readonly Role[] = ['inspector', 'supervisor'];

/** Who may open which page of a project: the audience of the route and the tab that is shown come from here. */
export const tabAudience: Readonly<Record<ProjectTab, readonly Role[]>> = {
  overview: [...labour, 'housing-reviewer', 'bank-operator', 'general-contractor', 'subcontractor', 'owner', 'department'],
  roster: [...labour, 'general-contractor', 'subcontractor'],
  payroll: [...labour, 'general-contractor', 'subcontractor'],
  money: [...labour, 'housing-reviewer', 'bank-operator', 'general-contractor', 'owner'],
  releases: [...labour, 'housing-reviewer', 'bank-operator', 'general-contractor'],
  cases: [...labour],
  history: [...labour, 'housing-reviewer', 'general-contractor'],
};

const tabs: readonly { readonly key: ProjectTab; readonly label: string; readonly path: (id?: string) => string }[] = [
  { key: 'overview', label: '概况', path: paths.project },
  { key: 'payroll', label: '工资', path: paths.projectPayroll },
  { key: 'money', label: '专户与保证金', path: paths.projectMoney },
  { key: 'releases', label: '支付办理', path: paths.projectReleases },
  { key: 'roster', label: '工人与考勤', path: paths.projectRoster },
  { key: 'cases', label: '预警与案件', path: paths.projectCases },
  { key: 'history', label: '经过', path: paths.projectHistory },
];

export const projectTabs = (projectId: string, role: string): { key: ProjectTab; label: string; href: string }[] =>
  tabs.filter((t) => (tabAudience[t.key] as readonly string[]).includes(role)).map((t) => ({ key: t.key, label: t.label, href: t.path(projectId) }));
