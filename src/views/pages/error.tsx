import type { ComponentChildren, VNode } from 'preact';
import { PlainPage } from '../components/index.js';

export interface ErrorView {
  /** What went wrong, e.g. 没有找到这个页面. */
  readonly title: string;
  /** Why, in one or two sentences for the person in front of the screen. */
  readonly detail: ComponentChildren;
  /** What to do now, one thing per line. */
  readonly todo: readonly string[];
  /** The article on which a refusal rests. */
  readonly basis?: string | undefined;
  /** Names the event in the log, so that those who run the service find it. */
  readonly occurrence?: string | undefined;
  readonly home: { readonly href: string; readonly label: string };
}

/** The page of a problem: what happened, what to do, and by which number to ask about it. */
export function ErrorPage({ title, detail, todo, basis, occurrence, home }: ErrorView): VNode {
  return (
    <PlainPage title={title}>
      <div class="section problem">
        <p class="problem-detail">{detail}</p>
        {basis && <p class="problem-basis">依据：{basis}</p>}
        {todo.length > 0 && (
          <>
            <h2>您可以</h2>
            <ul class="problem-todo">
              {todo.map((line) => (
                <li key={line}>{line}</li>
              ))}
            </ul>
          </>
        )}
        <p>
          <a class="button button-primary" href={home.href}>
            {home.label}
          </a>
        </p>
        {occurrence && (
          <p class="problem-occurrence">
            事件编号 <span class="code">{occurrence}</span>
          </p>
        )}
      </div>
    </PlainPage>
  );
}
