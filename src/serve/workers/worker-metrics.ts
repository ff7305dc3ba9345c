import { Counter } from 'prom-client'
import type { MetricsRegistry } from '../../platform/metrics/metrics.ts'

/** `ended`: by itself or by a signal; `hung`: it gave no sign of life and was killed. */
const reasons = ['ended', 'hung'] as const

/** Counts workers that were replaced. */
export type WorkerMetrics = { replaced: (reason: (typeof reasons)[number]) => void }

/** The metrics about workers; docs/metrics.md lists all. */
export function createWorkerMetrics(registry: MetricsRegistry): WorkerMetrics {
  const replaced = new Counter({
    name: 'treeline_workers_replaced_total',
    help: 'Workers that ended and were started again, by why they ended',
    labelNames: ['reason'],
    registers: [registry],
  })
  for (const reason of reasons) replaced.inc({ reason }, 0)
  return { replaced: (reason) => replaced.inc({ reason }) }
}
