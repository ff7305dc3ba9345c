import type pg from 'pg'
import { addToCells, removeEmptyCells } from './cells.ts'
import {
  addToCheckoutCounts,
  addToCheckoutHardware,
  contributionAfter,
  contributionBefore,
  findTouchedPlatforms,
  removeEmptyCheckoutCounts,
  removeEmptyCheckoutHardware,
} from './checkout-sums.ts'
import { addMissingIssueKeys, addMissingNumbers, type MissingNumbers } from './dictionaries.ts'
import { insertNewBuildFacts, insertTestFacts, updateBuildFacts, updateTestFacts } from './facts.ts'
import { run, type Statement } from './statement.ts'
import { noteTests } from './touched-tests.ts'
import { noteBuildsOfIncidents } from './touched.ts'
import { bumpTouchedVersions } from './versions.ts'

/** What a roll-up did. */
export type RollUpResult = {
  /** The number of the scope `global`, and of every scope that was touched. */
  version: number
  /** Builds and tests whose counted state changed. */
  changedBuilds: number
  changedTests: number
}

/** How much of what was noted differs from what was counted; `lost` is what was counted and no longer holds. */
type Extent = MissingNumbers & {
  new_builds: number
  changed_builds: number
  changed_tests: number
  lost_tests: number
  lost_builds: number
}

const measureExtent: Statement = {
  name: 'rollup_extent',
  text: `
    select b.*, t.*
    from (
      select count(*) filter (where is_new)::integer as new_builds,
        count(*) filter (where is_changed)::integer as changed_builds,
        count(*) filter (where is_changed and old_checkout_id is not null)::integer as lost_builds
      from build_delta
    ) b
    cross join (
      select count(*) filter (where is_changed)::integer as changed_tests,
        count(*) filter (where is_changed and old_build_ref is not null)::integer as lost_tests,
        count(*) filter (where build_ref is null)::integer as missing_builds,
        count(*) filter (where dim_id is null)::integer as missing_dimensions,
        count(*) filter (where path_id is null)::integer as missing_paths
      from test_delta
    ) t`,
}

/**
 * Brings facts, cells, sums and versions in step with the raw rows that this transaction wrote
 * (rollup.md 3, steps 4 to 10). The writer lock must be held; issues, checkouts, builds and incidents
 * must be upserted and noted by the statements of `touched.ts`. Exact whatever arrived in whatever
 * order, because only *what was counted* and *what the merged rows say now* are compared.
 *
 * @param upsertTests writes the tests and notes them by `noteTestsSql`; null when there are none. It
 *   runs here, because tests are compared as they are written and name builds and issues by number
 */
export async function rollUpBatch(
  client: pg.ClientBase,
  upsertTests: Statement | null,
): Promise<RollUpResult> {
  await addMissingIssueKeys(client)
  await run(client, noteBuildsOfIncidents)
  await run(client, insertNewBuildFacts)
  await noteTests(client, upsertTests)
  const extent = await extentOf(client)
  await addMissingNumbers(client, extent)
  await applyChanges(client, extent)
  const version = await bumpTouchedVersions(client)
  return {
    version,
    changedBuilds: extent.changed_builds,
    changedTests: extent.changed_tests,
  }
}

async function extentOf(client: pg.ClientBase): Promise<Extent> {
  const { rows } = await client.query<Extent>(measureExtent)
  const extent = rows[0]
  if (extent === undefined) throw new Error('an aggregate without groups gave no row')
  return extent
}

/** Steps 7 to 9, as far as there is anything to do: most batches lose nothing. */
async function applyChanges(client: pg.ClientBase, extent: Extent): Promise<void> {
  if (extent.changed_tests === 0 && extent.changed_builds === 0) return
  await run(client, findTouchedPlatforms)
  await run(client, contributionBefore)
  if (extent.changed_tests > 0) {
    await run(client, insertTestFacts)
    if (extent.lost_tests > 0) await run(client, updateTestFacts)
    await run(client, addToCells)
    if (extent.lost_tests > 0) await run(client, removeEmptyCells)
  }
  if (extent.changed_builds > extent.new_builds) await run(client, updateBuildFacts)
  await run(client, contributionAfter)
  await run(client, addToCheckoutCounts)
  await run(client, addToCheckoutHardware)
  if (extent.lost_tests > 0 || extent.lost_builds > 0) {
    await run(client, removeEmptyCheckoutCounts)
    await run(client, removeEmptyCheckoutHardware)
  }
}
