import { UserAccount } from '../../entities/user-account.js';
import { hashPassword } from '../../platform/password.js';
import type { TypeOf } from '../../platform/parse.js';
import { violated, type Work } from '../../platform/work.js';
import { Invalid, Refusal, type Issue } from '../../values/refusal.js';
import type { newUser } from './inputs.js';
import { passwordFault } from './change-password.js';

const organRoles: readonly string[] = ['inspector', 'supervisor', 'housing-reviewer', 'department'];
const partyRoles: readonly string[] = ['bank-operator', 'general-contractor', 'subcontractor', 'owner'];

/**
 * Makes an account with a first password that must be changed at the first sign-in.
 * @param password given only by the command line and the demo city; otherwise a random one, returned once
 */
export async function createUser(work: Work, input: TypeOf<typeof newUser>, password?: string): Promise<{ readonly userId: string; readonly password: string }> {
  const issues: Issue[] = [];
  const login = input.username.toLowerCase();
  if (!/^[a-z0-9][a-z0-9._-]{1,39}$/u.test(login)) issues.push({ path: 'username', message: '用户名由小写字母、数字和 . _ - 组成，以字母或数字开头' });
  if (organRoles.includes(input.role) && !input.organId) issues.push({ path: 'organId', message: '这个岗位须选择所属机关' });
  if (organRoles.includes(input.role) && !input.areaCode) issues.push({ path: 'areaCode', message: '这个岗位须选择辖区' });
  if (partyRoles.includes(input.role) && !input.partyId) issues.push({ path: 'partyId', message: '这个岗位须选择所属单位' });
  if (issues.length > 0) throw new Invalid(issues);
  const first = password ?? work.secret(12);
  const fault = password === undefined ? undefined : passwordFault(password, login);
  if (fault) throw new Invalid([{ path: 'password', message: fault }]);
  const userId = work.newId();
  let personId = userId;
  if (input.samePersonAs) {
    const other = await work.db.findOneBy(UserAccount, { id: input.samePersonAs });
    if (!other) throw new Invalid([{ path: 'samePersonAs', message: '没有这个账号' }]);
    personId = other.personId;
  }
  try {
    await work.db.insert(UserAccount, {
      id: userId,
      personId,
      login,
      name: input.name,
      role: input.role,
      organId: organRoles.includes(input.role) ? input.organId! : null,
      partyId: partyRoles.includes(input.role) ? input.partyId! : null,
      areaCode: organRoles.includes(input.role) ? input.areaCode! : null,
      badgeNo: input.badgeNo ?? '',
      phone: input.phone ?? '',
      passwordHash: await hashPassword(first),
      mustChange: password === undefined,
      createdAt: work.now,
    });
  } catch (error) {
    if (violated(error) === 'user_account_login_key') throw new Invalid([{ path: 'username', message: '这个用户名已被使用' }]);
    if (violated(error).endsWith('_fkey')) throw new Invalid([{ path: '', message: '所选的机关、单位或辖区不存在' }]);
    throw error;
  }
  await work.record({ action: 'identity.user-created', subject: ['user-account', userId], detail: { login, role: input.role } });
  return { userId, password: first };
}

/** Closes an account at once: it cannot sign in and its sessions end. */
export async function disableUser(work: Work, userId: string): Promise<void> {
  if (userId === work.actor.id) throw new Refusal('not-allowed', '不能停用自己的账号');
  const result = await work.db.update(UserAccount, { id: userId }, { disabledAt: work.now });
  if (result.affected !== 1) throw new Refusal('not-found', '没有这个账号');
  await work.db.query('DELETE FROM session WHERE user_id = $1', [userId]);
  await work.record({ action: 'identity.user-disabled', subject: ['user-account', userId] });
}
