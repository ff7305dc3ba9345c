import type { Context } from '../context.ts'
import { createFetchMetrics, type FetchMetrics } from '../platform/guarded-fetch/fetch-metrics.ts'
import { createGuardedClient } from '../platform/guarded-fetch/guarded-client.ts'
import { ruleOfAddress } from '../platform/guarded-fetch/host-rules.ts'
import { excerptsOfService, excerptsOnDisk, type KeptExcerpts } from '../read/logs/kept-excerpts.ts'
import { LogCache } from '../read/logs/log-cache.ts'
import { createLogs, logPurposes, type Logs } from '../read/logs/logs.ts'
import { excerptDirectory } from '../store/excerpts/excerpt-directory.ts'

/** What it works with. */
type Surroundings = Pick<Context, 'cache' | 'config' | 'log' | 'metrics'>

/** What the API shows of logs: those of other hosts, and excerpts that were moved out of their rows. */
export async function openLogs(context: Surroundings): Promise<Logs> {
  const { log, metrics: registry, config } = context
  const { hosts, allowLoopback, cache: bounds, ...limits } = config.fetch
  const metrics = createFetchMetrics(registry, logPurposes)
  const client = createGuardedClient({ hosts, allowLoopback, limits, metrics })
  const cache = new LogCache({ ...bounds, cache: await context.cache(), log, metrics: registry })
  return createLogs(client, cache, keptExcerpts(context, metrics, cache))
}

/** Also where none is moved any more: rows still know the addresses. */
function keptExcerpts(
  { config }: Pick<Context, 'config'>,
  metrics: FetchMetrics,
  cache: LogCache,
): KeptExcerpts {
  const { baseUrl, storage } = config.excerpts
  if (storage.kind === 'directory') {
    return excerptsOnDisk(excerptDirectory(config.dataDir))
  }
  const { allowLoopback, cache: _, hosts: __, ...limits } = config.fetch
  const { allowPrivate } = storage
  const hosts = [ruleOfAddress(`${baseUrl}/logexcerpt/`)]
  const client = createGuardedClient({ hosts, allowLoopback, allowPrivate, limits, metrics })
  return excerptsOfService(client, cache, baseUrl)
}
