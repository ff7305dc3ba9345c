import { type CompiledQuery, Kysely, PostgresDialect } from 'kysely'
import type pg from 'pg'
import type { Database } from '../../store/app/schema/database-types.ts'

/**
 * A query that ran, and every step of the plans by which PostgreSQL would run it again: for these parameters,
 * and for any, as it does with statements that it keeps prepared.
 */
export type ExplainedQuery = { sql: string; steps: readonly PlanStep[] }

/** One node of a plan; `table` is null for what reads no table. */
export type PlanStep = { kind: string; table: string | null }

type Explanation = { 'QUERY PLAN': [{ Plan: PlanNode }] }

type PlanNode = { 'Node Type': string; 'Relation Name'?: string; Plans?: PlanNode[] }

/**
 * Runs something on a database handle of its own and explains each query that it issued.
 */
export async function explainQueries(
  pool: pg.Pool,
  run: (db: Kysely<Database>) => Promise<unknown>,
): Promise<ExplainedQuery[]> {
  const issued: CompiledQuery[] = []
  const dialect = new PostgresDialect({ pool })
  // not destroyed: that would end the pool, which is not ours
  const db = new Kysely<Database>({ dialect, log: ({ query }) => void issued.push(query) })
  await run(db)
  const explainable = issued.filter(
    ({ sql }) => !/^(begin|start transaction|commit|rollback|fetch)\b/.test(sql),
  )
  return Promise.all(explainable.map((query) => explain(pool, query)))
}

/** The tables that some query reads from end to end, each with the query. */
export function tablesScanned(
  queries: readonly ExplainedQuery[],
): { table: string; sql: string }[] {
  return queries.flatMap(({ sql, steps }) => {
    const scanned = steps.flatMap(({ kind, table }) => (kind === 'Seq Scan' && table ? table : []))
    return [...new Set(scanned)].map((table) => ({ table, sql }))
  })
}

async function explain(pool: pg.Pool, query: CompiledQuery): Promise<ExplainedQuery> {
  const { sql, parameters } = query
  const forThese = await pool.query<Explanation>(`explain (format json) ${sql}`, [...parameters])
  const forAny = await explainPrepared(pool, query)
  return { sql, steps: [forThese, forAny].flatMap(({ rows }) => rows.flatMap(stepsOfAnswer)) }
}

async function explainPrepared(
  pool: pg.Pool,
  { sql, parameters }: CompiledQuery,
): Promise<pg.QueryResult<Explanation>> {
  const client = await pool.connect()
  let isSpoilt = true
  try {
    await client.query(`set plan_cache_mode = force_generic_plan; prepare explained as ${sql}`)
    const values = parameters.length === 0 ? '' : `(${parameters.map(() => 'null').join(', ')})`
    const explanation = await client.query<Explanation>(
      `explain (format json) execute explained ${values}`,
    )
    await client.query('deallocate explained; reset plan_cache_mode')
    isSpoilt = false
    return explanation
  } finally {
    client.release(isSpoilt)
  }
}

function stepsOfAnswer({ 'QUERY PLAN': [{ Plan }] }: Explanation): PlanStep[] {
  return stepsOf(Plan)
}

function stepsOf(node: PlanNode): PlanStep[] {
  const own = { kind: node['Node Type'], table: node['Relation Name'] ?? null }
  return [own, ...(node.Plans ?? []).flatMap(stepsOf)]
}
