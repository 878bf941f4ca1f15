import { bad, good, halfWidth, type Parsed } from '../../values/parsed.js';

/** The last line that a sheet can have. */
const last = 50_000;

/** "1-200,205": numbers of lines as a clerk writes them, also with 、，—至 and full-width digits. */
export function parseRanges(text: string): Parsed<ReadonlySet<number>> {
  const numbers = new Set<number>();
  for (const piece of halfWidth(text).split(/[,，、;；\s]+/u).filter((p) => p !== '')) {
    const m = /^(\d{1,5})(?:[-–—~至](\d{1,5}))?$/u.exec(piece);
    const from = Number(m?.[1]);
    const to = Number(m?.[2] ?? m?.[1]);
    if (!m || from < 1 || to < from || to > last) return bad(`“${piece}”不是行号，请填写如 1-200,205`);
    for (let n = from; n <= to; n += 1) numbers.add(n);
  }
  return numbers.size > 0 ? good(numbers) : bad('请填写行号，如 1-200,205');
}

/** The same, as short as it can be said. */
export function formatRanges(numbers: Iterable<number>): string {
  const runs: [number, number][] = [];
  for (const n of [...new Set(numbers)].sort((a, b) => a - b)) {
    const run = runs.at(-1);
    if (run && run[1] === n - 1) run[1] = n;
    else runs.push([n, n]);
  }
  return runs.map(([from, to]) => (from === to ? `${from}` : `${from}-${to}`)).join(',');
}
