import connectPgSimple from 'connect-pg-simple';
import { csrfSync } from 'csrf-sync';
import type { Request, RequestHandler } from 'express';
import session, { type SessionData } from 'express-session';
import type { Pool } from 'pg';
import type { Config, Keys } from './config.js';

declare module 'express-session' {
  interface SessionData {
    userId: string;
    /** A worker's own page is open; there is no account behind it. */
    workerId: string;
    /** ms since the epoch, as all times here: when it began. */
    signedInAt: number;
    /** The last request, to half a minute. */
    seenAt: number;
    /** The newest code of the second factor. */
    factorAt: number;
    /** A session with a new identifier has taken its place. */
    renewedAt: number;
    csrf: string;
    flash: { kind: 'info' | 'success' | 'warn' | 'error'; text: string; items?: readonly string[] };
  }
}

const minute = 60_000;
const hour = 60 * minute;
const idleMs = 30 * minute;
/** How long a code of the second factor lets grave commands through. */
const freshMs = 5 * minute;
/** How long a renewed session still answers under its old identifier: the second request of a double click has left with it. */
const handOverMs = minute;
const seenEveryMs = minute / 2;

/** Those who can do most are forgotten soonest (ASVS 7.3). */
const limitsOf = (role: string): { readonly idle: number; readonly absolute: number } =>
  role === 'worker' ? { idle: 10 * minute, absolute: 30 * minute } : role === 'admin' || role === 'bank-operator' ? { idle: 15 * minute, absolute: 8 * hour } : { idle: idleMs, absolute: 12 * hour };

/** True where the session of somebody in this role has ended: idle or open for too long, or replaced by a renewed one. */
export function hasEnded({ signedInAt, seenAt, renewedAt }: Partial<SessionData>, role: string, now: Date): boolean {
  const { idle, absolute } = limitsOf(role);
  const age = (since: number | undefined): number => now.getTime() - (since ?? 0);
  return age(signedInAt) > absolute || age(seenAt) > idle || (renewedAt !== undefined && age(renewedAt) > handOverMs);
}

/** Remembers that somebody is there; not at each request, since every change is written. */
export function markSeen(req: Request, now: Date): void {
  if (Math.abs(now.getTime() - (req.session.seenAt ?? 0)) >= seenEveryMs) req.session.seenAt = now.getTime();
}

/** A code was given in this session, not long ago. */
export const factorIsFresh = (req: Request, now: Date): boolean => req.session.factorAt !== undefined && now.getTime() - req.session.factorAt <= freshMs;

/** Begins a session of this user under a new identifier; what a stranger had in it is gone (ASVS 7.2.4). */
export async function beginSession(req: Request, userId: string, now: Date): Promise<void> {
  await endSession(req);
  req.session.userId = userId;
  req.session.signedInAt = now.getTime();
  req.session.seenAt = now.getTime();
  // Another site's link opens the public pages only, never a desk in somebody's name.
  req.session.cookie.sameSite = 'strict';
}

/** Opens a worker's own page under a new identifier. */
export async function beginWorkerSession(req: Request, workerId: string, now: Date): Promise<void> {
  await endSession(req);
  req.session.workerId = workerId;
  req.session.signedInAt = now.getTime();
  req.session.seenAt = now.getTime();
  req.session.cookie.sameSite = 'strict';
}

export async function endSession(req: Request): Promise<void> {
  await new Promise<void>((resolve, reject) => req.session.regenerate((error: unknown) => (error ? reject(error as Error) : resolve())));
}

/**
 * After a code of the second factor the session goes on under a new identifier (ASVS 7.2.4), with its CSRF token, so that pages which are
 * open elsewhere still work. The old one answers for a minute more, without what the code has opened.
 */
export async function renewSession(req: Request, now: Date): Promise<void> {
  const { userId, signedInAt, csrf, flash } = req.session;
  req.session.renewedAt = now.getTime();
  await new Promise<void>((resolve, reject) => req.session.save((error: unknown) => (error ? reject(error as Error) : resolve())));
  (req.sessionStore as Express.SessionStore).generate(req);
  Object.assign(req.session, { userId, signedInAt, csrf, ...(flash && { flash }), seenAt: now.getTime(), factorAt: now.getTime() });
  req.session.cookie.sameSite = 'strict';
}

/** Sessions in PostgreSQL; 30 minutes idle at most, less for some roles (`hasEnded`). The cookie is `__Host-sid; Secure` wherever the browser speaks https. */
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
