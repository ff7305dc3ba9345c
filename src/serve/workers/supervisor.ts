import { once } from 'node:events'
import type { MetricsRegistry } from '../../platform/metrics/metrics.ts'
import { metricsOf } from './added-metrics.ts'
import type { Order, Report, WorkerOrders } from './messages.ts'

/** In lines about a request, which only one process writes. */
const ofRequest = '"requestId":'

/** A worker's connection to the process that started it. When that process is gone, node ends the worker at once. */
export class Supervisor {
  /** Waits until the supervisor says what this worker is to do. */
  async orders(): Promise<WorkerOrders> {
    for (;;) {
      const [order] = (await once(process, 'message')) as [Order]
      if (order.kind === 'begin') return order.orders
    }
  }

  /** From now on answers questions for signs of life and for metrics; passes other orders on to `take`. */
  attend(metrics: MetricsRegistry, take: (order: Order) => void): void {
    const measure = async () => this.tell({ kind: 'metrics', metrics: await metricsOf(metrics) })
    process.on('message', (order: Order) => {
      if (order.kind === 'beat') this.tell({ kind: 'alive' })
      else if (order.kind === 'measure') void measure()
      else take(order)
    })
  }

  /** Sends a message. It is dropped when the supervisor is gone. */
  tell(report: Report): void {
    process.send?.(report, undefined, {}, () => {})
  }

  /** Sends the last message and closes the channel, so that this process can end. */
  async tellLast(report: Report): Promise<void> {
    await new Promise<void>((resolve) => {
      process.send?.(report, undefined, {}, () => resolve())
    })
    process.disconnect()
  }

  /** Returns a writer for lines of the log: it writes those about requests here, and sends all others to the supervisor. */
  logThrough(write: (line: string) => void): (line: string) => void {
    return (line) => {
      if (line.includes(ofRequest)) write(line)
      else this.tell({ kind: 'line', line })
    }
  }
}
