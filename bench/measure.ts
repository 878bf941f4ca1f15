/** Milliseconds that `run` takes. */
export async function timed(run: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await run();
  return performance.now() - start;
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/**
 * Ours and the floor by turns, so that whatever else the machine does falls on both; the first round only warms up.
 * @returns the median of each; each function returns its own measure, so that what it prepares does not count
 */
export async function interleaved(rounds: number, ours: (round: number) => Promise<number>, floor: (round: number) => Promise<number>): Promise<{ readonly value: number; readonly floor: number }> {
  const values: number[] = [];
  const floors: number[] = [];
  for (let round = 0; round <= rounds; round += 1) {
    const pair = [await ours(round), await floor(round)] as const;
    if (round === 0) continue;
    values.push(pair[0]);
    floors.push(pair[1]);
  }
  return { value: median(values), floor: median(floors) };
}
