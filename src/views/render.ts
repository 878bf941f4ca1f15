import type { VNode } from 'preact';
import { renderToString } from 'preact-render-to-string';

/** The whole HTML document of a page component. Text and attributes are escaped; nothing in it is interactive without the server. */
export function renderPage(page: VNode): string {
  return `<!doctype html>${renderToString(page)}`;
}
