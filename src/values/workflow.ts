import { Refusal } from './refusal.js';

/** What an action leads to and who may take it. */
export interface Transition<State extends string, Role extends string> {
  readonly to: State | readonly State[];
  readonly by: readonly Role[];
}

/**
 * A state machine as one table: state → action → where it leads and who may take it. The same table draws the buttons
 * (`allowedActions`) and guards the command (`next`), so the two cannot disagree.
 */
export interface Workflow<State extends string, Action extends string, Role extends string> {
  readonly name: string;
  readonly table: Readonly<Record<State, Readonly<Partial<Record<Action, Transition<State, Role>>>>>>;
  /** The Chinese words for a refusal: what cannot be done in which state. */
  readonly words: { readonly states: Readonly<Record<State, string>>; readonly actions: Readonly<Record<Action, string>> };
}

export function allowedActions<S extends string, A extends string, R extends string>(flow: Workflow<S, A, R>, state: S, role: string): A[] {
  return (Object.entries(flow.table[state]) as [A, Transition<S, R>][]).filter(([, t]) => (t.by as readonly string[]).includes(role)).map(([a]) => a);
}

/**
 * The state that `action` leads to. Refuses `wrong-state` where the table has no such action, `not-allowed` where the role may not.
 * Where an action has several outcomes, `wanted` picks one of them.
 */
export function next<S extends string, A extends string, R extends string>(flow: Workflow<S, A, R>, state: S, action: A, role: string, wanted?: NoInfer<S>): S {
  const transition = flow.table[state][action];
  if (!transition) throw new Refusal('wrong-state', `当前状态是“${flow.words.states[state]}”，不能${flow.words.actions[action]}`);
  if (!(transition.by as readonly string[]).includes(role)) throw new Refusal('not-allowed', `您的岗位不能${flow.words.actions[action]}`);
  const outcomes: readonly S[] = typeof transition.to === 'string' ? [transition.to] : transition.to;
  const to = wanted ?? outcomes[0]!;
  if (!outcomes.includes(to) || (wanted === undefined && outcomes.length > 1)) throw new RangeError(`${flow.name}: ${action} from ${state} does not lead to ${to}`);
  return to;
}
