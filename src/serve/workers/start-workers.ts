import cluster from 'node:cluster'
import { availableParallelism } from 'node:os'
import type { Context } from '../../context.ts'
import type { Trouble } from '../../notify/troubles/trouble.ts'
import { writeLogLine } from '../../platform/log/log.ts'
import type { ApiFacts, RunningApi } from '../start-api.ts'
import { externalDatabase } from './external-database.ts'
import type { WorkerOrders } from './messages.ts'
import { saidOnce } from './said-once.ts'
import type { WorkerMetrics } from './worker-metrics.ts'
import { Workers } from './workers.ts'

/** The API as it is answered by workers, and the metrics of each of them. */
export type RunningWorkers = RunningApi & Pick<Workers, 'measure'>

/** What workers have in common with the rest of the service. */
export type WorkersSurroundings = {
  /** Called with errors that people are to be told of. */
  note: (trouble: Trouble) => void
  metrics: WorkerMetrics
  stack: AsyncDisposableStack
}

/**
 * Starts `count` processes that answer the API on one port. This process listens on the port and keeps it while a worker
 * is started again; the workers accept the connections themselves. A port that is taken is noticed here.
 *
 * Of 16 connections that stay open, the busier of two workers has 8 to 13. The alternatives: when each worker listens
 * for itself (`SO_REUSEPORT`) it is the same, but the connections that wait for a worker are lost when it dies, and a
 * second service on the port is not noticed. When this process passes connections on in turn it is 8 to 11, but a
 * connection that is passed to a dying worker hangs for ever, and all wait while this process is busy.
 *
 * When no worker is left, the port is free until one is back: node listens for its workers, and stops with the last of
 * them. This process cannot hold the port meanwhile: an ordinary socket would keep the workers from it, and one with
 * `SO_REUSEPORT` would accept connections that nobody answers.
 *
 * @throws WorkerFailed with the code of the error that a single process would throw; the reason of the signal after an
 *   abort
 */
export async function startWorkers(
  context: Context,
  count: number,
  facts: ApiFacts,
  { note, metrics, stack }: WorkersSurroundings,
): Promise<RunningWorkers> {
  const { log, pending, signal } = context
  signal.throwIfAborted()
  cluster.schedulingPolicy = cluster.SCHED_NONE
  let { isLoadingDemoData } = facts
  const orders = (): WorkerOrders => ({
    config: externalDatabase(context),
    work: { role: 'api', facts: { ...facts, isLoadingDemoData } },
    processors: Math.max(1, Math.floor(availableParallelism() / count)),
  })
  const listeners = { onLine: saidOnce(writeLogLine), onTrouble: note }
  const workers = new Workers({ count, orders, log, metrics, listeners })
  let ended: Promise<void> | undefined
  const end = () => (ended ??= pending.during('requests in progress', () => workers.end()))
  // at the same time as the other servers, while the batch in flight is finished
  signal.addEventListener('abort', () => void end(), { once: true })
  stack.defer(end)
  const url = await workers.start().catch((error: unknown) => {
    // a process that is asked to end before it handles the signal just ends, though it could have begun
    signal.throwIfAborted()
    throw error
  })
  return {
    url: url ?? '',
    hear: (number) => workers.hear(number),
    exampleDataIsLoaded: () => {
      isLoadingDemoData = false
      workers.tell({ kind: 'loaded' })
    },
    measure: () => workers.measure(),
  }
}
