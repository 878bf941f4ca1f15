/** Everyone who can stand at a door of the service. `worker` has no account: a one-time code opens their own page. */
export const roles = [
  'admin',
  'inspector',
  'supervisor',
  'housing-reviewer',
  'bank-operator',
  'general-contractor',
  'subcontractor',
  'owner',
  'department',
  'worker',
  'anonymous',
] as const;

export type Role = (typeof roles)[number];

/** Staff and banks: they sign in with a second factor where the configuration asks for it. */
export const factorRoles: readonly Role[] = ['admin', 'inspector', 'supervisor', 'housing-reviewer', 'bank-operator', 'department'];

/** `system` is the clock and the command line. */
export type ActorRole = Role | 'system';

export const roleNames: Readonly<Record<ActorRole, string>> = {
  admin: '系统管理员',
  inspector: '劳动监察员',
  supervisor: '监察负责人',
  'housing-reviewer': '住建复核',
  'bank-operator': '银行',
  'general-contractor': '施工总承包单位',
  subcontractor: '分包单位',
  owner: '建设单位',
  department: '协同部门',
  worker: '农民工',
  anonymous: '公众',
  system: '系统',
};
