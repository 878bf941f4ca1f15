import type { VNode } from 'preact';
import { Countdown, StatusTag, type CountdownProps } from '../../components/index.js';
import { severityWords, type Severity } from '../../words.js';

/** A flag under its project. */
export interface FlagView {
  readonly id: string;
  readonly title: string;
  readonly severity: Severity;
  readonly sentence: string;
  readonly ruleHref: string;
  readonly isNew: boolean;
  /** Flags of the same rule that are not shown: other months, other people. */
  readonly alike: number;
  /** Until the term to respond ends. */
  readonly left?: CountdownProps | undefined;
  readonly provisional?: boolean;
  /** The case that has taken it up. */
  readonly taken?: { readonly number: string; readonly href: string } | undefined;
}

/** Flags one below the other; what could not be judged is said in one line at the end. @param href of the project's flags, all of them */
export function FlagList({ flags, unknown, href }: { flags: readonly FlagView[]; unknown: readonly string[]; href: string }): VNode {
  return (
    <ul class="flags">
      {flags.map((flag) => (
        <li key={flag.id}>
          <StatusTag word={severityWords[flag.severity]} /> {flag.sentence}
          <FlagNote flag={flag} href={href} />
        </li>
      ))}
      {unknown.length > 0 && (
        <li>
          <StatusTag word={severityWords.grey} /> <span class="none">{unknown.length} 项未评估：{[...new Set(unknown.map((s) => s.replace(/^未评估：|。$/gu, '')))].join('；')}</span>
        </li>
      )}
    </ul>
  );
}

function FlagNote({ flag, href }: { flag: FlagView; href: string }): VNode {
  return (
    <span class="flag-note">
      <a href={flag.ruleHref}>{flag.title}</a>
      {flag.alike > 0 && <a href={href}>同类另有 {flag.alike} 条</a>}
      {flag.isNew && <span class="ink-orange">新增</span>}
      {flag.taken ? (
        <a href={flag.taken.href}>已立案 {flag.taken.number}</a>
      ) : (
        flag.left && (
          <span>
            处置 <Countdown {...flag.left} />
            {flag.provisional && '（暂定）'}
          </span>
        )
      )}
    </span>
  );
}
