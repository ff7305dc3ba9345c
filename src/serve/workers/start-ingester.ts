import { availableParallelism } from 'node:os'
import type { Context } from '../../context.ts'
import { externalDatabase } from './external-database.ts'
import type { Ingesting, WorkerOrders } from './messages.ts'
import type { WorkersSurroundings } from './start-workers.ts'
import { Workers } from './workers.ts'

/** A running process that ingests for this one. */
export type RunningIngester = Pick<Workers, 'measure'> & {
  /** Resolves when it begins with the spool, to the number of submissions of example data that it has loaded. Rejects when it cannot begin. */
  exampleData: Promise<number>
}

type IngesterSurroundings = WorkersSurroundings & {
  /** Called with the number of each commit; resolves when no later answer will be older than it. */
  hear: (commit: number) => Promise<void>
}

/** Starts a process that ingests the spool, so that the work does not delay answers of this process. */
export function startIngester(
  context: Context,
  wanted: Omit<Ingesting, 'role'>,
  { note, metrics, hear, stack }: IngesterSurroundings,
): RunningIngester {
  const { log, pending, signal } = context
  let { loadsExampleData } = wanted
  const loaded = Promise.withResolvers<number>()
  // nobody may be waiting for it when it cannot begin
  loaded.promise.catch(() => {})
  const orders = (): WorkerOrders => ({
    config: externalDatabase(context),
    work: { ...wanted, role: 'ingest', loadsExampleData },
    processors: availableParallelism(),
  })
  const ingester = new Workers({
    count: 1,
    orders,
    log,
    metrics,
    listeners: {
      onTrouble: note,
      onCommit: hear,
      onLoaded: (submissions) => {
        loadsExampleData = false
        loaded.resolve(submissions)
      },
      onFailed: (failure) => loaded.reject(failure),
    },
  })
  const exampleData = async () => {
    await ingester.start()
    return loaded.promise
  }
  let ended: Promise<void> | undefined
  const end = () =>
    (ended ??= pending.during('PostgreSQL, for the batch in flight', () => ingester.end()))
  // at the same time as the servers, while requests in progress are answered
  signal.addEventListener('abort', () => void end().then(() => loaded.reject(signal.reason)), {
    once: true,
  })
  stack.defer(end)
  return {
    exampleData: exampleData().catch((error: unknown) => {
      signal.throwIfAborted()
      throw error
    }),
    measure: () => ingester.measure(),
  }
}
