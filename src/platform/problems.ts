import { randomUUID } from 'node:crypto';
import { CalendarUnknown } from '../values/working-days.js';
import { Invalid, Refusal, type Issue, type RefusalCode } from '../values/refusal.js';

/** A problem as RFC 9457 writes it. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  /** Found in the log beside the cause; only for faults of ours. */
  readonly instance?: string;
  readonly errors?: readonly { readonly pointer: string; readonly detail: string }[];
}

/** Every refusal of the domain in the words and status of the web. */
export const refusals: Readonly<Record<RefusalCode, { readonly title: string; readonly status: number }>> = {
  'not-found': { title: '没有找到', status: 404 },
  'not-allowed': { title: '无权办理', status: 403 },
  'wrong-state': { title: '当前状态不能这样办理', status: 409 },
  'same-person': { title: '须由另一人办理', status: 403 },
  'changed-meanwhile': { title: '内容已被他人更新', status: 409 },
  'already-exists': { title: '已经存在', status: 409 },
  'calendar-unknown': { title: '放假安排尚未录入', status: 409 },
  'parameter-missing': { title: '参数尚未设定', status: 409 },
  'insufficient-balance': { title: '余额不足', status: 409 },
  'idempotency-conflict': { title: '同一请求号对应的内容不同', status: 422 },
  'file-refused': { title: '文件不能读取', status: 422 },
  'glyph-missing': { title: '文书中有无法打印的字', status: 422 },
  'list-conditions-unmet': { title: '不符合列入条件', status: 409 },
  'not-signed-in': { title: '请先登录', status: 401 },
  'wrong-credentials': { title: '账号或密码不对', status: 401 },
  'too-many-attempts': { title: '尝试次数过多', status: 429 },
};

export const problemType = (code: string): string => `/problems/${code}`;

export interface Described {
  readonly problem: Problem;
  readonly issues: readonly Issue[];
  /** True where the cause must be logged. */
  readonly fault: boolean;
}

/** What to tell the person, whatever was thrown. A fault of ours stays opaque: only its occurrence id goes out. */
export function describe(error: unknown): Described {
  if (error instanceof Invalid) {
    const errors = error.issues.map((i) => ({ pointer: `/${i.path.replaceAll('.', '/')}`, detail: i.message }));
    return { problem: { type: problemType('invalid'), title: '填写的内容有误', status: 422, detail: `共有 ${errors.length} 处需要改正`, errors }, issues: error.issues, fault: false };
  }
  const refusal = error instanceof CalendarUnknown ? new Refusal('calendar-unknown', error.message) : error;
  if (refusal instanceof Refusal) {
    const { title, status } = refusals[refusal.code];
    return { problem: { type: problemType(refusal.code), title, status, detail: refusal.why }, issues: [{ path: '', message: refusal.why }], fault: false };
  }
  const status = statusOf(error);
  if (status !== undefined && status < 500) {
    const detail = status === 413 ? '内容或文件超过允许的大小' : '请求的格式不对';
    return { problem: { type: problemType('bad-request'), title: '请求不能处理', status, detail }, issues: [{ path: '', message: detail }], fault: false };
  }
  return { problem: { type: problemType('fault'), title: '系统出了差错', status: 500, detail: '没有保存任何内容，请稍后再试；如仍不行，请把编号告诉管理员', instance: `urn:uuid:${randomUUID()}` }, issues: [], fault: true };
}

/** The status that express and its parsers put on their own errors (400, 413 …). */
const statusOf = (error: unknown): number | undefined => {
  const status = (error as { status?: unknown; expose?: unknown } | undefined)?.status;
  return typeof status === 'number' && (error as { expose?: unknown }).expose === true ? status : undefined;
};
