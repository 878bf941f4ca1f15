import type { DataSource } from 'typeorm';
import { createHash } from 'node:crypto';
import { base32 } from '../platform/totp.js';
import type { Role } from '../values/role.js';

export interface DemoLogin {
  readonly username: string;
  readonly name: string;
  readonly role: Exclude<Role, 'anonymous' | 'worker'>;
  /** What the role comes for, in a few words. */
  readonly does: string;
}

/** The password of every demo login. It opens nothing but the demo city. */
export const demoPassword = 'demo-Fair-Pay-2026';

/** The key of a demo login's second factor, for an authenticator app; as open as the password. */
export const demoSecret = (username: string): string => base32(createHash('sha1').update(`${demoPassword} ${username}`).digest());

export const demoLogins: readonly DemoLogin[] = [
  { username: 'jiancha', name: '符志强', role: 'inspector', does: '看预警、立案、开文书' },
  { username: 'fuze', name: '羊秀英', role: 'supervisor', does: '审批、督办、列入名单' },
  { username: 'zhujian', name: '李海生', role: 'housing-reviewer', does: '复核工资支付' },
  { username: 'yinhang', name: '陈国栋', role: 'bank-operator', does: '取代发文件、回盘、记账' },
  { username: 'zongbao', name: '王建国', role: 'general-contractor', does: '上传并审核工资表、存保证金' },
  { username: 'fenbao', name: '何大勇', role: 'subcontractor', does: '报工资表、花名册、考勤' },
  { username: 'jianshe', name: '林晓峰', role: 'owner', does: '看人工费应拨与到账' },
  { username: 'xietong', name: '吴敏', role: 'department', does: '接收移送、反馈结果' },
  { username: 'guanli', name: '周静', role: 'admin', does: '账号、参数、放假安排' },
];

/** A worker of the demo city whose own page has something to show, to try it with. */
export async function demoWorker(dataSource: DataSource): Promise<{ readonly name: string; readonly idLast4: string }> {
  const [worker] = (await dataSource.query(
    `SELECT w.name, w.id_last4 AS "idLast4" FROM worker w JOIN payroll_line l ON l.worker_id = w.id WHERE w.phone_sealed IS NOT NULL
        AND NOT EXISTS (SELECT FROM worker o WHERE o.name = w.name AND o.id_last4 = w.id_last4 AND o.id <> w.id) GROUP BY w.id ORDER BY count(*) FILTER (WHERE l.state = 'paid') > 0 AND count(*) FILTER (WHERE l.state <> 'paid') > 0 DESC, count(*) DESC, w.id LIMIT 1`,
  )) as [{ name: string; idLast4: string }];
  return worker;
}
