import type { ComponentChildren, VNode } from 'preact';
import type { FormState } from '../form-state.js';
import { site } from '../site.js';

const sheets = ['tokens', 'base', 'layout', 'forms', 'components', 'tables', 'matters', 'pages'];

interface DocumentProps {
  readonly title: string;
  /** The form that the page is about; its errors are announced in the title. */
  readonly form?: FormState | undefined;
  /** `desk` is dense, for those who work here all day; `public` is large, for those who come once, with a phone. */
  readonly audience: 'desk' | 'public';
  readonly children: ComponentChildren;
}

/** The HTML document around every page: language, title, style sheets, one script, the skip link. */
export function Document({ title, form, audience, children }: DocumentProps): VNode {
  return (
    <html lang="zh-CN">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="format-detection" content="telephone=no" />
        <title>{`${form && form.issues.length > 0 ? '错误：' : ''}${title} - ${site.product} · ${site.name}`}</title>
        <link rel="icon" href="/assets/img/icon.svg" type="image/svg+xml" />
        {sheets.map((name) => (
          <link key={name} rel="stylesheet" href={`/assets/css/${name}.css`} />
        ))}
        <link rel="stylesheet" href="/assets/css/print.css" media="print" />
        <script type="module" src="/assets/js/main.js" />
      </head>
      <body class={audience}>
        <a class="skip-link" href="#main">
          跳到正文
        </a>
        {children}
      </body>
    </html>
  );
}
