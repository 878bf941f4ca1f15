import type { VNode } from 'preact';
import type { UploadedFile } from '../platform/body.js';
import { shape, type Fields, type Shape, type TypeOf } from '../platform/parse.js';
import type { Actor, Work } from '../platform/work.js';
import type { PlainDate } from '../values/plain-date.js';
import type { Role } from '../values/role.js';
import type { Flash, NavItem, PageProps } from '../views/components/index.js';
import type { FormState } from '../views/form-state.js';

/** Who may come in. A route that lists `anonymous` is open to everyone. */
export type Audience = readonly Role[];

/** What a page needs besides its model. */
export interface PageContext {
  readonly actor: Actor;
  /** The token of this session's forms. */
  readonly csrf: string;
  /** The form of this page that is shown again, else a blank one with the values of the query. */
  readonly form: FormState;
  /** The state of one of several forms on a page; `id` is the command that it posts to. */
  formFor(id: string, values?: FormState['values']): FormState;
  /** Path and query as asked for. */
  readonly url: string;
  readonly publicUrl: string;
  readonly demo: boolean;
  /** The shell of a desk page: user, navigation, flash. */
  desk(current: string): Pick<PageProps, 'user' | 'nav' | 'current' | 'flash'>;
  /** The shell of a public page. */
  open(current: string): { readonly home: string; readonly nav: readonly NavItem[]; readonly current: string; readonly flash: Flash | undefined };
}

interface Base<P extends Fields, Q extends Fields> {
  readonly path: string;
  readonly audience: Audience;
  /** One Chinese phrase: what it is, for the API document and the log. */
  readonly summary: string;
  readonly params?: Shape<P>;
  readonly query?: Shape<Q>;
}

export interface Input<P extends Fields, Q extends Fields> {
  readonly params: TypeOf<Shape<P>>;
  readonly query: TypeOf<Shape<Q>>;
  /** The caller's address, for rate limits and the log. */
  readonly ip: string;
}

/** An HTML page: reads its model in one unit of work, then draws it. */
export interface PageDef {
  readonly kind: 'page';
  readonly path: string;
  readonly audience: Audience;
  readonly summary: string;
  readonly params: Shape<Fields>;
  readonly query: Shape<Fields>;
  load(work: Work, input: Input<Fields, Fields>): Promise<unknown>;
  view(model: unknown, ctx: PageContext): VNode;
}

/** A JSON answer under /api/v1. */
export interface ResourceDef {
  readonly kind: 'resource';
  readonly path: string;
  readonly audience: Audience;
  readonly summary: string;
  readonly params: Shape<Fields>;
  readonly query: Shape<Fields>;
  load(work: Work, input: Input<Fields, Fields>): Promise<unknown>;
}

export interface FileAnswer {
  /** The name that the browser saves it under. */
  readonly name: string;
  readonly mediaType: string;
  /** Shown in the browser instead of saved. */
  readonly inline?: boolean;
  /** Made after the unit of work has ended: rendering is slow, a transaction should not wait for it. `publicUrl`: where the outside reaches the service. */
  bytes(publicUrl: string): Promise<Uint8Array> | Uint8Array;
}

/** A file to download, at its page path and under /api/v1 alike. */
export interface FileDef {
  readonly kind: 'file';
  readonly path: string;
  readonly audience: Audience;
  readonly summary: string;
  readonly params: Shape<Fields>;
  readonly query: Shape<Fields>;
  load(work: Work, input: Input<Fields, Fields>): Promise<FileAnswer>;
}

export interface CommandInput<P extends Fields, B extends Fields, Prepared> {
  readonly params: TypeOf<Shape<P>>;
  readonly body: TypeOf<Shape<B>>;
  readonly files: Readonly<Record<string, UploadedFile>>;
  readonly prepared: Prepared;
  /** The caller's address, for rate limits and the log. */
  readonly ip: string;
  /** The day at the door, for slow work before the unit of work. */
  readonly today: PlainDate;
}

/** Reads something as this person, in a unit of work of its own. */
export type Ask = <T>(load: (work: Work) => Promise<T>) => Promise<T>;

export interface SessionAccess {
  /** A new session for this user, with a new identifier. */
  signIn(userId: string): Promise<void>;
  /** A new session for a worker's own page. */
  openFor(workerId: string): Promise<void>;
  signOut(): Promise<void>;
  /** Goes on under a new identifier, with the second factor proved. */
  prove(): Promise<void>;
}

/** What the page does after the command. */
export interface After<P extends Fields, B extends Fields, R> {
  /** The page whose form this is: shown again with what was typed and every mistake. Its params must be a subset of the command's. */
  readonly form?: PageDef;
  /** Where the browser goes on success. */
  done(result: R, input: { readonly params: TypeOf<Shape<P>>; readonly body: TypeOf<Shape<B>>; readonly next: string | undefined }): string;
  /** What is said there, once. */
  flash?(result: R): string | Flash;
}

/** Something that a person does: one line mounts it as POST at `path` (form, then 303) and as POST /api/v1`path` (JSON). */
export interface CommandDef {
  readonly kind: 'command';
  /** The command's name, and the id of its form: `payroll.approve`. */
  readonly id: string;
  readonly path: string;
  readonly audience: Audience;
  readonly summary: string;
  readonly params: Shape<Fields>;
  readonly body: Shape<Fields>;
  /** Names of file fields; the request is then multipart. A `?` at the end: may be absent. */
  readonly files: readonly string[];
  /** Slow work (reading an uploaded file), before the unit of work. What it needs of the database it asks for, in a unit of work of its own that has ended when the slow part begins. */
  prepare(input: Omit<CommandInput<Fields, Fields, undefined>, 'prepared'>, ask: Ask): Promise<unknown>;
  run(work: Work, input: CommandInput<Fields, Fields, unknown>): Promise<unknown>;
  /** After the unit of work is committed: begins or ends the session, or refuses what must still be remembered (a wrong password). */
  settle?(result: unknown, session: SessionAccess): Promise<void>;
  readonly page: After<Fields, Fields, unknown> | undefined;
  readonly status: number;
  /** Runs only where this session has given a code of the second factor within five minutes, or gives one now as `code`. */
  readonly secondFactor: boolean;
  /** Moves money or decides on it: the API asks for an Idempotency-Key. (Forms always carry a key.) */
  readonly money: boolean;
}

export type Definition = PageDef | ResourceDef | FileDef | CommandDef;

const none = shape({});

export function page<M, P extends Fields = Record<never, never>, Q extends Fields = Record<never, never>>(
  def: Base<P, Q> & { load(work: Work, input: Input<P, Q>): Promise<M>; view(model: M, ctx: PageContext): VNode },
): PageDef {
  return { ...def, kind: 'page', params: def.params ?? none, query: def.query ?? none } as unknown as PageDef;
}

export function resource<M, P extends Fields = Record<never, never>, Q extends Fields = Record<never, never>>(def: Base<P, Q> & { load(work: Work, input: Input<P, Q>): Promise<M> }): ResourceDef {
  return { ...def, kind: 'resource', params: def.params ?? none, query: def.query ?? none } as unknown as ResourceDef;
}

export function file<P extends Fields = Record<never, never>, Q extends Fields = Record<never, never>>(def: Base<P, Q> & { load(work: Work, input: Input<P, Q>): Promise<FileAnswer> }): FileDef {
  return { ...def, kind: 'file', params: def.params ?? none, query: def.query ?? none } as unknown as FileDef;
}

export function command<R, P extends Fields = Record<never, never>, B extends Fields = Record<never, never>, Prepared = undefined>(
  def: Omit<Base<P, Fields>, 'query'> & {
    readonly id: string;
    readonly body?: Shape<B>;
    readonly files?: readonly string[];
    prepare?(input: Omit<CommandInput<P, B, undefined>, 'prepared'>, ask: Ask): Promise<Prepared>;
    run(work: Work, input: CommandInput<P, B, Prepared>): Promise<R>;
    settle?(result: R, session: SessionAccess): Promise<void>;
    readonly page?: After<P, B, R>;
    readonly status?: number;
    readonly secondFactor?: boolean;
    readonly money?: boolean;
  },
): CommandDef {
  return { ...def, kind: 'command', params: def.params ?? none, body: def.body ?? none, files: def.files ?? [], prepare: def.prepare ?? (async () => undefined), page: def.page, status: def.status ?? 200, secondFactor: def.secondFactor ?? false, money: def.money ?? false } as unknown as CommandDef;
}
