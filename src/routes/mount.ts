import { randomBytes } from 'node:crypto';
import { Router, type NextFunction, type Request, type RequestHandler, type Response } from 'express';
import { codeToShow, type FactorAtHand } from '../domain/identity/index.js';
import { readBody, type UploadedFile } from '../platform/body.js';
import { parse } from '../platform/parse.js';
import { present } from '../platform/present.js';
import { describe } from '../platform/problems.js';
import { csrfToken, factorIsFresh } from '../platform/session.js';
import type { Vault } from '../platform/vault.js';
import type { Actor, Door } from '../platform/work.js';
import { Invalid, Refusal } from '../values/refusal.js';
import { roleNames } from '../values/role.js';
import type { Flash } from '../views/components/index.js';
import { nothingAsked, type FormDoor } from '../views/form-door.js';
import type { FormState } from '../views/form-state.js';
import { renderPage } from '../views/render.js';
import type { Audience, CommandDef, Definition, FileDef, PageContext, PageDef, ResourceDef } from './define.js';
import { commandFinder } from './find-command.js';
import { withQuery } from './link.js';
import { navFor, publicNav } from './nav.js';
import { paths } from './paths.js';
import { CsrfRefusal, doorFields, parseParams, runCommand } from './run-command.js';

export interface MountDeps {
  readonly door: Door;
  readonly clock: () => Date;
  readonly vault: Vault;
  readonly publicUrl: string;
  readonly demo: boolean;
  /** The command that a POST to this address runs. */
  readonly commandAt: (address: string) => CommandDef | undefined;
}

/** What the session brings to a request (app.ts fills it). */
export interface Visit {
  readonly actor: Actor;
  readonly organ: string;
  readonly requestId: string;
  /** Nothing else works before: a password made by somebody else is changed, a second factor set up, or a code of it given. */
  readonly mustFirst: keyof typeof firsts | undefined;
  /** The second factor, where one is in use. */
  readonly factor: FactorAtHand | undefined;
}

declare module 'express-serve-static-core' {
  interface Request {
    visit: Visit;
    files?: Record<string, UploadedFile>;
  }
}

export const api = '/api/v1';

/** What must be done before anything else: on which pages, and what is said elsewhere. */
const firsts = {
  'change-password': { page: paths.password, why: '请先修改初始密码' },
  enrol: { page: paths.factor, why: '请先启用动态验证码' },
  'give-code': { page: paths.loginCode, why: '请先填写动态验证码' },
} as const;

/** Mounts the site map. What is not in it does not exist: there is no other way to add a route. */
export function mount(site: readonly Definition[], options: Omit<MountDeps, 'commandAt'>): Router {
  const router = Router();
  const deps: MountDeps = { ...options, commandAt: commandFinder(site) };
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

const within = (path: string, page: string): boolean => path === page || path.startsWith(`${page}/`);

/** Nobody passes who is not named. A stranger is sent to sign in; others are told no. */
function guard(audience: Audience): RequestHandler {
  return (req: Request, res: Response, next: NextFunction) => {
    const { actor } = req.visit;
    const first = req.visit.mustFirst && firsts[req.visit.mustFirst];
    if (first && !audience.includes('anonymous') && !within(req.path.replace(api, ''), first.page)) {
      if (req.method === 'GET' && !wantsJson(req)) return res.redirect(303, first === firsts['give-code'] ? withQuery(first.page, { next: req.originalUrl }) : first.page);
      return next(new Refusal('not-allowed', first.why));
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
  const draw = (said?: Flash): string => renderPage(def.view(model, context(form, req, deps, said)), formDoor(req, deps));
  const drawn = draw();
  // A button in a table has no form of its own, and a form may be gone since somebody was quicker: why it was refused is read all the same.
  const lost = form.formId !== undefined && form.issues.length > 0 && !drawn.includes('class="error-summary"');
  res.type('html').send(lost ? draw({ kind: 'error', text: form.issues.map((issue) => issue.message).join('；') }) : drawn);
}

/** What each form of this page asks of this reader. */
function formDoor(req: Request, { commandAt, clock, vault, demo }: MountDeps): FormDoor {
  const { factor } = req.visit;
  const fresh = factorIsFresh(req, clock());
  return (actions) => {
    const defs = actions.flatMap((action) => commandAt(action) ?? []);
    const key = defs[0] && !defs[0].settle ? randomBytes(16).toString('base64url') : undefined;
    if (fresh || !defs.some((def) => def.secondFactor)) return { ...nothingAsked, key };
    if (!factor) return { key, code: 'enrol', enrolHref: paths.factor };
    return { key, code: 'give', shownCode: demo ? codeToShow(vault, factor, clock()) : undefined };
  };
}

function context(form: FormState, req: Request, { publicUrl, demo }: MountDeps, said: Flash | undefined): PageContext {
  const { actor, organ } = req.visit;
  const flash = said ?? req.session.flash;
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
  const { body } = await runCommand(def, req, deps, false);
  res.status(def.status).json(body);
}

async function answerForm(def: CommandDef, req: Request, res: Response, deps: MountDeps): Promise<void> {
  let done: Awaited<ReturnType<typeof runCommand>>;
  try {
    done = await runCommand(def, req, deps, true);
  } catch (error) {
    const told = describe(error);
    const form = def.page?.form;
    // A record that does not exist, or is not this person's, has no page to show the form on.
    if (!form || told.fault || told.issues.length === 0 || told.problem.status === 404 || error instanceof CsrfRefusal) throw error;
    const params = parseParams(form, pick(req.params, form));
    const model = await deps.door(req.visit.actor, (work) => form.load(work, { params, query: askedAs(form, req), ip: req.ip ?? '' }), req.visit.requestId);
    res.status(told.problem.status);
    return send(form, model, { values: asValues(req.body as Record<string, unknown>), issues: told.issues, formId: def.id }, req, res, deps);
  }
  if (done.flash) req.session.flash = done.flash;
  // The browser follows at once: what the next page shows from the session must be stored before it asks.
  await new Promise<void>((resolve, reject) => req.session.save((error: unknown) => (error ? reject(error as Error) : resolve())));
  res.redirect(303, done.to);
}

/** The query of the page that the form stood on, where its address carries it; else the page without one. */
function askedAs(form: PageDef, req: Request): Readonly<Record<string, unknown>> {
  const known = Object.fromEntries(Object.entries(req.query).filter(([key]) => key in form.query.fields));
  try {
    return parse(form.query, known);
  } catch (error) {
    if (error instanceof Invalid) return parse(form.query, {});
    throw error;
  }
}

const pick = (params: Readonly<Record<string, unknown>>, def: PageDef): Record<string, unknown> => Object.fromEntries(Object.keys(def.params.fields).map((k) => [k, params[k]]));

/** What was typed, to be shown again; never passwords. */
function asValues(sent: Readonly<Record<string, unknown>> | undefined): Record<string, string | string[]> {
  const values: Record<string, string | string[]> = {};
  for (const [key, value] of Object.entries(sent ?? {})) {
    if ((doorFields as readonly string[]).includes(key) || /password/iu.test(key)) continue;
    if (typeof value === 'string') values[key] = value;
    else if (Array.isArray(value)) values[key] = value.filter((v) => typeof v === 'string');
  }
  return values;
}

const encodeRfc8187 = (name: string): string => encodeURIComponent(name).replace(/['()*]/gu, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
