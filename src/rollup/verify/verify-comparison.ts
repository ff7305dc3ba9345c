import type pg from 'pg'

/**
 * One table against what it should hold. Both sides are queries that give, per row, `key` (text,
 * unique), `content` (a record, of the same types on both sides) and `scope_id`: the test, build,
 * checkout or dimension tuple to repair when they differ; null for a `whole`, which every repair makes
 * anew.
 */
export type Comparison = {
  table: string
  scope: 'test' | 'build' | 'checkout' | 'dim' | 'whole'
  expected: string
  stored: string
}

/** What is wrong in one table. */
export type Drift = {
  table: string
  /** Rows that are missing, too many, or different. */
  rows: number
  /** The first of them by key; null where a side has no such row. */
  examples: { key: string; expected: string | null; stored: string | null }[]
}

const shownExamples = 10

/** The temporary table that collects all drift until the end of the session. */
export async function createDriftTable(client: pg.ClientBase): Promise<void> {
  await client.query(`
    create temporary table drift (
      table_name text not null,
      scope text not null,
      scope_id text,
      key text not null,
      expected text,
      stored text
    ) on commit preserve rows`)
}

/** Notes every row that differs in the table `drift`; both sides are read in one statement. */
export async function compare(client: pg.ClientBase, comparison: Comparison): Promise<void> {
  const { table, scope, expected, stored } = comparison
  // the key is unique on both sides, so a full join is EXCEPT both ways, with half the sorting
  await client.query(`
    insert into drift (table_name, scope, scope_id, key, expected, stored)
    select '${table}', '${scope}', x.scope_id, coalesce(e.key, s.key),
      e.content::text, s.content::text
    from (${expected}) e
    full join (${stored}) s on s.key = e.key
    cross join lateral (values (e.scope_id), (s.scope_id)) x (scope_id)
    where e.content is distinct from s.content`)
}

/** The drift that was noted, per table. */
export async function driftFound(client: pg.ClientBase): Promise<Drift[]> {
  const { rows } = await client.query<Drift>(
    `select table_name as table, count(*) as rows,
       (array_agg(json_build_object('key', key, 'expected', expected, 'stored', stored)
         order by key collate "C"))[1:$1] as examples
     from (select distinct table_name, key, expected, stored from drift) d
     group by table_name order by table_name`,
    [shownExamples],
  )
  return rows
}
