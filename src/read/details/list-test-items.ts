import { type RawBuilder, sql } from 'kysely'
import type { Build } from '../../domain/build.ts'
import type { TestItem } from '../../domain/details/answer-types.ts'
import { type StatusCode, statusOfCode } from '../../domain/status.ts'
import type { TestDimensions } from '../../domain/test-dimensions.ts'
import { orUnknown, unknownLabel } from '../../domain/unknown.ts'
import { atMost, comesAfter, listedTime, type ListPage, type TimeKey } from '../list-page.ts'
import { type Entry, LongList } from '../long-list/long-list.ts'
import { fromSelectedTests, type TestSelection } from './selected-tests.ts'
import { shownEnvironment } from './stored-json.ts'

export type TestItemOptions = {
  /** Show all of `environment_misc`, not only the platform. */
  fullEnvironmentMisc: boolean
}

type ItemRow = {
  id: string
  build_ref: number
  dim_id: number
  status: StatusCode
  duration: number | null
  start_time: string | null
  path: string | null
  log_url: string | null
  environment_misc?: unknown
}

/** A boot or a test, and the build that it ran on. */
type ItemOfBuild = { readonly item: TestItem; readonly build: Build }

/**
 * Completes boots or tests to what lists show: newest first, then by id. Ids come from the narrow
 * facts, and what only the wide row has is read by primary key (`offset 0`: whatever the number).
 *
 * The facts are sorted before the wide rows are read, so that those are sent while they are read: the
 * outer ORDER BY finds the order and sorts nothing. Where the whole rows were sorted, 18,500 tests
 * took PostgreSQL 1.4 times as long. An index on the build of a test would save a further quarter,
 * and cost ingest 2 µs and 100 bytes of WAL per test.
 */
export function listTestItems(
  selection: TestSelection,
  options: TestItemOptions,
): LongList<TestItem, TimeKey> {
  return listItemsWithBuild(selection, options).map(({ item }) => item)
}

/** As {@link listTestItems}, each with the build that it ran on. */
export function listItemsWithBuild(
  selection: TestSelection,
  options: TestItemOptions,
): LongList<ItemOfBuild, TimeKey> {
  if (selection.cells.length === 0) return LongList.empty()
  const builds = new Map(selection.cells.map(({ build }) => [build.ref, build]))
  const dimensions = new Map(selection.cells.map((cell) => [cell.dimensions.id, cell.dimensions]))
  return LongList.of(
    (page) => itemRows(selection, options, page),
    (rows) =>
      rows.flatMap((row): Entry<ItemOfBuild, TimeKey>[] => {
        const build = builds.get(row.build_ref)
        const where = dimensions.get(row.dim_id)
        if (build === undefined || where === undefined) return []
        const key = { startTime: row.start_time, id: row.id }
        return [{ key, item: { item: toTestItem(row, build, where), build } }]
      }),
  )
}

function itemRows(
  selection: TestSelection,
  { fullEnvironmentMisc }: TestItemOptions,
  page: ListPage,
): RawBuilder<ItemRow> {
  const columns = sql.raw(
    ['path', 'log_url', ...(fullEnvironmentMisc ? ['environment_misc'] : [])].join(', '),
  )
  const start = sql.ref('f.start_time')
  return sql<ItemRow>`
    select f.id, f.build_ref, f.dim_id, f.status, f.duration, f.start_time, t.*
    from (
      select f.*
      from (
        select f.test_id, f.test_id collate "C" as id, f.build_ref, f.dim_id, f.status, f.duration,
          ${listedTime(start)} as start_time
        ${fromSelectedTests(selection)}
      ) f
      where ${comesAfter(page, 'newest first', start, sql.ref('f.id'))}
      order by f.start_time desc nulls last, f.id ${atMost(page)} offset 0
    ) f
    cross join lateral (select ${columns} from tests where id = f.test_id offset 0) t
    order by f.start_time desc nulls last, f.id`
}

function toTestItem(row: ItemRow, build: Build, dimensions: TestDimensions): TestItem {
  return {
    id: row.id,
    origin: dimensions.origin,
    status: statusOfCode(row.status),
    duration: row.duration,
    path: row.path ?? unknownLabel,
    start_time: row.start_time,
    environment_compatible: dimensions.compatible,
    config: build.config ?? unknownLabel,
    architecture: build.architecture ?? unknownLabel,
    compiler: build.compiler ?? unknownLabel,
    log_url: row.log_url,
    environment_misc: shownEnvironment(row.environment_misc, dimensions.platform),
    lab: orUnknown(dimensions.lab),
  }
}
