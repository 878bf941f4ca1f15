/** What each audited action is called on a timeline. A test holds this record against the actions that the source records. */
export const actionWords: Readonly<Record<string, string>> = {
  'identity.signed-in': '登录',
  'identity.sign-in-refused': '登录失败',
  'identity.signed-out': '退出',
  'identity.password-changed': '修改密码',
  'identity.user-created': '建立账号',
  'identity.user-disabled': '停用账号',
  'parameter.proposed': '提出参数修改',
  'parameter.approved': '复核参数修改',
  'calendar.entered': '录入放假安排',
  'party.registered': '登记单位',
  'project.registered': '登记项目',
  'project.start': '开工',
  'project.stop': '停工',
  'project.resume': '复工',
  'project.complete': '完工',
  'project.subcontractor-added': '登记分包单位',
  'project.exported': '导出项目',
};

export const actionWord = (action: string): string => actionWords[action] ?? action;
