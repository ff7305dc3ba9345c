import type { GuardedClient } from '../../platform/guarded-fetch/guarded-client.ts'
import { wantedUntil } from '../../platform/wanted-until.ts'
import { fetchLog, fetchToKeep } from './fetch-log.ts'
import type { FoundLog } from '../../store/cache/log-store.ts'
import type { Log, WholeLog } from './log.ts'
import type { LogCache } from './log-cache.ts'
import { unpackLog } from './unpack-log.ts'

/**
 * Whoever wants a log that somebody else is fetching waits so long for it to be kept: long enough for most, and
 * not for a reader with a slow connection.
 */
const longestWaitMs = 2_000

/**
 * Opens a log of another host, or the one that was fetched lately. Its first bytes have come then, so that
 * most of what can go wrong has gone wrong already. Those who ask for it at the same time wait for the
 * first of them; where that one leaves, or the log cannot be kept, they fetch it themselves.
 *
 * @throws FetchError; LogRefused when the host does not give it
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

/** How it may be given again. */
function againOf(kept: FoundLog, cache: LogCache): Omit<WholeLog, 'body'> {
  return { goodUntil: cache.goodUntil(kept), countUse: () => cache.count('hit') }
}
