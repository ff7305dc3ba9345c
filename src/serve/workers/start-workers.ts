import cluster from 'node:cluster'
import { availableParallelism } from 'node:os'
import type { Context } from '../../context.ts'
import type { Trouble } from '../../notify/troubles/trouble.ts'
import { writeLogLine } from '../../platform/log.ts'
import type { ApiFacts, RunningApi } from '../start-api.ts'
import { externalDatabase } from './external-database.ts'
import type { WorkerOrders } from './messages.ts'
import { saidOnce } from './said-once.ts'
import type { WorkerMetrics } from './worker-metrics.ts'
import { Workers } from './workers.ts'

/** The API, answered by other processes, and what each of them shows. */
export type RunningWorkers = RunningApi & Pick<Workers, 'measure'>

/** What workers are started in. */
export type WorkersSurroundings = {
  /** Is told what somebody has to look at. */
  note: (trouble: Trouble) => void
  metrics: WorkerMetrics
  stack: AsyncDisposableStack
}

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
 * @throws WorkerFailed with the code of what a single process would throw; the reason of the signal after an abort
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
  // with the other servers, while the batch in flight is finished
  signal.addEventListener('abort', () => void end(), { once: true })
  stack.defer(end)
  const url = await workers.start().catch((error: unknown) => {
    // asked to end before it listens for that, a process just ends: it could have begun
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
