import type { ComponentChildren, VNode } from 'preact';
import { Tabs, type PageProps } from '../../components/index.js';
import { ProjectShell, type ProjectShellProps } from '../../components/project-shell.js';

/** What every page of 工人与考勤 has. */
export interface RosterFrameProps {
  readonly shell: Pick<PageProps, 'user' | 'nav' | 'current' | 'flash'>;
  readonly project: ProjectShellProps['project'];
  readonly tabs: ProjectShellProps['tabs'];
  readonly projectsHref: string;
  readonly rosterHref: string;
  readonly attendanceHref: string;
  readonly importsHref: string;
}

interface Props {
  readonly frame: RosterFrameProps;
  readonly part: 'roster' | 'attendance';
  readonly form?: ProjectShellProps['form'];
  readonly actions?: ComponentChildren;
  readonly children: ComponentChildren;
}

/** The project's head with the tabs of 工人与考勤 below it. */
export function RosterFrame({ frame, part, form, actions, children }: Props): VNode {
  return (
    <ProjectShell shell={frame.shell} project={frame.project} tabs={frame.tabs} tab="roster" projectsHref={frame.projectsHref} form={form} actions={actions}>
      <Tabs
        label="工人与考勤"
        tabs={[
          { key: 'roster', label: '花名册', href: frame.rosterHref },
          { key: 'attendance', label: '考勤', href: frame.attendanceHref },
          { key: 'imports', label: '导入记录', href: frame.importsHref },
        ]}
        current={part}
      />
      {children}
    </ProjectShell>
  );
}
