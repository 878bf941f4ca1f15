/** How urgently a state wants attention, from 红 to 灰. A tone never stands without its word. */
export const tones = ['red', 'orange', 'yellow', 'blue', 'green', 'grey'] as const;

export type Tone = (typeof tones)[number];

/** What a state is called on screen, and its colour. */
export interface Word {
  readonly text: string;
  readonly tone: Tone;
}

/** One word for each state of a state machine. */
export type Words<State extends string> = Readonly<Record<State, Word>>;

/**
 * Writes down the words of a state machine and keeps its keys as a type. A route that shows a state outside of the record
 * does not compile, so a new state needs its word and colour before it can reach a page:
 *
 *     export const releaseWords = words({ REQUESTED: { text: '待劳监审核', tone: 'blue' }, … });
 *     <StatusTag word={releaseWords[release.state]} />
 */
export const words = <const State extends string>(record: Words<State>): Words<State> => record;

/** Severity of a risk finding. Grey is data that did not arrive: it is neither clean nor at fault. */
export const severityWords = words({
  red: { text: '红色', tone: 'red' },
  orange: { text: '橙色', tone: 'orange' },
  yellow: { text: '黄色', tone: 'yellow' },
  blue: { text: '蓝色', tone: 'blue' },
  grey: { text: '缺数据', tone: 'grey' },
});

export type Severity = keyof typeof severityWords;
