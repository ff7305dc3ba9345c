import { availableParallelism } from 'node:os'
import type { Context } from '../../context.ts'
import { externalDatabase } from './external-database.ts'
import type { Ingesting, WorkerOrders } from './messages.ts'
import type { WorkersSurroundings } from './start-workers.ts'
import { Workers } from './workers.ts'

/** A process that ingests for this one. */
export type RunningIngester = Pick<Workers, 'measure'> & {
  /** How many submissions of example data it has loaded, once it takes in others; fails when it cannot begin. */
  exampleData: Promise<number>
}

type IngesterSurroundings = WorkersSurroundings & {
  /** Is told the number of each commit; resolves when no answer will be older. */
  hear: (commit: number) => Promise<void>
}

/** Has the spool ingested by a process of its own, so that nobody who is answered waits for what it does. */
export function startIngester(
  context: Context,
  wanted: Omit<Ingesting, 'role'>,
  { note, metrics, hear, stack }: IngesterSurroundings,
): RunningIngester {
  const { log, pending, signal } = context
  let { loadsExampleData } = wanted
  const loaded = Promise.withResolvers<number>()
  // where it cannot begin nobody asks for more
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
  // with the servers, while requests in progress are answered
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
