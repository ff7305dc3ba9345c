import type { GuardedClient } from '../../platform/guarded-fetch/guarded-client.ts'
import type { Flight } from '../../platform/waiting/single-flight.ts'
import { wantedUntil } from '../../platform/waiting/wanted-until.ts'
import { afterFirstChunk } from './after-first-chunk.ts'
import type { Log } from './log.ts'
import type { LogCache, LogFate } from './log-cache.ts'
import { LogRefused } from './log-refused.ts'
import { packWhileRead } from './pack-while-read.ts'

/** What keeps a log while it is read, and tells the requests that wait for it. */
type Keeper = { cache: LogCache; address: string; flight: Flight<LogFate> }

/**
 * Fetches a log.
 *
 * @param keeper keeps the log while it is read; without it the log is not kept
 * @throws FetchError; LogRefused when the host answers with another status than 200
 */
export async function fetchLog(client: GuardedClient, url: string, keeper?: Keeper): Promise<Log> {
  const answer = await client.fetch(url, { purpose: 'proxy', signal: wantedUntil() })
  const { status, headers, length } = answer
  const type = headers['content-type']
  const dispose = () => answer[Symbol.dispose]()
  if (status !== 200) {
    dispose()
    throw new LogRefused(status)
  }
  const mayBeKept = !/no-store|private/i.test(headers['cache-control'] ?? '')
  if (!mayBeKept) keeper?.flight.end('not kept')
  const body = keeper && mayBeKept ? keptMeanwhile(answer.body, type, keeper) : answer.body
  return { type, length, body: await afterFirstChunk(body), [Symbol.dispose]: dispose }
}

/**
 * Fetches a log and keeps it. Whatever happens, the requests that wait for it are told.
 *
 * @throws as {@link fetchLog}
 */
export async function fetchToKeep(
  client: GuardedClient,
  url: string,
  keeper: Keeper,
): Promise<Log> {
  const leave = () => keeper.flight.end('left')
  wantedUntil()?.addEventListener('abort', leave, { once: true })
  try {
    const log = await fetchLog(client, url, keeper)
    const dispose = () => {
      log[Symbol.dispose]()
      leave()
    }
    return { ...log, [Symbol.dispose]: dispose }
  } catch (error) {
    keeper.flight.end(fateOfFailed())
    throw error
  }
}

async function* keptMeanwhile(
  body: AsyncIterable<Buffer>,
  type: string | undefined,
  { cache, address, flight }: Keeper,
): AsyncGenerator<Buffer, void> {
  const tooLarge = () => {
    cache.count('too_large')
    flight.end('not kept')
  }
  try {
    yield* packWhileRead(body, cache.maxLogBytes, {
      tooLarge,
      whole: async (packed) => {
        const isKept = await cache.keep(address, { ...packed, type: type ?? null })
        flight.end(isKept ? 'kept' : 'not kept')
      },
    })
  } catch (error) {
    flight.end(fateOfFailed())
    throw error
  } finally {
    flight.end('left')
  }
}

/** A failure of the host would meet the other requests as well, so they need not wait for each other. */
function fateOfFailed(): LogFate {
  return wantedUntil()?.aborted === true ? 'left' : 'not kept'
}
