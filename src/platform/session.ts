import connectPgSimple from 'connect-pg-simple';
import { csrfSync } from 'csrf-sync';
import type { Request, RequestHandler } from 'express';
import session from 'express-session';
import type { Pool } from 'pg';
import type { Config, Keys } from './config.js';

declare module 'express-session' {
  interface SessionData {
    userId: string;
    /** ms since the epoch: a session ends twelve hours after it began, however busy. */
    signedInAt: number;
    csrf: string;
    flash: { kind: 'info' | 'success' | 'warn' | 'error'; text: string };
  }
}

const idleMs = 30 * 60_000;
export const absoluteMs = 12 * 3_600_000;

/** Sessions in PostgreSQL; 30 minutes idle. The cookie is `__Host-sid; Secure` wherever the browser speaks https. */
export function createSessions(pool: Pool, config: Pick<Config, 'https'>, keys: Keys): RequestHandler {
  const Store = connectPgSimple(session);
  return session({
    name: config.https ? '__Host-sid' : 'sid',
    secret: keys.session.toString('base64'),
    store: new Store({ pool, tableName: 'session', pruneSessionInterval: 900, disableTouch: false }),
    resave: false,
    saveUninitialized: false,
    rolling: true,
    cookie: { httpOnly: true, secure: config.https, sameSite: 'lax', path: '/', maxAge: idleMs },
  });
}

const csrf = csrfSync({
  getTokenFromRequest: (req) => (req.body as { _csrf?: string } | undefined)?._csrf ?? (req.headers['x-csrf-token'] as string | undefined),
  getTokenFromState: (req) => req.session.csrf,
  storeTokenInState: (req, token) => {
    req.session.csrf = token as string;
  },
  size: 32,
});

/** The token of this session's forms; begins a session where there is none. */
export const csrfToken = (req: Request): string => req.session.csrf ?? csrf.generateToken(req);

/** True where the request carries the token of its own session and no other site's page sent it. */
export const csrfHolds = (req: Request): boolean => req.get('sec-fetch-site') !== 'cross-site' && req.session.csrf !== undefined && csrf.isRequestValid(req);
