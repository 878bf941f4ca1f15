import type { ComponentChildren, VNode } from 'preact';
import type { PageProps } from '../../components/index.js';
import { ProjectShell, type ProjectShellProps } from '../../components/project-shell.js';
import type { FormState } from '../../form-state.js';

/** What every page of 专户与保证金 has. */
export interface MoneyFrameProps {
  readonly shell: Pick<PageProps, 'user' | 'nav' | 'current' | 'flash'>;
  readonly project: ProjectShellProps['project'];
  readonly tabs: ProjectShellProps['tabs'];
  readonly projectsHref: string;
  readonly moneyHref: string;
}

interface Props {
  readonly frame: MoneyFrameProps;
  readonly form?: FormState | undefined;
  readonly actions?: ComponentChildren;
  readonly children: ComponentChildren;
}

export function MoneyFrame({ frame, form, actions, children }: Props): VNode {
  return (
    <ProjectShell shell={frame.shell} project={frame.project} tabs={frame.tabs} tab="money" projectsHref={frame.projectsHref} form={form} actions={actions}>
      {children}
    </ProjectShell>
  );
}

/** A form of one of these pages, with where it is sent. */
export interface FormView {
  readonly action: string;
  readonly csrf: string;
  readonly form: FormState;
}
