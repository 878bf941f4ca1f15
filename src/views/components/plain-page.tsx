import type { ComponentChildren, VNode } from 'preact';
import type { FormState } from '../form-state.js';
import { site } from '../site.js';
import { Document } from './document.js';

export interface PlainPageProps {
  readonly title: string;
  readonly form?: FormState;
  readonly children: ComponentChildren;
}

/** A page that needs neither navigation nor user: sign-in and problems. */
export function PlainPage({ title, form, children }: PlainPageProps): VNode {
  return (
    <Document title={title} form={form} audience="desk">
      <header class="topbar topbar-plain">
        <p class="brand">
          <span class="brand-product">{site.product}</span>
          <span class="brand-name">{site.name}</span>
        </p>
      </header>
      <main id="main" class="main plain" tabIndex={-1}>
        <h1>{title}</h1>
        {children}
      </main>
    </Document>
  );
}
