import { sql } from 'kysely'

/**
 * A recursive term `known_origin (name)`: every origin that has a checkout, one index probe each.
 * `select distinct origin` reads the whole index instead, and there are a few origins and millions
 * of checkouts. The last row is null.
 */
export const knownOrigins = sql`
  known_origin (name) as (
    (select origin from checkouts order by origin limit 1)
    union all
    select (select c.origin from checkouts c where c.origin > k.name order by c.origin limit 1)
    from known_origin k
    where k.name is not null
  )
`
