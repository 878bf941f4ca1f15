import type { ProjectHead } from '../domain/projects/index.js';
import type { Role } from '../values/role.js';
import type { FormState } from '../views/form-state.js';
import type { FormView, MoneyFrameProps } from '../views/pages/money/money-frame.js';
import type { PageContext } from './define.js';
import { paths } from './paths.js';
import { projectTabs } from './project-tabs.js';

/** What every page of the account has. */
export const frameOf = (head: ProjectHead, ctx: PageContext): MoneyFrameProps => ({
  shell: ctx.desk('projects'),
  project: head,
  tabs: projectTabs(head.id, ctx.actor.role),
  projectsHref: paths.projects,
  moneyHref: paths.projectMoney(head.id),
});

/** The reader is of this audience. */
export const may = (audience: readonly Role[], ctx: PageContext): boolean => (audience as readonly string[]).includes(ctx.actor.role);
/** A form of this page. */
export const formOf = (ctx: PageContext, formId: string, action: string, values: FormState['values'] = {}): FormView => ({ action, csrf: ctx.csrf, form: ctx.formFor(formId, values) });

/** The same form for each of several records: the fields of each have ids of their own. */
export const formAt = (i: number, view: FormView): FormView => (i === 0 ? view : { ...view, form: { ...view.form, formId: `${view.form.formId ?? 'form'}-${i}` } });
