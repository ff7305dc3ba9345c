import { sql } from 'kysely'
import { failReason } from '../../domain/details/fail-reason.ts'
import { isSelected } from '../../domain/filters/matches.ts'
import { failingStatuses } from '../../domain/status.ts'
import type { ReadDatabase } from '../database.ts'
import { fromSelectedTests, type TestSelection } from './selected-tests.ts'

/**
 * How many of the selected boots or tests failed for which reason (trees.md 6.5). Only failing ones
 * are read from the wide table, each by its primary key: `offset 0` keeps the planner from choosing a
 * scan of all of it.
 */
export async function loadFailReasons(
  db: ReadDatabase,
  selection: TestSelection,
): Promise<Map<string, number>> {
  const reasons = new Map<string, number>()
  const statuses = failingStatuses.filter((status) => isSelected(selection.statuses, status))
  if (selection.cells.length === 0 || statuses.length === 0) return reasons
  const { rows } = await sql<{ message: unknown; count: number }>`
    select t.message, count(*)::int as count
    ${fromSelectedTests(
      { ...selection, statuses: new Set(statuses) },
      sql`cross join lateral (
      select misc -> 'error_msg' as message from tests where id = f.test_id offset 0
    ) t`,
    )}
    group by 1`.execute(db)
  for (const { message, count } of rows) {
    const reason = failReason(message)
    reasons.set(reason, (reasons.get(reason) ?? 0) + count)
  }
  return reasons
}
