import type { ActorRole } from '../../values/role.js';
import type { Workflow } from '../../values/workflow.js';

export type ProjectState = 'preparing' | 'running' | 'stopped' | 'completed';
export type ProjectAction = 'start' | 'stop' | 'resume' | 'complete';

const staff: readonly ActorRole[] = ['inspector', 'supervisor', 'housing-reviewer'];
const site: readonly ActorRole[] = [...staff, 'general-contractor'];

/** 项目状态. A stopped project owes no attendance; a completed one keeps its account until every worker is paid. */
export const projectFlow: Workflow<ProjectState, ProjectAction, ActorRole> = {
  name: 'project',
  table: {
    preparing: { start: { to: 'running', by: site } },
    running: { stop: { to: 'stopped', by: site }, complete: { to: 'completed', by: staff } },
    stopped: { resume: { to: 'running', by: site }, complete: { to: 'completed', by: staff } },
    completed: {},
  },
  words: {
    states: { preparing: '未开工', running: '在建', stopped: '停工', completed: '已完工' },
    actions: { start: '开工', stop: '停工', resume: '复工', complete: '完工' },
  },
};
