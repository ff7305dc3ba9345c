import { setTimeout as sleep } from 'node:timers/promises'
import type { Logger } from '../../../platform/log/log.ts'
import type { Spool } from '../spool.ts'
import { sweepSpool, type Retention } from './sweep-spool.ts'

/** A service that was just started has other things to do, in milliseconds. */
const firstAfterMs = 60_000

/** What is kept for days need not go to the minute, in milliseconds. */
const everyMs = 6 * 3_600_000

export type SweepingOptions = {
  spool: Spool
  retention: Retention
  log: Pick<Logger, 'info' | 'warn'>
  signal: AbortSignal
}

/** Sweeps a spool now and then, beside the work, until the signal is aborted. What goes wrong is logged. */
export async function sweepNowAndThen({
  spool,
  retention,
  log,
  signal,
}: SweepingOptions): Promise<void> {
  for (let pauseMs = firstAfterMs; !signal.aborted; pauseMs = everyMs) {
    await sleep(pauseMs, undefined, { signal, ref: false }).catch(() => {})
    if (signal.aborted) return
    try {
      const { archive, failed } = await sweepSpool(spool, retention, signal)
      const files = { archived: archive.files, failed: failed.files }
      if (archive.files + failed.files > 0) log.info(files, 'removed what was kept long enough')
    } catch (error) {
      if (!signal.aborted) log.warn({ err: error }, 'the spool cannot be swept')
    }
  }
}
