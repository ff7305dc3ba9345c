import type pg from 'pg'
import { applyChanges, type SumsWritten } from './apply-changes.ts'
import { addMissingIssueKeys, addMissingNumbers } from './dictionaries.ts'
import { extentOf } from './extent.ts'
import { insertNewBuildFacts } from './facts.ts'
import { addMissingTrees } from './issue-trees.ts'
import { plannerSettings } from './session.ts'
import { runAll, type Statement } from './statement.ts'
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
  sums: SumsWritten
}

/** Statements that write what a batch has of a kind and note it (`touched.ts`, `noteTestsSql`). */
export type Upserts = {
  beforeTests: readonly Statement[]
  /** Last, because tests are compared as they are written and name builds and issues by number. */
  tests: readonly Statement[]
}

/**
 * Brings facts, cells, sums and versions in step with the raw rows that this transaction wrote
 * (rollup.md 3, steps 3 to 11). The writer lock must be held. Exact whatever arrived in whatever
 * order, because only *what was counted* and *what the merged rows say now* are compared.
 */
export async function rollUpBatch(
  client: pg.ClientBase,
  upserts: Upserts = { beforeTests: [], tests: [] },
): Promise<RollUpResult> {
  await runAll(client, [
    plannerSettings,
    ...upserts.beforeTests,
    addMissingIssueKeys,
    noteBuildsOfIncidents,
    insertNewBuildFacts,
    ...noteTests(upserts.tests),
  ])
  const extent = await extentOf(client)
  await runAll(client, [
    ...addMissingNumbers(extent),
    ...(extent.moved_checkouts > 0 ? [addMissingTrees] : []),
  ])
  const sums = await applyChanges(client, extent)
  const version = await bumpTouchedVersions(client)
  return {
    version,
    changedBuilds: extent.changed_builds,
    changedTests: extent.changed_tests,
    sums,
  }
}
