import { createHash } from 'node:crypto';
import { Router, type NextFunction, type Request, type RequestHandler, type Response } from 'express';
import { readBody, type UploadedFile } from '../platform/body.js';
import { parse } from '../platform/parse.js';
import { present } from '../platform/present.js';
import { describe } from '../platform/problems.js';
import { csrfHolds, csrfToken } from '../platform/session.js';
import type { Actor, Door, Work } from '../platform/work.js';
import { dayOf } from '../values/plain-date.js';
import { Invalid, Refusal, type Issue } from '../values/refusal.js';
import { roleNames } from '../values/role.js';
import type { FormState } from '../views/form-state.js';
import { renderPage } from '../views/render.js';
import type { Audience, CommandDef, Definition, FileDef, PageContext, PageDef, ResourceDef } from './define.js';
import { navFor, publicNav } from './nav.js';
import { paths } from './paths.js';

export interface MountDeps {
  readonly door: Door;
  readonly clock: () => Date;
  readonly publicUrl: string;
  readonly demo: boolean;
}

/** What the session brings to a request (app.ts fills it). */
export interface Visit {
  readonly actor: Actor;
  readonly organ: string;
  readonly requestId: string;
  /** The first password was made by somebody else: nothing else works until it is changed. */
  readonly mustChange: boolean;
}

declare module 'express-serve-static-core' {
  interface Request {
    visit: Visit;
    files?: Record<string, UploadedFile>;
  }
}

export const api = '/api/v1';

/** Mounts the site map. What is not in it does not exist: there is no other way to add a route. */
export function mount(site: readonly Definition[], deps: MountDeps): Router {
  const router = Router();
  for (const def of site) {
    if (def.kind === 'page') router.get(def.path, guard(def.audience), handle((req, res) => answerPage(def, req, res, deps)));
    if (def.kind === 'resource') router.get(api + def.path, guard(def.audience), handle((req, res) => answerResource(def, req, res, deps)));
    if (def.kind === 'file') router.get([def.path, api + def.path], guard(def.audience), handle((req, res) => answerFile(def, req, res, deps)));
    if (def.kind === 'command') {
      router.post(def.path, guard(def.audience), readBody, handle((req, res) => answerForm(def, req, res, deps)));
      router.post(api + def.path, guard(def.audience), readBody, handle((req, res) => answerCommand(def, req, res, deps)));
    }
  }
  return router;
}

const handle = (run: (req: Request, res: Response) => Promise<void>): RequestHandler => (req, res, next) => void run(req, res).catch(next);

export const wantsJson = (req: Request): boolean => req.path.startsWith('/api/');

/** Nobody passes who is not named. A stranger is sent to sign in; others are told no. */
function guard(audience: Audience): RequestHandler {
  return (req: Request, res: Response, next: NextFunction) => {
    const { actor } = req.visit;
    if (req.visit.mustChange && !audience.includes('anonymous') && !req.path.endsWith(paths.password)) {
      if (req.method === 'GET' && !wantsJson(req)) return res.redirect(303, paths.password);
      return next(new Refusal('not-allowed', '请先修改初始密码'));
    }
    if (audience.includes('anonymous') || (audience as readonly string[]).includes(actor.role)) return next();
    if (actor.role !== 'anonymous') return next(new Refusal('not-allowed', `您的岗位是“${roleNames[actor.role]}”，不能使用这项功能`));
    if (req.method === 'GET' && !wantsJson(req)) return res.redirect(303, `${paths.login}?next=${encodeURIComponent(req.originalUrl)}`);
    next(new Refusal('not-signed-in', '登录已失效或尚未登录，请先登录'));
  };
}

async function answerPage(def: PageDef, req: Request, res: Response, deps: MountDeps): Promise<void> {
  const params = parseParams(def, req.params);
  let query: Readonly<Record<string, unknown>>;
  let form: FormState = { values: asValues(req.query), issues: [] };
  try {
    query = parse(def.query, req.query);
  } catch (error) {
    // A filter with a mistake shows the page without a filter, and the mistake at its field.
    if (!(error instanceof Invalid)) throw error;
    query = parse(def.query, {});
    form = { ...form, issues: error.issues };
  }
  const model = await deps.door(req.visit.actor, (work) => def.load(work, { params, query, ip: req.ip ?? '' }), req.visit.requestId);
  res.status(form.issues.length > 0 ? 422 : 200);
  send(def, model, form, req, res, deps);
}

function send(def: PageDef, model: unknown, form: FormState, req: Request, res: Response, deps: MountDeps): void {
  res.type('html').send(renderPage(def.view(model, context(form, req, deps))));
}

function context(form: FormState, req: Request, { publicUrl, demo }: MountDeps): PageContext {
  const { actor, organ } = req.visit;
  const flash = req.session.flash;
  const once = (): typeof flash => {
    delete req.session.flash;
    return flash;
  };
  const ctx: PageContext = {
    actor,
    get csrf() {
      return csrfToken(req);
    },
    form,
    formFor: (id, values = {}) => (form.formId === id ? form : { values, issues: [], formId: id }),
    url: req.originalUrl,
    publicUrl,
    demo,
    desk: (current) => ({
      user: { name: actor.name, role: roleNames[actor.role], organ, signOut: { action: paths.logout, csrf: csrfToken(req) } },
      nav: navFor(actor),
      current,
      flash: once(),
    }),
    open: (current) => ({ home: paths.publicHome, nav: publicNav, current, flash: once() }),
  };
  return ctx;
}

async function answerResource(def: ResourceDef, req: Request, res: Response, deps: MountDeps): Promise<void> {
  const params = parseParams(def, req.params);
  const query = parse(def.query, req.query);
  res.json(present(await deps.door(req.visit.actor, (work) => def.load(work, { params, query, ip: req.ip ?? '' }), req.visit.requestId)));
}

async function answerFile(def: FileDef, req: Request, res: Response, deps: MountDeps): Promise<void> {
  const params = parseParams(def, req.params);
  const query = parse(def.query, req.query);
  const answer = await deps.door(req.visit.actor, (work) => def.load(work, { params, query, ip: req.ip ?? '' }), req.visit.requestId);
  const bytes = Buffer.from(await answer.bytes(deps.publicUrl));
  res.set('Content-Type', answer.mediaType);
  res.set('Content-Disposition', `${answer.inline ? 'inline' : 'attachment'}; filename*=UTF-8''${encodeRfc8187(answer.name)}`);
  res.send(bytes);
}

async function answerCommand(def: CommandDef, req: Request, res: Response, deps: MountDeps): Promise<void> {
  const { result } = await runCommand(def, req, deps);
  res.status(def.status).json(present(result ?? {}));
}

async function answerForm(def: CommandDef, req: Request, res: Response, deps: MountDeps): Promise<void> {
  let done: Awaited<ReturnType<typeof runCommand>>;
  try {
    done = await runCommand(def, req, deps);
  } catch (error) {
    const told = describe(error);
    const form = def.page?.form;
    // A record that does not exist, or is not this person's, has no page to show the form on.
    if (!form || told.fault || told.issues.length === 0 || told.problem.status === 404 || error instanceof CsrfRefusal) throw error;
    const params = parseParams(form, pick(req.params, form));
    const model = await deps.door(req.visit.actor, (work) => form.load(work, { params, query: parse(form.query, {}), ip: req.ip ?? '' }), req.visit.requestId);
    res.status(told.problem.status);
    return send(form, model, { values: asValues(req.body as Record<string, unknown>), issues: told.issues, formId: def.id }, req, res, deps);
  }
  const { result, params, body } = done;
  const said = def.page?.flash?.(result);
  if (said !== undefined) req.session.flash = typeof said === 'string' ? { kind: 'success', text: said } : said;
  const next = localPath(req.query['next']);
  // The browser follows at once: what the next page shows from the session must be stored before it asks.
  await new Promise<void>((resolve, reject) => req.session.save((error: unknown) => (error ? reject(error as Error) : resolve())));
  res.redirect(303, def.page ? def.page.done(result, { params, body, next }) : paths.home);
}

class CsrfRefusal extends Refusal {}

async function runCommand(def: CommandDef, req: Request, deps: MountDeps): Promise<{ result: unknown; params: Readonly<Record<string, unknown>>; body: Readonly<Record<string, unknown>> }> {
  if (!csrfHolds(req)) throw new CsrfRefusal('not-allowed', '页面已过期或不是从本系统提交，请刷新页面后重试');
  const sent = { ...(req.body as Record<string, unknown> | undefined) };
  delete sent['_csrf'];
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
  if (issues.length > 0) throw new Invalid(issues);
  const input = { params, body, files, ip: req.ip ?? '', today: dayOf(deps.clock()) };
  const prepared = await def.prepare(input, (load) => deps.door(req.visit.actor, load, req.visit.requestId));
  const session = {
    signIn: async (userId: string): Promise<void> => {
      await new Promise<void>((resolve, reject) => req.session.regenerate((error: unknown) => (error ? reject(error as Error) : resolve())));
      req.session.userId = userId;
      req.session.signedInAt = deps.clock().getTime();
    },
    signOut: async (): Promise<void> => {
      await new Promise<void>((resolve, reject) => req.session.regenerate((error: unknown) => (error ? reject(error as Error) : resolve())));
    },
  };
  const key = req.get('idempotency-key');
  const run = (work: Work): Promise<unknown> => def.run(work, { ...input, prepared });
  const result = await deps.door(req.visit.actor, (work) => (key ? once(work, def, key, { params, sent, files }, run) : run(work)), req.visit.requestId);
  await def.settle?.(result, session);
  return { result, params, body };
}

/** The same key and content give the first answer; the same key with other content is refused. Keys are kept for ever. */
async function once(work: Work, def: CommandDef, key: string, content: { params: unknown; sent: unknown; files: Record<string, UploadedFile> }, run: (work: Work) => Promise<unknown>): Promise<unknown> {
  if (key.length > 200) throw new Invalid([{ path: 'Idempotency-Key', message: '请求号最多 200 个字符' }]);
  const hash = createHash('sha256').update(JSON.stringify([content.params, content.sent]));
  for (const [name, f] of Object.entries(content.files)) hash.update(`\0${name}\0`).update(f.bytes);
  const bodyHash = hash.digest('hex');
  const actorId = work.actor.id ?? '00000000-0000-0000-0000-000000000000';
  await work.db.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`idempotency ${actorId} ${def.id} ${key}`]);
  const [before] = await work.db.query<{ body_hash: string; response: unknown }[]>('SELECT body_hash, response FROM idempotency WHERE key = $1 AND actor_id = $2 AND route = $3', [key, actorId, def.id]);
  if (before) {
    if (before.body_hash !== bodyHash) throw new Refusal('idempotency-conflict', '这个请求号已经用于另一项内容，请换一个请求号');
    return before.response;
  }
  const result = present((await run(work)) ?? {});
  await work.db.query('INSERT INTO idempotency (key, actor_id, route, body_hash, status, response, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7)', [key, actorId, def.id, bodyHash, def.status, JSON.stringify(result), work.now]);
  return result;
}

/** A malformed identifier in the address is simply an address that does not exist. */
function parseParams(def: Pick<Definition, 'params'>, sent: unknown): Readonly<Record<string, unknown>> {
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

const pick = (params: Readonly<Record<string, unknown>>, def: PageDef): Record<string, unknown> => Object.fromEntries(Object.keys(def.params.fields).map((k) => [k, params[k]]));

/** What was typed, to be shown again; never passwords. */
function asValues(sent: Readonly<Record<string, unknown>> | undefined): Record<string, string | string[]> {
  const values: Record<string, string | string[]> = {};
  for (const [key, value] of Object.entries(sent ?? {})) {
    if (key === '_csrf' || /password/iu.test(key)) continue;
    if (typeof value === 'string') values[key] = value;
    else if (Array.isArray(value)) values[key] = value.filter((v) => typeof v === 'string');
  }
  return values;
}

/** A path of this site, for the way back after signing in; anything else is ignored. */
const localPath = (text: unknown): string | undefined => (typeof text === 'string' && /^\/(?![/\\])[\x21-\x7E]*$/u.test(text) ? text : undefined);

const encodeRfc8187 = (name: string): string => encodeURIComponent(name).replace(/['()*]/gu, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
