/** One measured figure beside its floor: the least that the same work can cost, measured in the same run. */
export interface Figure {
  readonly name: string;
  /** Ours: the median of the rounds, or a share or size that is held against `goal` itself. */
  readonly value: number;
  /** `ms`, `MB` …: less is better. Ending in `/s`: more is better. */
  readonly unit: string;
  /** The floor's median in the same unit; null where the goal is absolute. */
  readonly floor: number | null;
  /** value ÷ floor; null without a floor. */
  readonly ratio: number | null;
  /** What the ratio, or without a floor the value, must not exceed; of a rate: must reach. */
  readonly goal: number;
  readonly met: boolean;
}

/** A figure with its ratio and verdict. */
export function figure(name: string, { value, floor = null, unit, goal }: { readonly value: number; readonly floor?: number | null; readonly unit: string; readonly goal: number }): Figure {
  const ratio = floor === null ? null : value / floor;
  const judged = ratio ?? value;
  return { name, value: rounded(value), unit, floor: floor === null ? null : rounded(floor), ratio: ratio === null ? null : rounded(ratio), goal, met: isRate(unit) ? judged >= goal : judged <= goal };
}

const isRate = (unit: string): boolean => unit.endsWith('/s');

/** Three significant digits: more would be noise. */
const rounded = (n: number): number => Number(n.toPrecision(n >= 100 ? 4 : 3));

/** The table for a person. */
export function tableOf(figures: readonly Figure[]): string {
  const rows = [
    ['', 'ours', 'floor', 'ratio', 'goal', ''],
    ...figures.map((f) => [f.name, `${f.value} ${f.unit}`, f.floor === null ? '–' : `${f.floor} ${f.unit}`, f.ratio === null ? '–' : `${f.ratio}`, `${isRate(f.unit) ? '≥' : '≤'} ${f.goal}${f.ratio === null ? ` ${f.unit}` : ''}`, f.met ? 'met' : 'MISSED']),
  ];
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((r) => r[column]!.length)));
  return rows.map((r) => r.map((text, column) => (column === 0 ? text.padEnd(widths[0]!) : text.padStart(widths[column]!))).join('  ').trimEnd()).join('\n');
}
