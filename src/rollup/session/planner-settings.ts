import type { Statement } from './statement.ts'

/**
 * Makes PostgreSQL plan for small sets until the transaction ends. Temp tables have no statistics, so by itself it
 * would hash whole tables for 25 rows (builds 6.5 ms instead of 2.4, incidents 9.5 instead of 2), and keep such a
 * plan for as long as the connection lives. ANALYZE per batch costs more than it saves. Bitmap scans are off
 * because one for each row that is looked up costs 0.7 µs per test in `incidents`.
 */
export const plannerSettings: Statement = {
  name: 'rollup_settings',
  text: `select set_config('enable_hashjoin', 'off', true), set_config('enable_mergejoin', 'off', true),
    set_config('enable_seqscan', 'off', true), set_config('enable_bitmapscan', 'off', true),
    set_config('enable_material', 'off', true),
    set_config('jit', 'off', true),
    set_config('work_mem', '64MB', true)`,
}

/** Allows hash joins for statements that are written so that only small sets are hashed. */
export function withHashJoins(statements: readonly Statement[]): Statement[] {
  return [hashJoins('on'), ...statements, hashJoins('off')]
}

function hashJoins(state: 'on' | 'off'): Statement {
  return {
    name: `rollup_hash_joins_${state}`,
    text: `select set_config('enable_hashjoin', '${state}', true)`,
  }
}
