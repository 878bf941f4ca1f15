import { id, oneOf, secretText, shape, text } from '../../platform/parse.js';

export const credentials = shape({ username: text('用户名', { max: 40 }), password: secretText('密码') });

export const newPassword = shape({ currentPassword: secretText('当前密码'), newPassword: secretText('新密码'), repeatPassword: secretText('再次输入新密码') });

export const factorBeginning = shape({ currentPassword: secretText('当前密码') });

export const factorConfirmation = shape({ pendingCode: text('验证码', { max: 20 }) });

export const staffRoles = ['admin', 'inspector', 'supervisor', 'housing-reviewer', 'bank-operator', 'general-contractor', 'subcontractor', 'owner', 'department'] as const;

export const newUser = shape({
  username: text('用户名', { min: 2, max: 40 }),
  name: text('姓名', { max: 40 }),
  role: oneOf('岗位', staffRoles),
  organId: id('所属机关').optional(),
  partyId: id('所属单位').optional(),
  areaCode: text('辖区', { max: 9 }).optional(),
  badgeNo: text('执法证号', { max: 40 }).optional(),
  phone: text('联系电话', { max: 40 }).optional(),
  /** The person behind another account of theirs, where they hold two. */
  samePersonAs: id('同一人的另一账号').optional(),
});
