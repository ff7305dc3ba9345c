import { setTimeout as sleep } from 'node:timers/promises'
import type { PassResult } from './ingest-pass.ts'
import { addTotals, filesMoved, noTotals, type IngestTotals } from './progress/ingest-totals.ts'

/** How often to look whether another ingester is done with its files, in milliseconds. */
const lookAgainMs = 100

/** Another ingester that has not got any further for so long is not waited for, in milliseconds. */
const patienceMs = 30_000

/**
 * Passes over the spool until one can move nothing more away and nobody else works on anything.
 *
 * @throws the signal's reason when it is aborted before that
 */
export async function drainSpool(
  pass: (totals: IngestTotals) => Promise<PassResult>,
  totals: IngestTotals,
  signal: AbortSignal,
): Promise<void> {
  let waitsFor = 0
  let waitsSince = 0
  for (;;) {
    const { moved, elsewhere } = await onePass(pass, totals)
    signal.throwIfAborted()
    if (moved > 0) continue
    if (elsewhere === 0) return
    if (elsewhere !== waitsFor) [waitsFor, waitsSince] = [elsewhere, performance.now()]
    if (performance.now() - waitsSince > patienceMs) {
      totals.filesLeft += elsewhere
      return
    }
    await sleep(lookAgainMs, undefined, { signal })
  }
}

async function onePass(
  pass: (totals: IngestTotals) => Promise<PassResult>,
  totals: IngestTotals,
): Promise<{ moved: number; elsewhere: number }> {
  const done = noTotals()
  try {
    const { elsewhere } = await pass(done)
    return { moved: filesMoved(done), elsewhere }
  } finally {
    totals.filesLeft = 0 // counted anew by each pass
    addTotals(totals, done)
  }
}
