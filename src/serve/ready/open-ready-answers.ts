import type { Context } from '../../context.ts'
import { ReadyAnswers } from '../../http/ready/ready-answers.ts'
import { createReadyMetrics } from '../../http/ready/ready-metrics.ts'
import { DataVersion } from '../../read/versions/data-version.ts'
import { followVersions } from '../../read/versions/follow-versions.ts'
import { showVersion } from '../../read/versions/version-metrics.ts'
import { readLastChange } from '../../read/versions/read-last-change.ts'
import { ResponseStore } from '../../store/cache/response-store.ts'
import { shelfInCache } from './cache-shelf.ts'

/** The ready-made answers of this process, which follow the commits of all until they are disposed of. */
export async function openReadyAnswers(
  context: Context,
  stack: AsyncDisposableStack,
): Promise<ReadyAnswers> {
  const { config, database, log, metrics } = context
  const version = new DataVersion()
  showVersion(metrics, version)
  const ending = new AbortController()
  const following = followVersions({
    url: database.url,
    applicationName: database.applicationName,
    version,
    log,
    signal: ending.signal,
  })
  stack.defer(async () => {
    ending.abort()
    await following
  })
  const { memoryBytes, fileBytes } = config.readyAnswers
  const store = new ResponseStore((await context.cache()).db, fileBytes)
  return new ReadyAnswers({
    version,
    shelf: fileBytes === 0 ? null : shelfInCache(store, log),
    lastChange: (scopes) => readLastChange(database.db, scopes),
    maxMemoryBytes: memoryBytes,
    log,
    metrics: createReadyMetrics(metrics),
  })
}
