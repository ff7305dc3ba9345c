import { loadConfig } from '../../src/config/config.ts'
import { readEnv } from '../../src/config/env.ts'
import { openContext } from '../../src/context.ts'
import { writeBatch } from '../../src/ingest/write/write-batch.ts'
import { createLog } from '../../src/platform/log/log.ts'
import { PendingWork } from '../../src/platform/process/pending-work.ts'
import { Servers } from '../../src/serve/servers/servers.ts'
import { startApi } from '../../src/serve/start-api.ts'
import { stageRows, type SubmittedRows } from '../../src/testing/rows/staged-rows.ts'

/** A process that answers and is told of each commit by who writes, as by the ingester that `serve` starts: this one. */
export type WritingProcess = AsyncDisposable & {
  base: string
  /** Stores rows in a transaction of their own, and tells the API of it, as the ingester does. */
  write: (rows: SubmittedRows) => Promise<void>
}

/** Starts the API in this process. */
export async function startWritingProcess(url: string, dataDir: string): Promise<WritingProcess> {
  await using stack = new AsyncDisposableStack()
  const env = { DATABASE_URL: url, DATA_DIR: dataDir, PORT: '0' }
  const ending = new AbortController()
  const context = stack.use(
    await openContext({
      config: loadConfig(readEnv(env)),
      log: createLog('error'),
      signal: ending.signal,
      pending: new PendingWork(),
      applicationName: 'treeline freshness',
    }),
  )
  const facts = {
    roles: ['api'],
    startedAt: new Date(),
    metricsUrl: null,
    isLoadingDemoData: false,
  }
  const servers = stack.use(new Servers(context))
  const api = await startApi(context, facts, { note: () => {}, servers, stack })
  const client = await context.database.pool.connect()
  stack.defer(() => client.release())
  const started = stack.move()
  return {
    base: api.url,
    write: async (rows) => {
      const { version } = await writeBatch(client, stageRows(rows))
      if (version !== null) await api.hear(version)
    },
    [Symbol.asyncDispose]: () => started.disposeAsync(),
  }
}
