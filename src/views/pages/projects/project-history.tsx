import type { VNode } from 'preact';
import { EmptyState, Pager, Section, Timeline, type TimelineEntry } from '../../components/index.js';
import { ProjectShell, type ProjectShellProps } from '../../components/project-shell.js';

export interface ProjectHistoryView extends Omit<ProjectShellProps, 'children' | 'tab'> {
  readonly entries: readonly TimelineEntry[];
  readonly total: number;
  readonly page: number;
  readonly size: number;
  pageHref(page: number, size: number): string;
}

export function ProjectHistoryPage({ entries, total, page, size, pageHref, ...shell }: ProjectHistoryView): VNode {
  return (
    <ProjectShell {...shell} tab="history">
      <Section title="经过" note={`${total} 条`}>
        {entries.length > 0 ? <Timeline entries={entries} /> : <EmptyState title="还没有记录" />}
        <Pager page={page} pageSize={size} total={total} href={pageHref} />
      </Section>
    </ProjectShell>
  );
}
