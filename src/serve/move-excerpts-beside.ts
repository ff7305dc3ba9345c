import type { Context } from '../context.ts'
import { createExcerptMetrics } from '../ingest/excerpts/excerpt-metrics.ts'
import { ExcerptMover, type ExcerptMoverOptions } from '../ingest/excerpts/excerpt-mover.ts'
import type { ExcerptSettings } from '../ingest/excerpts/excerpt-rule.ts'
import type { IngestExcerpts } from '../ingest/excerpts/ingest-excerpts.ts'
import { openExcerptStorage } from '../ingest/excerpts/open-excerpt-storage.ts'
import { cacheFile } from '../store/cache/open-cache.ts'
import { excerptDirectory } from '../store/excerpts/excerpt-directory.ts'

/** What it works with. */
type Surroundings = Pick<Context, 'cache' | 'config' | 'log' | 'metrics' | 'signal'> & {
  database: Pick<Context['database'], 'db' | 'pool'>
}

/**
 * Ingests, and moves long log excerpts into storage meanwhile, when the settings say so. A command that
 * ends moves at last what is left; what storage does not take then stays in its row for another time.
 *
 * @param ingest with what it needs to know; undefined when excerpts stay where they are
 */
export async function moveExcerptsBeside<Result>(
  context: Surroundings,
  { once }: { once: boolean },
  ingest: (excerpts: IngestExcerpts | undefined) => Promise<Result>,
): Promise<Result> {
  if (!context.config.excerpts.converts) return ingest(undefined)
  const options = await moverOptions(context)
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

async function moverOptions(context: Surroundings): Promise<ExcerptMoverOptions> {
  const { config, database, log, metrics, signal } = context
  return {
    pool: database.pool,
    db: database.db,
    storage: await openExcerptStorage(context),
    threshold: config.excerpts.threshold,
    metrics: createExcerptMetrics(metrics),
    log,
    signal,
  }
}

function threadSettings({ config }: Pick<Context, 'config'>): ExcerptSettings {
  const { threshold, baseUrl, storage } = config.excerpts
  const kept: ExcerptSettings['kept'] =
    storage.kind === 'directory'
      ? { kind: 'directory', directory: excerptDirectory(config.dataDir) }
      : { kind: 'cache', file: cacheFile(config.dataDir) }
  return { threshold, baseUrl, kept }
}
