import type pg from 'pg'
import { withLongSession } from '../../store/app/connection/long-session.ts'
import { inTransaction } from '../../store/app/transaction.ts'
import type { RebuildChanges } from '../rebuild/rebuild-run.ts'
import { repairDrift } from './repair.ts'
import { compare, createDriftTable, type Drift, driftFound } from './verify-comparison.ts'
import { dayComparisons } from './verify-days.ts'
import { factComparisons } from './verify-facts.ts'
import { pickSample, type VerifySample } from './verify-sample.ts'
import { sumComparisons } from './verify-sums.ts'

export type { Drift, VerifySample }

export type VerifyOptions = {
  /** Builds to look at, at random; their checkouts are sampled in turn. */
  sample: VerifySample
  /** Recompute what differs. */
  repair: boolean
  signal?: AbortSignal | undefined
  /** Told what is compared or repaired next. */
  onProgress?: ((step: string) => void) | undefined
}

export type VerifyReport = {
  /** Tables that differ, as they were found; empty when all is right. */
  drift: Drift[]
  /** What the repair wrote; absent when none was asked for or none was needed. */
  repaired?: RebuildChanges
}

/**
 * Compares facts with raw rows and sums with facts, in one snapshot, without holding up anybody
 * (rollup.md 3). With `repair`, the tests, builds and checkouts that differ are recomputed under the
 * writer lock and every scope gets a new version.
 */
export async function verifyRollUp(
  pool: pg.Pool,
  { sample, repair, signal, onProgress = () => {} }: VerifyOptions,
): Promise<VerifyReport> {
  return withLongSession(pool, signal, async (client) => {
    const drift = await inTransaction(client, 'repeatable read', () =>
      findDrift(client, sample, signal, onProgress),
    )
    if (!repair || drift.length === 0) return { drift }
    return { drift, repaired: await repairDrift(client, { signal, onStep: onProgress }) }
  })
}

async function findDrift(
  client: pg.ClientBase,
  sample: VerifySample,
  signal: AbortSignal | undefined,
  onProgress: (step: string) => void,
): Promise<Drift[]> {
  await client.query(`set local work_mem = '128MB'; set local jit = off`)
  await createDriftTable(client)
  onProgress('pick a sample')
  const picked = await pickSample(client, sample)
  const comparisons = [
    ...factComparisons(picked),
    ...sumComparisons(picked),
    ...dayComparisons(picked),
  ]
  for (const comparison of comparisons) {
    signal?.throwIfAborted()
    onProgress(`compare ${comparison.table}`)
    await compare(client, comparison)
  }
  return driftFound(client)
}
