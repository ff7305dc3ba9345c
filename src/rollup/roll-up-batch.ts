import type pg from 'pg'
import { applyChanges } from './apply-changes.ts'
import { addMissingIssueKeys, addMissingNumbers } from './dictionaries.ts'
import { extentOf } from './extent.ts'
import { insertNewBuildFacts } from './facts.ts'
import { addMissingTrees } from './issue-trees.ts'
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

/**
 * Brings facts, cells, sums and versions in step with the raw rows that this transaction wrote
 * (rollup.md 3, steps 4 to 11). The writer lock must be held; issues, checkouts, builds and incidents
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
  if (extent.moved_checkouts > 0) await addMissingTrees(client)
  await applyChanges(client, extent)
  const version = await bumpTouchedVersions(client)
  return {
    version,
    changedBuilds: extent.changed_builds,
    changedTests: extent.changed_tests,
  }
}
