import { Project } from '../../entities/project.js';
import type { Work } from '../../platform/work.js';
import type { PlainDate } from '../../values/plain-date.js';
import { Invalid } from '../../values/refusal.js';
import { next } from '../../values/workflow.js';
import { getProject } from './scope.js';
import { projectFlow, type ProjectAction } from './states.js';

/** Starts, stops, resumes or completes a project on a day that has come. */
export async function moveProject(work: Work, projectId: string, action: ProjectAction, input: { readonly on: PlainDate; readonly reason?: string | undefined }): Promise<void> {
  const project = await getProject(work, projectId, { lock: true });
  const to = next(projectFlow, project.state, action, work.actor.role);
  if (input.on > work.today) throw new Invalid([{ path: 'on', message: '日期不能晚于今天' }]);
  if (action === 'complete' && project.startedOn && input.on < project.startedOn) throw new Invalid([{ path: 'on', message: '完工日期不能早于开工日期' }]);
  await work.db.update(Project, { id: projectId }, { state: to, ...(action === 'start' ? { startedOn: input.on } : {}), ...(action === 'complete' ? { completedOn: input.on } : {}) });
  await work.record({ action: `project.${action}`, subject: ['project', projectId], projectId, from: project.state, to, reason: input.reason, detail: { on: input.on } });
}
