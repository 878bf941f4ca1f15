import { randomUUID } from 'node:crypto';
import path from 'node:path';
import express, { type ErrorRequestHandler, type Express, type RequestHandler } from 'express';
import helmet from 'helmet';
import type { Pool } from 'pg';
import type { DataSource } from 'typeorm';
import type { Config, Keys } from './platform/config.js';
import type { Log } from './platform/log.js';
import { isMigrated } from './platform/migrate.js';
import { describe } from './platform/problems.js';
import { createSessions, csrfToken, hasEnded, markSeen } from './platform/session.js';
import { createDoor } from './platform/work.js';
import { createVault } from './platform/vault.js';
import { strangerOf, visitOf } from './routes/visit.js';
import { api, mount, wantsJson, type Visit } from './routes/mount.js';
import { siteMap } from './routes/index.js';
import { homeOf } from './routes/nav.js';
import { openApi } from './routes/openapi.js';
import { paths } from './routes/paths.js';
import { Refusal } from './values/refusal.js';
import { factorRoles } from './values/role.js';
import { ErrorPage } from './views/pages/error.js';
import { renderPage } from './views/render.js';

export interface AppDeps {
  readonly config: Pick<Config, 'https' | 'trustedProxies' | 'publicUrl' | 'demo'> & Partial<Pick<Config, 'loginFactor'>>;
  readonly keys: Keys;
  readonly dataSource: DataSource;
  readonly clock: () => Date;
  readonly log: Log;
  /** The scheduler ticks; told to /readyz. */
  readonly scheduler: () => boolean;
}

const assets = path.join(import.meta.dirname, '../../src/assets');

/** The whole web side: ordered middleware, the site map, 404 and one error handler. No listening, no environment. */
export function createApp(deps: AppDeps): Express {
  const { config, keys, dataSource, clock, log } = deps;
  const vault = createVault(keys);
  const door = createDoor({ dataSource, vault, clock });
  const pool = (dataSource.driver as unknown as { master: Pool }).master;
  const app = express();
  app.disable('x-powered-by');
  app.set('trust proxy', config.trustedProxies);
  app.set('query parser', 'simple');

  app.use(headers(config.https));
  app.get('/healthz', (_req, res) => void res.type('text').send('ok'));
  app.get('/readyz', (_req, res, next) => void readiness(deps).then((r) => res.status(r.ready ? 200 : 503).json(r), next));
  app.use('/assets', express.static(assets, { index: false, maxAge: '1h', fallthrough: true }));
  app.use((_req, res, next) => {
    res.set('Cache-Control', 'no-store');
    res.setTimeout(120_000);
    next();
  });
  app.get('/api/openapi.json', (_req, res) => void res.json(openApi(siteMap, config.publicUrl)));
  app.use(createSessions(pool, config, keys));
  app.use((req, _res, next) => {
    const requestId = randomUUID();
    visitOf(dataSource, req.session.userId, requestId, req.session.workerId).then((visit) => {
      const known = visit.actor.id !== null || visit.actor.role === 'worker';
      const ended = known && hasEnded(req.session, visit.actor.role, clock());
      req.visit = ended ? strangerOf(requestId) : { ...visit, mustFirst: visit.mustFirst ?? mustProve(visit) };
      if (known && !ended) markSeen(req, clock());
      next();
    }, next);
    /** With LOGIN_FACTOR a password alone opens nothing but the page that asks for the code, or that sets it up. */
    const mustProve = ({ actor, factor }: Visit): Visit['mustFirst'] =>
      config.loginFactor && (factorRoles as readonly string[]).includes(actor.role) && req.session.factorAt === undefined ? (factor ? 'give-code' : 'enrol') : undefined;
  });
  app.get(`${api}/session`, (req, res) => {
    const { actor, organ, mustFirst } = req.visit;
    res.json({ csrfToken: csrfToken(req), user: actor.id === null ? null : { name: actor.name, role: actor.role, organ }, mustFirst: mustFirst ?? null });
  });
  app.get(paths.home, (req, res) => res.redirect(303, homeOf(req.visit.actor.role)));
  app.use(mount(siteMap, { door, clock, vault, publicUrl: config.publicUrl, demo: config.demo }));
  app.use((_req, _res, next) => next(new Refusal('not-found', '没有这个页面，可能是地址有误或内容已撤下')));
  app.use(errors(log));
  return app;
}

/** Nothing but our own files: no inline script or style, no frames, no foreign origin (ASVS 3.4). */
function headers(https: boolean): RequestHandler {
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        'default-src': ["'none'"],
        'script-src': ["'self'"],
        'style-src': ["'self'"],
        'img-src': ["'self'"],
        'font-src': ["'self'"],
        'connect-src': ["'self'"],
        'form-action': ["'self'"],
        'base-uri': ["'none'"],
        'frame-ancestors': ["'none'"],
      },
    },
    strictTransportSecurity: https ? { maxAge: 31_536_000, includeSubDomains: true } : false,
    referrerPolicy: { policy: 'no-referrer' },
    crossOriginOpenerPolicy: { policy: 'same-origin' },
    crossOriginResourcePolicy: { policy: 'same-origin' },
  });
}

async function readiness({ dataSource, scheduler }: AppDeps): Promise<{ ready: boolean; database: boolean; migrated: boolean; scheduler: boolean }> {
  const state = { database: false, migrated: false, scheduler: scheduler() };
  try {
    await dataSource.query('SELECT 1');
    state.database = true;
    state.migrated = await isMigrated((sql) => dataSource.query(sql));
  } catch {
    // The answer itself tells what is not ready.
  }
  return { ready: state.database && state.migrated && state.scheduler, ...state };
}

function errors(log: Log): ErrorRequestHandler {
  // Express tells an error handler by its four parameters.
  return (error, req, res, _next) => {
    const { problem, fault } = describe(error);
    if (fault) log.error({ err: error as Error, occurrence: problem.instance, method: req.method, path: req.path }, 'fault');
    if (res.headersSent) return void res.destroy();
    res.status(problem.status);
    if (wantsJson(req)) return void res.type('application/problem+json').send(JSON.stringify(problem));
    res.type('html').send(
      renderPage(
        ErrorPage({
          title: problem.title,
          detail: problem.detail,
          todo: problem.errors?.map((e) => e.detail) ?? [],
          occurrence: problem.instance?.slice('urn:uuid:'.length),
          home: { href: paths.home, label: '回到首页' },
        }),
      ),
    );
  };
}
