import type { Actor } from '../platform/work.js';
import type { Role } from '../values/role.js';
import type { NavGroup, NavItem } from '../views/components/index.js';
import { paths } from './paths.js';

interface Entry {
  readonly key: string;
  readonly label: string;
  readonly href: string;
  readonly for: readonly Role[];
}

const labour: readonly Role[] = ['inspector', 'supervisor'];
const firms: readonly Role[] = ['general-contractor', 'subcontractor'];
const everybody: readonly Role[] = ['admin', ...labour, 'housing-reviewer', 'bank-operator', ...firms, 'owner', 'department'];

/** The menu of every desk, as one table; the first entry that a role has is its home. */
const menu: readonly { readonly label: string; readonly entries: readonly Entry[] }[] = [
  {
    label: '工作',
    entries: [
      { key: 'workbench', label: '工作台', href: paths.workbench, for: labour },
      { key: 'obligations', label: '待办与期限', href: paths.obligations, for: [...firms, 'owner'] },
      { key: 'releases', label: '工资支付办理', href: paths.releases, for: [...labour, 'housing-reviewer', 'bank-operator', 'general-contractor'] },
      { key: 'dispatch', label: '付款发送', href: paths.dispatch, for: [...labour, 'bank-operator'] },
      { key: 'leads', label: '线索', href: paths.leads, for: [...labour, 'department'] },
      { key: 'cases', label: '案件', href: paths.cases, for: labour },
      { key: 'listings', label: '失信名单', href: paths.listings, for: labour },
    ],
  },
  {
    label: '台账',
    entries: [
      { key: 'projects', label: '项目', href: paths.projects, for: [...labour, 'housing-reviewer', 'bank-operator', ...firms, 'owner', 'department'] },
      { key: 'deposits', label: '保证金', href: paths.deposits, for: labour },
      { key: 'payroll', label: '工资表', href: paths.payroll, for: [...labour, ...firms] },
      { key: 'imports', label: '导入记录', href: paths.imports, for: [...labour, ...firms] },
      { key: 'funds', label: '资金台账', href: paths.funds, for: [...labour, 'housing-reviewer'] },
      { key: 'workers', label: '工人', href: paths.workers, for: labour },
      { key: 'parties', label: '单位', href: paths.parties, for: [...labour, 'housing-reviewer', 'admin'] },
    ],
  },
  {
    label: '设置',
    entries: [
      { key: 'users', label: '账号', href: paths.users, for: ['admin'] },
      { key: 'organs', label: '机关', href: paths.organs, for: ['admin'] },
      { key: 'parameters', label: '参数', href: paths.parameters, for: ['admin', 'supervisor'] },
      { key: 'bank-profiles', label: '银行文件格式', href: paths.bankProfiles, for: ['admin', 'supervisor'] },
      { key: 'calendar', label: '放假安排', href: paths.calendar, for: ['admin', ...labour] },
      { key: 'rules', label: '预警规则', href: paths.rules, for: [...labour, 'general-contractor'] },
      { key: 'dispatch', label: '付款发送', href: paths.dispatch, for: ['admin'] },
      { key: 'jobs', label: '定时任务', href: paths.jobs, for: ['admin', 'supervisor'] },
      { key: 'proof', label: '账目核对', href: paths.ledgerProof, for: ['admin'] },
      { key: 'audit', label: '操作记录', href: paths.audit, for: ['admin', 'supervisor'] },
      { key: 'factor', label: '动态验证码', href: paths.factor, for: everybody },
      { key: 'password', label: '修改密码', href: paths.password, for: everybody },
    ],
  },
];

const seenBy = (entries: readonly Entry[], role: string): NavItem[] => entries.filter((e) => (e.for as readonly string[]).includes(role)).map(({ key, label, href }) => ({ key, label, href }));

/** The menu that this person sees. */
export const navFor = (actor: Actor): NavGroup[] => menu.map((g) => ({ label: g.label, items: seenBy(g.entries, actor.role) })).filter((g) => g.items.length > 0);

export const publicNav: readonly NavItem[] = [
  { key: 'home', label: '首页', href: paths.publicHome },
  { key: 'self-check', label: '查我的工资', href: paths.selfCheck },
  { key: 'complaint', label: '投诉欠薪', href: paths.complaint },
  { key: 'check', label: '核验文书', href: paths.paperCheck },
  { key: 'blacklist', label: '失信名单', href: paths.blacklist },
  { key: 'deposit-returns', label: '保证金返还公示', href: paths.depositReturns },
  { key: 'closings', label: '销户公示', href: paths.publicClosings },
];

/** The first page of this person's desk. */
export const homeOf = (role: Actor['role']): string => menu.flatMap((g) => seenBy(g.entries, role))[0]?.href ?? paths.publicHome;
