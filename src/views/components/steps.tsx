import type { ComponentChildren, VNode } from 'preact';

export type StepState = 'done' | 'current' | 'todo' | 'returned';

const stepWords: Readonly<Record<StepState, string>> = { done: '已完成', current: '办理中', todo: '未开始', returned: '已退回' };

export interface Step {
  readonly label: string;
  readonly state: StepState;
  /** The person or role of the step. */
  readonly who?: string;
  /** When it was done, or until when it must be. */
  readonly when?: ComponentChildren;
}

/** The steps of a matter in their order, and where it stands. */
export function Steps({ label, steps }: { label: string; steps: readonly Step[] }): VNode {
  return (
    <ol class="steps" aria-label={label}>
      {steps.map((step, i) => (
        <li class={`step step-${step.state}`} key={step.label} aria-current={step.state === 'current' ? 'step' : undefined}>
          <span class="step-number">{i + 1}</span>
          <span class="step-words">
            <span class="step-label">{step.label}</span>
            <span class="step-state">{stepWords[step.state]}</span>
            {step.who && <span class="step-who">{step.who}</span>}
            {step.when && <span class="step-when">{step.when}</span>}
          </span>
        </li>
      ))}
    </ol>
  );
}
