import { createHash } from 'node:crypto';
import type { Request } from 'express';
import { proveFactor } from '../domain/identity/index.js';
import type { UploadedFile } from '../platform/body.js';
import { parse } from '../platform/parse.js';
import { present } from '../platform/present.js';
import { beginSession, beginWorkerSession, csrfHolds, endSession, factorIsFresh, renewSession } from '../platform/session.js';
import type { Work } from '../platform/work.js';
import { dayOf } from '../values/plain-date.js';
import { Invalid, Refusal, type Issue } from '../values/refusal.js';
import type { Flash } from '../views/components/index.js';
import type { CommandDef, Definition, SessionAccess } from './define.js';
import type { MountDeps } from './mount.js';
import { paths } from './paths.js';

/** What a command answers: to a machine the body, to a browser where to go and what is said there. */
export interface Answer {
  readonly body: unknown;
  readonly to: string;
  readonly flash: Flash | null;
}

/** Not from a page of ours: nothing of it is shown again. */
export class CsrfRefusal extends Refusal {}

/** Fields of the door itself, which no command sees. */
export const doorFields = ['_csrf', '_key'] as const;

/**
 * Runs a command for a form or a JSON body: token, shape, files, second factor, then the unit of work, once for each key.
 * @param byForm the key comes in the field `_key`, else in the header `Idempotency-Key`
 */
export async function runCommand(def: CommandDef, req: Request, deps: MountDeps, byForm: boolean): Promise<Answer> {
  if (!csrfHolds(req)) throw new CsrfRefusal('not-allowed', '页面已过期或不是从本系统提交，请刷新页面后重试');
  const sent = { ...(req.body as Record<string, unknown> | undefined) };
  const { _key: fieldKey } = sent;
  for (const name of doorFields) delete sent[name];
  const code = 'code' in def.body.fields ? undefined : sent['code'];
  // The code stands in a form with several buttons, also for those that need none.
  if (!('code' in def.body.fields) && (def.secondFactor || byForm)) delete sent['code'];
  const params = parseParams(def, req.params);
  const { body, issues } = collect(() => parse(def.body, sent));
  const files: Record<string, UploadedFile> = {};
  for (const spec of def.files) {
    const name = spec.replace(/\?$/u, '');
    const upload = req.files?.[name];
    if (upload && upload.bytes.length > 0) files[name] = upload;
    else if (upload) issues.push({ path: name, message: '文件是空的' });
    else if (!spec.endsWith('?')) issues.push({ path: name, message: '请选择文件' });
  }
  const key = byForm ? fieldKey : req.get('idempotency-key');
  issues.push(...keyIssues(def, key, byForm));
  if (def.secondFactor) issues.push(...(await askFactor(req, deps, code)));
  if (issues.length > 0) throw new Invalid(issues);
  const input = { params, body, files, ip: req.ip ?? '', today: dayOf(deps.clock()) };
  const through = <T>(inside: (work: Work) => Promise<T>): Promise<T> => deps.door(req.visit.actor, inside, req.visit.requestId);
  const prepared = await def.prepare(input, through);
  const next = localPath(req.query['next']);
  const answerOf = (result: unknown): Answer => {
    const said = def.page?.flash?.(result);
    return {
      body: present(result ?? {}),
      to: def.page ? def.page.done(result, { params, body, next }) : paths.home,
      flash: said === undefined ? null : typeof said === 'string' ? { kind: 'success', text: said } : said,
    };
  };
  const run = (work: Work): Promise<unknown> => def.run(work, { ...input, prepared });
  // Signing in and out is of this browser and this moment: its answer is never given again.
  if (def.settle) {
    const result = await through(run);
    await def.settle(result, sessionOf(req, deps));
    return answerOf(result);
  }
  return through((work) => (typeof key === 'string' && key !== '' ? once(work, def, key, { params, sent, files }, async () => answerOf(await run(work))) : run(work).then(answerOf)));
}

const sessionOf = (req: Request, { clock }: MountDeps): SessionAccess => ({
  signIn: (userId) => beginSession(req, userId, clock()),
  openFor: (workerId) => beginWorkerSession(req, workerId, clock()),
  signOut: () => endSession(req),
  prove: () => renewSession(req, clock()),
});

function keyIssues(def: CommandDef, key: unknown, byForm: boolean): Issue[] {
  const path = byForm ? '' : 'Idempotency-Key';
  if (typeof key === 'string' && key.length > 200) return [{ path, message: '请求号最多 200 个字符' }];
  if (!def.money || (typeof key === 'string' && key !== '')) return [];
  return [{ path, message: byForm ? '页面不完整，请刷新后重新填写' : '资金类操作须带请求号 Idempotency-Key：同一笔业务重试时用同一个' }];
}

/** What is wrong with the code, where this session needs one; a right one renews the session (ASVS 7.2.4). */
async function askFactor(req: Request, deps: MountDeps, code: unknown): Promise<Issue[]> {
  if (factorIsFresh(req, deps.clock())) return [];
  const told = (message: string): Issue[] => [{ path: 'code', message }];
  if (!req.visit.factor) return told('请先启用动态验证码');
  if (typeof code !== 'string' || code.trim() === '') return told('请填写动态验证码');
  const session = createHash('sha256').update(req.sessionID).digest('hex');
  const right = await deps.door(req.visit.actor, (work) => proveFactor(work, { code, session }), req.visit.requestId);
  if (!right) return told('动态验证码不对或者已经用过，请填下一个');
  await renewSession(req, deps.clock());
  return [];
}

/** The same key and content give the first answer; the same key with other content is refused. Keys are kept for ever. */
async function once(work: Work, def: CommandDef, key: string, content: { params: unknown; sent: unknown; files: Record<string, UploadedFile> }, run: () => Promise<Answer>): Promise<Answer> {
  const hash = createHash('sha256').update(JSON.stringify([content.params, content.sent]));
  for (const [name, f] of Object.entries(content.files)) hash.update(`\0${name}\0`).update(f.bytes);
  // Keyed: what was typed may be a number that a plain hash would give away.
  const bodyHash = work.vault.index('request', hash.digest('hex')).toString('hex');
  const actorId = work.actor.id ?? '00000000-0000-0000-0000-000000000000';
  const place = `idempotency.answer.${actorId}.${def.id}.${key}`;
  await work.db.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [place]);
  const [before] = await work.db.query<{ body_hash: string; answer: Buffer | null }[]>('SELECT body_hash, answer FROM idempotency WHERE key = $1 AND actor_id = $2 AND route = $3', [key, actorId, def.id]);
  if (before) {
    if (before.body_hash !== bodyHash || !before.answer) throw new Refusal('idempotency-conflict', '同一请求此前已经提交过，内容不同。请先核对上次的结果，确需再办一次的，请重新提交');
    return JSON.parse(work.vault.open(before.answer, place)) as Answer;
  }
  const answer = await run();
  await work.db.query('INSERT INTO idempotency (key, actor_id, route, body_hash, status, answer, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7)', [key, actorId, def.id, bodyHash, def.status, work.vault.seal(JSON.stringify(answer), place), work.now]);
  return answer;
}

/** A malformed identifier in the address is simply an address that does not exist. */
export function parseParams(def: Pick<Definition, 'params'>, sent: unknown): Readonly<Record<string, unknown>> {
  try {
    return parse(def.params, sent);
  } catch (error) {
    if (error instanceof Invalid) throw new Refusal('not-found', '没有找到这个页面或记录');
    throw error;
  }
}

function collect(run: () => Readonly<Record<string, unknown>>): { body: Readonly<Record<string, unknown>>; issues: Issue[] } {
  try {
    return { body: run(), issues: [] };
  } catch (error) {
    if (error instanceof Invalid) return { body: {}, issues: [...error.issues] };
    throw error;
  }
}

/** A path of this site, for the way back after signing in; anything else is ignored. */
export const localPath = (text: unknown): string | undefined => (typeof text === 'string' && /^\/(?![/\\])[\x21-\x7E]*$/u.test(text) ? text : undefined);
