export { industries, newProject, projectMove } from './inputs.js';
export { addToMonth, type MonthChange } from './month-facts.js';
export { moveProject } from './move-project.js';
export { getProjectHead, listProjects, projectSorts, type ProjectFilter, type ProjectHead, type ProjectRow } from './queries.js';
export { registerProject } from './register-project.js';
export { getProject, projectScope } from './scope.js';
export { projectFlow, type ProjectAction, type ProjectState } from './states.js';
