import { type RawBuilder, sql } from 'kysely'
import { failReason } from '../../domain/details/fail-reason.ts'
import { isSelected } from '../../domain/filters/matches.ts'
import { failingStatuses } from '../../domain/status.ts'
import type { ItemKind } from '../../domain/test-dimensions.ts'
import type { ReadDatabase } from '../database.ts'
import { fromSelectedTests, type TestSelection } from './selected-tests.ts'

/** How many failed for which reason. */
export type FailReasons = ReadonlyMap<string, number>

/** Of a summary that does not say. */
export const noFailReasons: Readonly<Record<ItemKind, FailReasons>> = {
  boot: new Map(),
  test: new Map(),
}

/**
 * How many of the selected boots and tests failed for which reason (trees.md 6.5). Only failing ones
 * are read from the wide table, by their primary keys: as one array, which PostgreSQL takes to hold ten
 * whatever it holds and so never scans all of the table, in the order of the index. 5.2 ms for 1,200
 * failures, against 6.5 when each was looked up by itself.
 *
 * Boots and tests in one statement: on most pages either are few, and a second one costs more than they do.
 */
export async function loadFailReasons(
  db: ReadDatabase,
  selections: Readonly<Record<ItemKind, TestSelection>>,
): Promise<Record<ItemKind, FailReasons>> {
  const reasons = { boot: new Map<string, number>(), test: new Map<string, number>() }
  const queries = [queryOf('boot', selections.boot), queryOf('test', selections.test)].flat()
  if (queries.length === 0) return reasons
  const { rows } = await sql<{ kind: ItemKind; message: unknown; count: number }>`
    ${sql.join(queries, sql` union all `)}`.execute(db)
  for (const { kind, message, count } of rows) {
    const reason = failReason(message)
    reasons[kind].set(reason, (reasons[kind].get(reason) ?? 0) + count)
  }
  return reasons
}

/** Nothing where none can have failed. */
function queryOf(kind: ItemKind, selection: TestSelection): RawBuilder<unknown> | [] {
  const statuses = failingStatuses.filter((status) => isSelected(selection.statuses, status))
  if (selection.cells.length === 0 || statuses.length === 0) return []
  const failing = { ...selection, statuses: new Set(statuses) }
  return sql`
    select ${sql.lit(kind)} as kind, misc -> 'error_msg' as message, count(*)::int as count
    from tests
    where id = any ((select array_agg(f.test_id) ${fromSelectedTests(failing)})::text[])
    group by 2`
}
