import type { VNode } from 'preact';

export interface Tab {
  readonly key: string;
  readonly label: string;
  readonly href: string;
  readonly count?: number;
}

export interface TabsProps {
  /** What the tabs are parts of, for screen readers. */
  readonly label: string;
  readonly tabs: readonly Tab[];
  readonly current: string;
}

/** The parts of one thing, each a page of its own. */
export function Tabs({ label, tabs, current }: TabsProps): VNode {
  return (
    <nav class="tabs" aria-label={label} data-module="current-in-view">
      <ul>
        {tabs.map((tab) => (
          <li key={tab.key}>
            <a href={tab.href} aria-current={tab.key === current ? 'page' : undefined}>
              {tab.label}
              {tab.count !== undefined && <span class="tab-count">{tab.count}</span>}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
