import type { ComponentChildren, VNode } from 'preact';

export interface SectionProps {
  readonly title: string;
  /** Target of a link to this part of the page. */
  readonly id?: string;
  /** Beside the title: a count or a state. */
  readonly note?: ComponentChildren;
  /** Under the title: one sentence to the reader. */
  readonly lead?: ComponentChildren;
  /** At the end of the title's line. */
  readonly actions?: ComponentChildren;
  readonly children: ComponentChildren;
}

/** A part of the page under its own heading, on its own sheet. */
export function Section({ title, id, note, lead, actions, children }: SectionProps): VNode {
  return (
    <section class="section" id={id}>
      <div class="section-head">
        <h2>
          {title}
          {note && <span class="section-note">{note}</span>}
        </h2>
        {actions && <div class="section-actions">{actions}</div>}
      </div>
      {lead && <p class="section-lead">{lead}</p>}
      {children}
    </section>
  );
}

/** Two columns of sections: what one reads, and beside it what one does. One below the other on a phone. */
export function Split({ main, aside }: { main: ComponentChildren; aside: ComponentChildren }): VNode {
  return (
    <div class="split">
      <div class="split-main">{main}</div>
      <div class="split-aside">{aside}</div>
    </div>
  );
}
