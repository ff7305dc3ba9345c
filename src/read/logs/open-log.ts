import type { GuardedClient } from '../../platform/guarded-fetch/guarded-client.ts'
import { wantedUntil } from '../../platform/waiting/wanted-until.ts'
import { fetchLog, fetchToKeep } from './fetch-log.ts'
import type { FoundLog } from '../../store/cache/log-store.ts'
import type { Log, WholeLog } from './log.ts'
import type { LogCache } from './log-cache.ts'
import { unpackLog } from './unpack-log.ts'

/**
 * How long a request waits for a log that another request is fetching, in milliseconds: enough for most logs, but not
 * for a reader with a slow connection.
 */
const longestWaitMs = 2_000

/**
 * Opens a log of another host: the copy in the cache, or one that is fetched now. It returns once the first bytes have
 * come, so most failures show before an answer begins. Of several requests for the same log one fetches it and the
 * others wait; when that one leaves, or its log cannot be kept, they fetch it themselves.
 *
 * @throws FetchError; LogRefused when the host answers with another status than 200
 */
export async function openLog(
  client: GuardedClient,
  cache: LogCache | undefined,
  url: string,
): Promise<Log> {
  const address = client.allowed(url)?.href
  if (address === undefined || cache === undefined) return fetchLog(client, url)
  while (true) {
    const kept = await cache.find(address)
    const log = kept && (await unpackLog(kept, againOf(kept, cache)))
    if (log) return log
    const flight = cache.underWay.begin(address)
    if (flight !== undefined) return fetchToKeep(client, url, { cache, address, flight })
    const patience = { atMostMs: longestWaitMs, signal: wantedUntil() }
    const fate = await cache.underWay.outcome(address, patience)
    if (fate === null || fate === 'not kept') return fetchLog(client, url)
  }
}

/** For how long a kept log may be given again without looking into the cache. */
function againOf(kept: FoundLog, cache: LogCache): Omit<WholeLog, 'body'> {
  return { goodUntil: cache.goodUntil(kept), countUse: () => cache.count('hit') }
}
