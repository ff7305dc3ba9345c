import type { Context } from '../context.ts'
import { createExcerptMetrics } from '../ingest/excerpts/excerpt-metrics.ts'
import { ExcerptMover, type ExcerptMoverOptions } from '../ingest/excerpts/excerpt-mover.ts'
import type { ExcerptSettings } from '../ingest/excerpts/excerpt-rule.ts'
import { directoryStorage, type ExcerptStorage } from '../ingest/excerpts/excerpt-storage.ts'
import type { IngestExcerpts } from '../ingest/excerpts/ingest-excerpts.ts'
import { storageService } from '../ingest/excerpts/storage-service.ts'
import type { FetchMetrics } from '../platform/guarded-fetch/fetch-metrics.ts'
import { createGuardedClient } from '../platform/guarded-fetch/guarded-client.ts'
import { ruleOfAddress } from '../platform/guarded-fetch/host-rules.ts'
import { cacheFile } from '../store/cache/open-cache.ts'
import { excerptDirectory } from '../store/excerpts/excerpt-directory.ts'

/** What it works with. */
type Surroundings = Pick<Context, 'cache' | 'config' | 'log' | 'metrics' | 'signal'> & {
  database: Pick<Context['database'], 'db' | 'pool'>
}

/** As the reference has it (ingestion.md 2.10), in milliseconds. */
const uploadMs = 30_000

/**
 * Ingests, and moves long log excerpts into storage meanwhile, when the settings say so. A command that
 * ends moves at last what is left; what storage does not take then stays in its row for another time.
 *
 * @param ingest with what it needs to know; undefined when excerpts stay where they are
 */
export async function moveExcerptsBeside<Result>(
  context: Surroundings,
  fetchMetrics: FetchMetrics,
  { once }: { once: boolean },
  ingest: (excerpts: IngestExcerpts | undefined) => Promise<Result>,
): Promise<Result> {
  if (!context.config.excerpts.converts) return ingest(undefined)
  const options = await moverOptions(context, fetchMetrics)
  const ended = new AbortController()
  const mover = new ExcerptMover({
    ...options,
    signal: AbortSignal.any([context.signal, ended.signal]),
  })
  const moving = mover.run()
  try {
    return await ingest({
      settings: threadSettings(context),
      mayWait: () => mover.mayWait,
      onWaiting: () => mover.wake(),
    })
  } finally {
    ended.abort()
    await moving
    if (once) await new ExcerptMover(options).drain()
  }
}

async function moverOptions(
  context: Surroundings,
  fetchMetrics: FetchMetrics,
): Promise<ExcerptMoverOptions> {
  const { config, database, log, metrics, signal } = context
  return {
    pool: database.pool,
    db: database.db,
    storage: await openStorage(context, fetchMetrics),
    threshold: config.excerpts.threshold,
    metrics: createExcerptMetrics(metrics),
    log,
    signal,
  }
}

/** Where excerpts go. */
async function openStorage(
  { config, cache }: Pick<Context, 'config' | 'cache'>,
  metrics: FetchMetrics,
): Promise<ExcerptStorage> {
  const { storage, baseUrl, knownMax } = config.excerpts
  if (storage.kind === 'directory') {
    return directoryStorage(excerptDirectory(config.dataDir), baseUrl)
  }
  const client = createGuardedClient({
    hosts: [ruleOfAddress(baseUrl)],
    allowLoopback: config.fetch.allowLoopback,
    allowPrivate: storage.allowPrivate,
    limits: { wholeMs: uploadMs },
    metrics,
  })
  const { db } = await cache()
  return storageService({ client, baseUrl, token: storage.token, cache: { db, max: knownMax } })
}

function threadSettings({ config }: Pick<Context, 'config'>): ExcerptSettings {
  const { threshold, baseUrl, storage } = config.excerpts
  const kept: ExcerptSettings['kept'] =
    storage.kind === 'directory'
      ? { kind: 'directory', directory: excerptDirectory(config.dataDir) }
      : { kind: 'cache', file: cacheFile(config.dataDir) }
  return { threshold, baseUrl, kept }
}
