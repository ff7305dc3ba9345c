import type { Context } from '../../context.ts'
import { ReadyAnswers } from '../../http/ready/ready-answers.ts'
import { createReadyMetrics } from '../../http/ready/ready-metrics.ts'
import type { ReadDatabase } from '../../read/database.ts'
import type { DataVersion } from '../../read/versions/data-version.ts'
import { readLastChanges } from '../../read/versions/read-last-changes.ts'
import { ResponseStore } from '../../store/cache/response-store.ts'
import { shelfInCache } from './cache-shelf.ts'

/**
 * The ready-made answers of this process.
 *
 * @param version of the newest state that is known
 * @param db shows that state, or a newer one
 */
export async function openReadyAnswers(
  context: Context,
  version: DataVersion,
  db: ReadDatabase,
): Promise<ReadyAnswers> {
  const { config, log, metrics } = context
  const { memoryBytes, fileBytes } = config.readyAnswers
  const store = new ResponseStore((await context.cache()).db, fileBytes)
  return new ReadyAnswers({
    version,
    shelf: fileBytes === 0 ? null : shelfInCache(store, log),
    lastChanges: (scopes) => readLastChanges(db, scopes),
    maxMemoryBytes: memoryBytes,
    log,
    metrics: createReadyMetrics(metrics),
  })
}
