import { UserAccount } from '../../entities/user-account.js';
import { hashPassword, verifyPassword } from '../../platform/password.js';
import type { Work } from '../../platform/work.js';
import { Invalid, type Issue } from '../../values/refusal.js';

const minLength = 12;
const maxLength = 128;
/** Words that anyone would try first here (ASVS 6.2.11). */
const contextWords = ['password', 'danzhou', 'laodong', 'anxin', '儋州', '劳动', '监察', '安薪', '123456', 'qwerty', 'abcdef', '111111', '888888'];

/** What is wrong with a password, in the user's words; undefined where nothing is. */
export function passwordFault(password: string, login: string): string | undefined {
  const length = [...password].length;
  if (length < minLength) return `密码至少 ${minLength} 个字符`;
  if (length > maxLength) return `密码最多 ${maxLength} 个字符`;
  const plain = password.toLowerCase();
  if (plain.includes(login.toLowerCase())) return '密码不能包含用户名';
  const word = contextWords.find((w) => plain.includes(w));
  if (word) return `密码不能包含容易猜到的“${word}”`;
  if (new Set(plain).size < 5) return '密码中不同的字符太少';
  return undefined;
}

/** Changes one's own password; ends every other session of the account. */
export async function changePassword(work: Work, input: { readonly currentPassword: string; readonly newPassword: string; readonly repeatPassword: string }): Promise<void> {
  const user = await work.db.findOneByOrFail(UserAccount, { id: work.actor.id! });
  const issues: Issue[] = [];
  if (!(await verifyPassword(user.passwordHash, input.currentPassword))) issues.push({ path: 'currentPassword', message: '当前密码不对' });
  const fault = passwordFault(input.newPassword, user.login);
  if (fault) issues.push({ path: 'newPassword', message: fault });
  if (input.newPassword !== input.repeatPassword) issues.push({ path: 'repeatPassword', message: '两次输入的新密码不一致' });
  if (input.newPassword === input.currentPassword) issues.push({ path: 'newPassword', message: '新密码不能与当前密码相同' });
  if (issues.length > 0) throw new Invalid(issues);
  await work.db.update(UserAccount, { id: user.id }, { passwordHash: await hashPassword(input.newPassword), mustChange: false });
  await work.db.query('DELETE FROM session WHERE user_id = $1', [user.id]);
  await work.record({ action: 'identity.password-changed', subject: ['user-account', user.id] });
}
