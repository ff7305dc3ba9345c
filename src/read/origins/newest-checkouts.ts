import { sql } from 'kysely'
import { firstInstantSql, lastInstantSql } from '../instant-bounds-sql.ts'

/**
 * Terms of a recursive query that end in `newest_checkout (origin, start_time)`: every origin that has
 * a checkout and when its newest one started. A few probes of the index on both columns: `distinct`,
 * `group by` and `exists` read all checkouts instead, and there are a few origins and millions of
 * checkouts. Instants that no answer can write are passed over: `infinity` would be the newest for ever.
 */
export const newestCheckouts = sql`
  known_origin (name) as (
    (select origin from checkouts order by origin limit 1)
    union all
    select (select c.origin from checkouts c where c.origin > k.name order by c.origin limit 1)
    from known_origin k
    where k.name is not null
  ),
  newest_checkout (origin, start_time) as (
    select k.name, (
      select max(c.start_time) from checkouts c
      where c.origin = k.name and c.start_time between ${firstInstantSql} and ${lastInstantSql}
    )
    from known_origin k
    where k.name is not null
  )
`
