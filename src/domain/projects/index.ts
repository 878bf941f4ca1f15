export { addSubcontractor, type NewSubcontractor } from './add-subcontractor.js';
export { industries, newProject, newSubcontractor, projectMove } from './inputs.js';
export { addToMonth, type MonthChange } from './month-facts.js';
export { moveProject } from './move-project.js';
export {
  getProjectHead,
  listProjectParties,
  listProjects,
  projectHistory,
  projectSorts,
  type HistoryRow,
  type ProjectFilter,
  type ProjectHead,
  type ProjectPartyRow,
  type ProjectRow,
} from './queries.js';
export { registerProject } from './register-project.js';
export { getProject, projectScope } from './scope.js';
export { projectFlow, type ProjectAction, type ProjectState } from './states.js';
