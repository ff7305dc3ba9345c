import type pg from 'pg'
import { applyChanges } from './apply-changes.ts'
import { addToCells } from '../sums/cells.ts'
import { addToCheckoutCounts, addToCheckoutHardware } from '../sums/checkout-sums.ts'
import { addMissingIssueKeys, addMissingNumbers } from '../dictionaries/dictionaries.ts'
import { type Extent, extentIn, measureExtent } from './extent.ts'
import { insertNewBuildFacts } from '../sums/facts.ts'
import { addMissingTrees, findTouchedIncidents } from '../sums/issue-trees.ts'
import { plannerSettings } from '../session/planner-settings.ts'
import { runAll, type Statement } from '../session/statement.ts'
import { noteTests } from './note-tests.ts'
import { noteBuildsOfIncidents } from './note-rows.ts'
import { countUp, setTouchedScopes, versionIn } from '../versions/bump-versions.ts'

/** Rows of sums that were added or changed. */
export type SumsWritten = { cells: number; checkoutCounts: number; checkoutHardware: number }

/** What a roll-up has done. */
export type RollUpResult = {
  /** The number of the scope `global`, and of every scope that was touched. */
  version: number
  /** Builds and tests whose counted state changed. */
  changedBuilds: number
  changedTests: number
  sums: SumsWritten
}

/** Statements that write the rows of a batch and note them for the roll-up (`note-rows.ts`, `note-tests.ts`). */
export type Upserts = {
  beforeTests: readonly Statement[]
  /** Last, because tests are compared as they are written and name builds and issues by number. */
  tests: readonly Statement[]
}

/**
 * Brings facts, cells, sums and versions in step with the raw rows that this transaction wrote
 * (rollup.md 3, steps 3 to 11). The writer lock must be held. Exact whatever arrived in whatever
 * order, because only *what was counted* and *what the merged rows say now* are compared.
 *
 * It takes two messages: the first notes what was written, the second does what that asks for. With seven messages a batch
 * held the lock at each of them while this process was busy with other files.
 */
export async function rollUpBatch(
  client: pg.ClientBase,
  upserts: Upserts = { beforeTests: [], tests: [] },
): Promise<RollUpResult> {
  const noted = await runAll(client, noteChanges(upserts))
  const extent = extentIn(noted.at(-1))
  const statements = writeChanges(extent)
  const results = await runAll(client, statements)
  const resultOf = (statement: Statement) => results[statements.indexOf(statement)]
  const written = (statement: Statement) => resultOf(statement)?.rowCount ?? 0
  return {
    version: versionIn(resultOf(countUp)),
    changedBuilds: extent.changed_builds,
    changedTests: extent.changed_tests,
    sums: {
      cells: written(addToCells),
      checkoutCounts: written(addToCheckoutCounts),
      checkoutHardware: written(addToCheckoutHardware),
    },
  }
}

/** Statements that note what was written; the result of the last one says how much there is to do. */
function noteChanges({ beforeTests, tests }: Upserts): Statement[] {
  return [
    plannerSettings,
    ...beforeTests,
    addMissingIssueKeys,
    noteBuildsOfIncidents,
    insertNewBuildFacts,
    ...noteTests(tests),
    findTouchedIncidents,
    measureExtent,
  ]
}

/** Statements that bring numbers, facts, sums and versions in step. */
function writeChanges(extent: Extent): Statement[] {
  return [
    ...addMissingNumbers(extent),
    ...(extent.moved_checkouts > 0 ? [addMissingTrees] : []),
    ...applyChanges(extent),
    countUp,
    setTouchedScopes,
  ]
}
