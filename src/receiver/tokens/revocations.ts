import { errorMessage } from '../../platform/errors/error-message.ts'
import type { Logger } from '../../platform/log/log.ts'

/** How old the knowledge of a receiver may be, in milliseconds, while the database answers. */
const refreshMs = 5_000

/** Which tokens are revoked, as of a few seconds ago. */
export type Revocations = Disposable & { isRevoked: (id: string) => boolean }

/**
 * Follows what is revoked, by whatever process. Not asked at each request: a receiver takes submissions in
 * while the database is away, and then goes by what it knew last.
 *
 * @param read the ids of all revoked tokens
 * @throws whatever the first reading throws: a receiver that knows nothing would let revoked tokens in
 */
export async function followRevocations(
  read: () => Promise<readonly string[]>,
  log: Logger,
  everyMs = refreshMs,
): Promise<Revocations> {
  let revoked = new Set(await read())
  let isInTrouble = false
  let isReading = false
  const refresh = async () => {
    if (isReading) return
    isReading = true
    try {
      revoked = new Set(await read())
      isInTrouble = false
    } catch (error) {
      if (!isInTrouble) {
        log.warn({ reason: errorMessage(error) }, 'cannot see which tokens were revoked lately')
      }
      isInTrouble = true
    } finally {
      isReading = false
    }
  }
  const timer = setInterval(() => void refresh(), everyMs).unref()
  return {
    isRevoked: (id) => revoked.has(id),
    [Symbol.dispose]: () => clearInterval(timer),
  }
}
