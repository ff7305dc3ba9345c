import { setTimeout as sleep } from 'node:timers/promises'

export type Backoff = {
  /** Attempts in all; undefined: until the caller's signal is aborted. */
  attempts: number | undefined
  firstDelayMs: number
  /** Delays double up to this. */
  maxDelayMs: number
}

/** For a command that a person waits for: half a minute in all. */
export const backoffOnce: Backoff = { attempts: 9, firstDelayMs: 200, maxDelayMs: 8_000 }

/** For a service: tries for ever. */
export const backoffService: Backoff = {
  attempts: undefined,
  firstDelayMs: 200,
  maxDelayMs: 10_000,
}

/**
 * Waits before attempt number `failures + 1`. The delay is shortened by a random part, up to a half, so that
 * several ingesters do not come back to a restarted server at the same moment.
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
