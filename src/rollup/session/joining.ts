/**
 * How a statement finds rows of another table.
 *
 * @param alias of those rows, for `match` and for whoever uses them
 * @param match a condition on them
 */
export type Joining = (table: string, alias: string, match: string) => string

/**
 * For the few rows of a batch: a look-up by index for each, whatever the planner believes. Left to itself it begins with
 * a table that is small when it plans, and keeps that plan while the table grows: 50,000 tests after a rebuild
 * of an empty database took 293 s in place of 5.
 */
export const oneByOne: Joining = (table, alias, match) =>
  `cross join lateral ${lookUp(table, alias, match)}`

/** The same, with nulls where there is no such row. */
export const oneByOneOrNull: Joining = (table, alias, match) =>
  `left join lateral ${lookUp(table, alias, match)} on true`

/** For whole tables: as the planner thinks best. */
export const allAtOnce: Joining = (table, alias, match) => `join ${table} ${alias} on ${match}`

/**
 * A condition: there is no such row. A query by itself, which is a look-up by index as well, where NOT EXISTS is joined.
 *
 * @param match a condition on a unique key
 */
export function isMissingSql(table: string, alias: string, match: string): string {
  return `(select true from ${table} ${alias} where ${match}) is null`
}

/**
 * A statement that deletes rows of another table. Joined, PostgreSQL may begin with that table and read it whole, to find none: its
 * rows are looked up one by one, and then deleted by their places.
 *
 * @param alias of those rows, for `match`
 * @param touched a FROM item with which they are found
 * @param match a condition on a unique key, and whatever else must hold
 */
export function deleteOneByOneSql(
  table: string,
  alias: string,
  touched: string,
  match: string,
): string {
  return `
    delete from ${table} where ctid = any(array(
      select ${alias}.ctid from ${touched}
      cross join lateral (select ${alias}.ctid from ${table} ${alias} where ${match} offset 0) ${alias}
    ))`
}

/** `offset 0` keeps the planner from joining it in any other way. */
function lookUp(table: string, alias: string, match: string): string {
  return `(select * from ${table} ${alias} where ${match} offset 0) ${alias}`
}
