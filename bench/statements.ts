import pg from 'pg';

/** A statement as the driver got it. */
export interface Statement {
  readonly text: string;
  readonly values: readonly unknown[];
}

/** Everything that goes through node-postgres while `run` runs, in order. */
export async function heard(run: () => Promise<unknown>): Promise<Statement[]> {
  const said: Statement[] = [];
  // The prototype is shared with the pool of the service: the product itself needs no hook for this.
  const prototype = pg.Client.prototype as unknown as { query: (...args: unknown[]) => unknown };
  const { query } = prototype;
  prototype.query = function (this: unknown, ...args: unknown[]) {
    if (typeof args[0] === 'string') said.push({ text: args[0], values: Array.isArray(args[1]) ? args[1] : [] });
    return query.apply(this, args);
  };
  try {
    await run();
  } finally {
    prototype.query = query;
  }
  return said;
}

/** The statements with other values: every value, also inside arrays and JSON texts, that `names` knows is replaced. */
export function withValues(statements: readonly Statement[], names: ReadonlyMap<string, string>): Statement[] {
  const other = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(other);
    return typeof value === 'string' ? (names.get(value) ?? value) : value;
  };
  return statements.map(({ text, values }) => ({ text, values: values.map(other) }));
}
