import { setTimeout as sleep } from 'node:timers/promises'

export type Backoff = {
  /** Attempts in all; undefined: until the caller's signal is aborted. */
  attempts: number | undefined
  firstDelayMs: number
  /** Delays double up to this. */
  maxDelayMs: number
}

/** Half a minute in all for a command that a person waits for. */
export const backoffOnce: Backoff = { attempts: 9, firstDelayMs: 200, maxDelayMs: 8_000 }

/** A service outlives any outage of its database. */
export const backoffService: Backoff = {
  attempts: undefined,
  firstDelayMs: 200,
  maxDelayMs: 10_000,
}

/**
 * Waits before attempt number `failures + 1`. Jitter of a half keeps several ingesters from coming
 * back to a restarted server at the same instant.
 *
 * @throws the signal's reason when it is aborted
 */
export async function pause(
  backoff: Backoff,
  failures: number,
  signal: AbortSignal,
): Promise<void> {
  const delay = Math.min(backoff.firstDelayMs * 2 ** (failures - 1), backoff.maxDelayMs)
  signal.throwIfAborted()
  await sleep(delay * (0.5 + Math.random() / 2), undefined, { signal }).catch(() => {
    signal.throwIfAborted()
  })
}
