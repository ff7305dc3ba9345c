import cluster from 'node:cluster'
import { availableParallelism } from 'node:os'
import type { Context } from '../../context.ts'
import type { Trouble } from '../../notify/troubles/trouble.ts'
import { writeLogLine } from '../../platform/log.ts'
import type { ApiFacts, RunningApi } from '../start-api.ts'
import { metricsOf } from './added-metrics.ts'
import type { WorkerOrders } from './messages.ts'
import { saidOnce } from './said-once.ts'
import { createWorkerMetrics } from './worker-metrics.ts'
import { Workers } from './workers.ts'

/** The API, answered by other processes, and what they and this one show together. */
export type RunningWorkers = RunningApi & { metrics: () => Promise<string> }

/**
 * Has the API answered by so many processes on one port. This process holds the port, notices one that is taken, and
 * keeps it while a worker is started again; the workers take the connections from it themselves.
 *
 * Of 16 connections that stay open the busier of two workers has 8 to 13. It is the same where each listens for itself
 * (`SO_REUSEPORT`), but a worker that dies takes along what waits for it, and a second service on the port is
 * not noticed. Where this process hands connections on in turn it is 8 to 11; but one that is on its way to a worker
 * that dies hangs for ever, and all wait while this process is busy with what it takes in.
 *
 * While no worker is left the port is free until the first one is back: the port is held for workers, and node lets
 * it go with the last of them. A socket of this process that holds it meanwhile would keep them from it as well, or, with
 * `SO_REUSEPORT`, take connections that nobody answers; and of a handle that listens but takes none node knows nothing.
 *
 * @throws WorkerFailed with the code of what a single process would throw
 */
export async function startWorkers(
  context: Context,
  count: number,
  facts: ApiFacts,
  { note, stack }: { note: (trouble: Trouble) => void; stack: AsyncDisposableStack },
): Promise<RunningWorkers> {
  const { config, database, log, metrics, pending, signal } = context
  cluster.schedulingPolicy = cluster.SCHED_NONE
  cluster.setupPrimary({ args: ['serve', '--role', 'api'], serialization: 'advanced' })
  let { isLoadingDemoData } = facts
  const orders = (): WorkerOrders => ({
    config: {
      ...config,
      database: { kind: 'external', url: database.url, connectTimeoutSeconds: null },
    },
    facts: { ...facts, isLoadingDemoData },
    processors: Math.max(1, Math.floor(availableParallelism() / count)),
  })
  const listeners = { onLine: saidOnce(writeLogLine), onTrouble: note }
  const workers = new Workers({
    count,
    orders,
    log,
    metrics: createWorkerMetrics(metrics),
    listeners,
  })
  let ended: Promise<void> | undefined
  const end = () => (ended ??= pending.during('requests in progress', () => workers.end()))
  // with the other servers, while the batch in flight is finished
  signal.addEventListener('abort', () => void end(), { once: true })
  stack.defer(end)
  const url = await workers.start()
  return {
    url,
    hear: (number) => workers.tell({ kind: 'commit', number }),
    exampleDataIsLoaded: () => {
      isLoadingDemoData = false
      workers.tell({ kind: 'loaded' })
    },
    metrics: async () => workers.metrics(await metricsOf(metrics)),
  }
}
