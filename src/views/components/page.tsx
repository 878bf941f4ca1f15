import type { ComponentChildren, VNode } from 'preact';
import type { FormState } from '../form-state.js';
import { site } from '../site.js';
import { Document } from './document.js';
import { Hidden } from './form.js';
import { Notice, type NoticeKind } from './notice.js';

/** One entry of the navigation. `key` is what a page names as its `current`. */
export interface NavItem {
  readonly key: string;
  readonly label: string;
  readonly href: string;
  /** Things that wait there; not shown when 0. */
  readonly count?: number;
}

export interface NavGroup {
  readonly label?: string;
  readonly items: readonly NavItem[];
}

/** Who is signed in, as the top bar names them. */
export interface PageUser {
  readonly name: string;
  /** The role in its own words, e.g. 劳动监察员. */
  readonly role: string;
  /** The organ, firm or area that the person acts for. */
  readonly organ?: string;
  readonly signOut: { readonly action: string; readonly csrf: string };
}

export interface Crumb {
  readonly label: string;
  readonly href: string;
}

export interface Flash {
  readonly kind: NoticeKind;
  readonly text: string;
  /** Shown as a list, e.g. codes to write down. */
  readonly items?: readonly string[];
}

export interface PageProps {
  /** Heading of the page and first part of the document's title. */
  readonly title: string;
  readonly user?: PageUser;
  readonly nav: readonly NavGroup[];
  /** Key of the navigation entry that this page belongs to. */
  readonly current: string;
  /** The pages above this one, outermost first. */
  readonly breadcrumb?: readonly Crumb[];
  /** What the last action did, shown once. */
  readonly flash?: Flash | undefined;
  /** The form that the page is about, so that its errors reach the title. */
  readonly form?: FormState;
  /** Beside the heading: the state of the thing. */
  readonly status?: ComponentChildren;
  /** Under the heading: number, area, who is responsible. */
  readonly lead?: ComponentChildren;
  /** At the end of the heading's line: links such as 新建 or 打印. */
  readonly actions?: ComponentChildren;
  readonly children: ComponentChildren;
}

/** The desk of those who work here: top bar, navigation of the role, heading, content. */
export function Page({ title, user, nav, current, breadcrumb = [], flash, form, status, lead, actions, children }: PageProps): VNode {
  return (
    <Document title={title} form={form} audience="desk">
      <header class="topbar">
        <p class="brand">
          <span class="brand-product">{site.product}</span>
          <span class="brand-name">{site.name}</span>
        </p>
        {user && <SignedIn user={user} />}
      </header>
      <div class="desk-body">
        <nav class="sidenav" aria-label="主菜单" data-module="current-in-view">
          {nav.map((group, i) => (
            <div class="sidenav-group" key={i}>
              {group.label && <p class="sidenav-label">{group.label}</p>}
              <ul>
                {group.items.map((item) => (
                  <li key={item.key}>
                    <a href={item.href} aria-current={item.key === current ? 'page' : undefined}>
                      {item.label}
                      {item.count ? <NavCount count={item.count} /> : null}
                    </a>
                  </li>
                ))}
              </ul>
            </div>
          ))}
        </nav>
        <main id="main" class="main" tabIndex={-1}>
          {breadcrumb.length > 0 && (
            <nav class="breadcrumb" aria-label="所在位置">
              <ol>
                {breadcrumb.map((crumb) => (
                  <li key={crumb.href}>
                    <a href={crumb.href}>{crumb.label}</a>
                  </li>
                ))}
              </ol>
            </nav>
          )}
          {flash && (
            <Notice kind={flash.kind}>
              {flash.text}
              {flash.items && (
                <ul class="code flash-items">
                  {flash.items.map((item) => (
                    <li key={item}>{item}</li>
                  ))}
                </ul>
              )}
            </Notice>
          )}
          <div class="page-head">
            <div class="page-head-words">
              <h1>
                {title}
                {status && <> {status}</>}
              </h1>
              {lead && <p class="lead">{lead}</p>}
            </div>
            {actions && <div class="page-actions">{actions}</div>}
          </div>
          {children}
        </main>
      </div>
    </Document>
  );
}

function SignedIn({ user }: { user: PageUser }): VNode {
  return (
    <div class="signed-in">
      <p class="signed-in-who">
        <span class="signed-in-role">{user.role}</span> <span class="signed-in-name">{user.name}</span>
        {user.organ && <span class="signed-in-organ"> {user.organ}</span>}
      </p>
      <form method="post" action={user.signOut.action}>
        <Hidden csrf={user.signOut.csrf} />
        <button type="submit" class="topbar-button">
          退出
        </button>
      </form>
    </div>
  );
}

function NavCount({ count }: { count: number }): VNode {
  return (
    <span class="nav-count">
      {count}
      <span class="visually-hidden"> 项</span>
    </span>
  );
}
