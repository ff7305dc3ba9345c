import { expect, test } from 'vitest'
import { dropMalformedFile } from './kinds/drop-malformed-file.ts'
import { killIngester } from './kinds/kill-ingester.ts'
import { restartPostgres } from './kinds/restart-postgres.ts'
import { checkOutcome } from './outcome/check-outcome.ts'
import { runRounds } from './run-rounds.ts'
import { openWorld } from './world/world.ts'

/** Four programs and a PostgreSQL of its own: 10 s on an idle machine. */
const patience = { timeout: 180_000 }

test('nothing is lost when an ingester is killed and PostgreSQL restarted', patience, async () => {
  await using stack = new AsyncDisposableStack()
  const seed = 1
  const world = await openWorld(seed, stack)
  const faults = [killIngester, dropMalformedFile, restartPostgres]
  const { signal } = new AbortController()
  await runRounds(world, { faults, rounds: faults.length, seed, say: () => {}, signal })
  const wrong: string[] = []
  let checks = 0
  await checkOutcome(world, (sentence, isSo, instead) => {
    checks += 1
    if (!isSo) wrong.push(`${sentence}: ${instead}`)
  })
  expect(wrong).toEqual([])
  expect(checks).toBeGreaterThan(8)
})
