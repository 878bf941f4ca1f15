/** One test per row of a table: the name is made from the row. */
export function eachRow<Row>(rows: readonly Row[], name: (row: Row) => string, check: (row: Row) => void): void {
  for (const row of rows) it(name(row), () => check(row));
}
