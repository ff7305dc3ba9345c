import pg from 'pg'

/** What must stay, as one text. */
export type Stays = { rows: number; digest: string }

/** Looks at the tables in its own words, without the product. */
export type Witness = AsyncDisposable & {
  pool: pg.Pool
  /** Rows that are younger than a cutoff, and belong to what is. */
  stays: (cutoff: string) => Promise<Stays>
  /** How many rows there are that are older, and that no incident protects. */
  left: (cutoff: string) => Promise<number>
}

export async function openWitness(url: string): Promise<Witness> {
  const pool = new pg.Pool({ connectionString: url, max: 2 })
  // a pool has ended before its connections have: the server may stop in between
  pool.on('error', () => {})
  return {
    pool,
    stays: async (cutoff) => {
      const { rows } = await pool.query<Stays>(staying, [cutoff])
      return rows[0] ?? { rows: 0, digest: '' }
    },
    left: async (cutoff) => {
      const { rows } = await pool.query<{ n: number }>(leaving, [cutoff])
      return rows[0]?.n ?? -1
    },
    [Symbol.asyncDispose]: () => pool.end(),
  }
}

/** The moment before which four fifths of all tests were stored, as text. */
export async function fourFifths(pool: pg.Pool): Promise<string> {
  const { rows } = await pool.query<{ cutoff: string }>(
    `select (percentile_disc(0.8) within group (order by _timestamp))::text as cutoff from tests`,
  )
  return rows[0]?.cutoff ?? ''
}

// what came in after the start is younger than all that was there, and none of it counts
const staying = `
  with staying as (
    select t.id, md5(t::text) as content
    from tests t
    join builds b on b.id = t.build_id and b._timestamp >= $1
    join checkouts c on c.id = b.checkout_id and c._timestamp >= $1
    where t._timestamp >= $1 and t.id not like 'meanwhile:%'
    union all
    select b.id, md5((to_jsonb(b) - 'series')::text)
    from builds b join checkouts c on c.id = b.checkout_id and c._timestamp >= $1
    where b._timestamp >= $1 and b.id not like 'meanwhile:%'
    union all
    select c.id, md5(c::text) from checkouts c
    where c._timestamp >= $1 and c.id not like 'meanwhile:%'
    union all
    select i.id, md5(i::text) from incidents i where i.id not like 'meanwhile:%'
  )
  select count(*)::integer as rows, md5(string_agg(id || content, ',' order by id collate "C")) as digest
  from staying`

const leaving = `
  select count(*)::integer as n
  from tests t
  where t._timestamp < $1 and not exists (select from incidents i where i.test_id = t.id)`
