import type { ComponentChildren, VNode } from 'preact';
import { Page, type PageProps } from './page.js';
import { StatusTag } from './status-tag.js';
import { Tabs } from './tabs.js';
import type { FormState } from '../form-state.js';
import { severityWords, words, type Severity } from '../words.js';

export const projectWords = words({
  preparing: { text: '未开工', tone: 'grey' },
  running: { text: '在建', tone: 'blue' },
  stopped: { text: '停工', tone: 'orange' },
  completed: { text: '已完工', tone: 'green' },
});

export type ProjectTab = 'overview' | 'roster' | 'money' | 'payroll' | 'releases' | 'cases' | 'history';

export interface ProjectShellProps {
  readonly shell: Pick<PageProps, 'user' | 'nav' | 'current' | 'flash'>;
  readonly project: {
    readonly code: string;
    readonly name: string;
    readonly state: keyof typeof projectWords;
    readonly area: string;
    readonly owner: string;
    readonly contractor: string;
    readonly grade: string | null;
  };
  /** The pages of this project that the reader may open, in order. */
  readonly tabs: readonly { readonly key: ProjectTab; readonly label: string; readonly href: string }[];
  readonly tab: ProjectTab;
  readonly projectsHref: string;
  /** The form that the page is about, so that its errors reach the title. */
  readonly form?: FormState | undefined;
  readonly actions?: ComponentChildren;
  readonly children: ComponentChildren;
}

/** The head that every page of a project shares: what it is, how it stands, and its tabs. */
export function ProjectShell({ shell, project, tabs, tab, projectsHref, form, actions, children }: ProjectShellProps): VNode {
  const grade = project.grade as Severity | null;
  return (
    <Page
      {...shell}
      title={project.name}
      {...(form ? { form } : {})}
      breadcrumb={[{ label: '项目', href: projectsHref }]}
      status={
        <>
          <StatusTag word={projectWords[project.state]} /> {grade && <StatusTag word={severityWords[grade]} />}
        </>
      }
      lead={`${project.code} · ${project.area} · 建设单位 ${project.owner} · 总承包 ${project.contractor}`}
      actions={actions}
    >
      <Tabs label="项目" tabs={tabs} current={tab} />
      {children}
    </Page>
  );
}
