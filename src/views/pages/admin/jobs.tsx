import type { VNode } from 'preact';
import { DataTable, EmptyState, Page, Section, StatusTag, TimeText, type PageProps } from '../../components/index.js';
import { words } from '../../words.js';
import { countNames } from './admin-words.js';

const runWords = words({ running: { text: '进行中', tone: 'blue' }, done: { text: '完成', tone: 'green' }, failed: { text: '失败', tone: 'red' } });

export interface JobsView {
  readonly shell: Pick<PageProps, 'user' | 'nav' | 'current' | 'flash'>;
  readonly jobs: readonly { readonly name: string; readonly title: string; readonly schedule: string }[];
  readonly runs: readonly { readonly title: string; readonly slot: Date; readonly state: keyof typeof runWords; readonly startedAt: Date; readonly finishedAt: Date | null; readonly counts: Readonly<Record<string, number | string>>; readonly error: string | null }[];
}

export function JobsPage({ shell, jobs, runs }: JobsView): VNode {
  return (
    <Page {...shell} title="定时任务">
      <Section title="时间表">
        <DataTable
          caption="时间表"
          captionHidden
          rows={jobs}
          empty={<EmptyState title="没有定时任务" />}
          columns={[
            { key: 'title', head: '任务', cell: (j) => j.title },
            { key: 'name', head: '代码', nowrap: true, cell: (j) => <span class="code">{j.name}</span> },
            { key: 'schedule', head: '时间', nowrap: true, cell: (j) => j.schedule },
          ]}
        />
      </Section>
      <Section title="最近的运行">
        <DataTable
          caption="最近的运行"
          captionHidden
          rows={runs}
          empty={<EmptyState title="还没有运行过" />}
          columns={[
            { key: 'title', head: '任务', nowrap: true, cell: (r) => r.title },
            { key: 'slot', head: '应运行时间', nowrap: true, cell: (r) => <TimeText at={r.slot} /> },
            { key: 'state', head: '结果', nowrap: true, cell: (r) => <StatusTag word={runWords[r.state]} /> },
            { key: 'finished', head: '结束', nowrap: true, cell: (r) => <TimeText at={r.finishedAt} /> },
            {
              key: 'counts',
              head: '数量',
              cell: (r) =>
                r.error ??
                (Object.entries(r.counts)
                  .map(([k, n]) => `${countNames[k] ?? k} ${String(n).slice(0, 24)}`)
                  .join('，') || '—'),
            },
          ]}
        />
      </Section>
    </Page>
  );
}
