import { type RawBuilder, sql } from 'kysely'

/**
 * The right side of `=` that any of these texts fulfils: `.where('id', '=', anyOf(ids))`. Kysely's `in` has a parameter
 * for each text, so each number of texts is another statement, which is planned anew, and 65,535 are the most.
 */
export function anyOf(texts: Iterable<string>): RawBuilder<string> {
  return sql<string>`any(${[...texts]}::text[])`
}
