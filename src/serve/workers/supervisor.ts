import { once } from 'node:events'
import type { MetricsRegistry } from '../../platform/metrics.ts'
import { metricsOf } from './added-metrics.ts'
import type { Order, Report, WorkerOrders } from './messages.ts'

/** A line of one request, which no other process writes. */
const ofRequest = '"requestId":'

/** What a worker sees of the process that started it. When that is gone, node ends the worker at once. */
export class Supervisor {
  /** Waits for what this worker is to do. */
  async orders(): Promise<WorkerOrders> {
    for (;;) {
      const [order] = (await once(process, 'message')) as [Order]
      if (order.kind === 'begin') return order.orders
    }
  }

  /** Gives signs of life and shows metrics from now on; other orders are handed on. */
  attend(metrics: MetricsRegistry, take: (order: Order) => void): void {
    const measure = async () => this.tell({ kind: 'metrics', metrics: await metricsOf(metrics) })
    process.on('message', (order: Order) => {
      if (order.kind === 'beat') this.tell({ kind: 'alive' })
      else if (order.kind === 'measure') void measure()
      else take(order)
    })
  }

  tell(report: Report): void {
    process.send?.(report, undefined, {}, () => {})
  }

  /** Tells for the last time. The channel is closed, which ends this process. */
  async tellLast(report: Report): Promise<void> {
    await new Promise<void>((resolve) => {
      process.send?.(report, undefined, {}, () => resolve())
    })
    process.disconnect()
  }

  /** Where lines of the log go: those of requests are written here, of other things each is written once. */
  logThrough(write: (line: string) => void): (line: string) => void {
    return (line) => {
      if (line.includes(ofRequest)) write(line)
      else this.tell({ kind: 'line', line })
    }
  }
}
