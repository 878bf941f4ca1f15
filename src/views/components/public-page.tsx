import type { ComponentChildren, VNode } from 'preact';
import type { FormState } from '../form-state.js';
import { site } from '../site.js';
import { Document } from './document.js';
import { Notice } from './notice.js';
import type { Flash, NavItem } from './page.js';

export interface PublicPageProps {
  readonly title: string;
  /** Where the product's name leads: the public start page. */
  readonly home: string;
  readonly nav?: readonly NavItem[];
  readonly current?: string;
  readonly flash?: Flash | undefined;
  /** The form that the page is about, so that its errors reach the title. */
  readonly form?: FormState;
  readonly lead?: ComponentChildren;
  readonly children: ComponentChildren;
}

/** A page for the public and for workers: large text, wide targets, one column. */
export function PublicPage({ title, home, nav = [], current, flash, form, lead, children }: PublicPageProps): VNode {
  return (
    <Document title={title} form={form} audience="public">
      <header class="public-head">
        <div class="public-width">
          <a class="brand" href={home}>
            <span class="brand-product">{site.product}</span>
            <span class="brand-name">{site.name}</span>
          </a>
          {nav.length > 0 && (
            <nav class="public-nav" aria-label="主菜单">
              <ul>
                {nav.map((item) => (
                  <li key={item.key}>
                    <a href={item.href} aria-current={item.key === current ? 'page' : undefined}>
                      {item.label}
                    </a>
                  </li>
                ))}
              </ul>
            </nav>
          )}
        </div>
      </header>
      <main id="main" class="main public-width" tabIndex={-1}>
        {flash && <Notice kind={flash.kind}>{flash.text}</Notice>}
        <h1>{title}</h1>
        {lead && <p class="lead">{lead}</p>}
        {children}
      </main>
      <footer class="public-foot">
        <p class="public-width">{site.name}</p>
      </footer>
    </Document>
  );
}
