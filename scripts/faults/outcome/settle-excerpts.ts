import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import { openOwnDatabase } from '../world/database.ts'
import type { World } from '../world/world.ts'

const settledWithinMs = 60_000
const lookEveryMs = 500

/**
 * Waits until every long log excerpt is in storage. What storage did not take is tried again after minutes, up
 * to an hour; their end is brought about here.
 *
 * @returns how many excerpts wait all the same
 */
export async function settleExcerpts({ postgres }: World): Promise<number> {
  await using database = openOwnDatabase(postgres.url)
  const deadline = performance.now() + settledWithinMs
  for (;;) {
    const { numUpdatedRows } = await database.db
      .updateTable('waiting_excerpt')
      .set({ next_try: sql<string>`now()` })
      .executeTakeFirstOrThrow()
    if (numUpdatedRows === 0n || performance.now() > deadline) return Number(numUpdatedRows)
    await sleep(lookEveryMs)
  }
}
