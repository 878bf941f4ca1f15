import { createContext } from 'preact';

/** What the commands behind a form ask of whoever sends it. */
export interface Asked {
  /** A one-time key that goes along unseen: the same form sent twice has one effect and one answer. */
  readonly key?: string | undefined;
  /** A code of the second factor: not asked for, to be given, or not possible before it is set up. */
  readonly code: 'none' | 'give' | 'enrol';
  /** Where it is set up. */
  readonly enrolHref?: string | undefined;
  /** In demo mode only: the code that would be accepted. */
  readonly shownCode?: string | undefined;
}

export const nothingAsked: Asked = { code: 'none' };

/** Answers for the addresses that the buttons of one form lead to. */
export type FormDoor = (actions: readonly string[]) => Asked;

/** The door that the page was drawn by; without one (a component on its own) forms ask for nothing. */
export const FormDoorContext = createContext<FormDoor>(() => nothingAsked);

/** What the form around a component asks. */
export const AskedContext = createContext<Asked>(nothingAsked);
