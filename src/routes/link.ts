/** The address of the same page with other query values; undefined and '' take a value away. */
export function withQuery(url: string, changes: Readonly<Record<string, string | number | undefined>>): string {
  const at = new URL(url, 'http://site');
  for (const [key, value] of Object.entries(changes)) {
    if (value === undefined || value === '') at.searchParams.delete(key);
    else at.searchParams.set(key, String(value));
  }
  return at.pathname + at.search;
}
