import { type CompiledQuery, Kysely, PostgresDialect } from 'kysely'
import type pg from 'pg'
import type { Database } from '../store/app/database-types.ts'

/** A query that ran, and every step of the plan by which PostgreSQL would run it again. */
export type ExplainedQuery = { sql: string; steps: readonly PlanStep[] }

/** One node of a plan; `table` is null for what reads no table. */
export type PlanStep = { kind: string; table: string | null }

type PlanNode = { 'Node Type': string; 'Relation Name'?: string; Plans?: PlanNode[] }

/**
 * Runs something on a database handle of its own and explains each query that it issued, with the
 * same parameters.
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
    ({ sql }) => !/^(start transaction|commit|rollback)\b/.test(sql),
  )
  return Promise.all(explainable.map((query) => explain(pool, query)))
}

/** The tables that some query reads from end to end, each with the query. */
export function tablesScanned(
  queries: readonly ExplainedQuery[],
): { table: string; sql: string }[] {
  return queries.flatMap(({ sql, steps }) =>
    steps.flatMap(({ kind, table }) => (kind === 'Seq Scan' && table ? [{ table, sql }] : [])),
  )
}

async function explain(pool: pg.Pool, { sql, parameters }: CompiledQuery): Promise<ExplainedQuery> {
  const { rows } = await pool.query<{ 'QUERY PLAN': [{ Plan: PlanNode }] }>(
    `explain (format json) ${sql}`,
    [...parameters],
  )
  const plan = rows[0]?.['QUERY PLAN'][0].Plan
  return { sql, steps: plan === undefined ? [] : stepsOf(plan) }
}

function stepsOf(node: PlanNode): PlanStep[] {
  const own = { kind: node['Node Type'], table: node['Relation Name'] ?? null }
  return [own, ...(node.Plans ?? []).flatMap(stepsOf)]
}
