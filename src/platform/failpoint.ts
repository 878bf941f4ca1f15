/**
 * Where tests end the process from within, as a crash would at that very moment: ANXIN_FAILPOINT names the place, e.g. `after-sent-commit`.
 * Heard only under NODE_ENV=test.
 */
export async function failpoint(place: string): Promise<void> {
  if (process.env['NODE_ENV'] !== 'test' || process.env['ANXIN_FAILPOINT'] !== place) return;
  process.kill(process.pid, 'SIGKILL');
  await new Promise(() => undefined);
}
