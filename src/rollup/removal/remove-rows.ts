import type pg from 'pg'
import { run, runAll } from '../session/statement.ts'
import { noteRemoved } from './note-removed.ts'
import { planForSmallSets } from './removal-session.ts'
import { subtractFromDays } from './removed-days.ts'
import { countUnderOtherIssues, subtractIssueTrees } from './removed-incidents.ts'
import { moveBackCheckoutOrigins } from './removed-origins.ts'
import { changeBuildFacts, deleteRows, deleteTestFacts } from './removed-rows.ts'
import { bumpNotedScopes, noteScopes } from './removed-scopes.ts'
import { noteLost, subtractCells, subtractFromCheckouts } from './removed-sums.ts'

/** How many rows of each table were removed. */
export type RemovedRows = Record<keyof typeof deleteRows, number>

/**
 * Removes the rows that the session's table `removed_id` names, incidents that name one of them, and
 * everything derived from them, in the transaction of the caller: afterwards every derived table is as if the
 * rows had never been there, whatever stays without its owner (rollup.md 3). Every scope that showed one of
 * them has a new number. Ids without a row do no harm.
 *
 * The writer lock must be held, and `ensureRemovalSession` have been called on the connection.
 */
export async function removeRows(client: pg.ClientBase): Promise<RemovedRows> {
  await planForSmallSets(client)
  await runAll(client, [
    ...noteRemoved,
    ...noteScopes,
    ...subtractIssueTrees,
    noteLost,
    deleteTestFacts,
  ])
  const removed = {
    incidents: await run(client, deleteRows.incidents),
    tests: await run(client, deleteRows.tests),
    builds: await run(client, deleteRows.builds),
    checkouts: await run(client, deleteRows.checkouts),
  }
  await runAll(client, [
    ...subtractCells,
    ...countUnderOtherIssues,
    ...changeBuildFacts,
    ...subtractFromCheckouts,
    ...subtractFromDays,
    ...moveBackCheckoutOrigins,
  ])
  await bumpNotedScopes(client)
  return removed
}
