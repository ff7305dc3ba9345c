import { Counter, Gauge, type Registry } from 'prom-client'

/** What became of an excerpt that was to be put into storage. */
const outcomes = ['stored', 'known', 'failed'] as const
export type ExcerptOutcome = (typeof outcomes)[number]

/** What the mover of log excerpts counts; docs/metrics.md describes each. */
export type ExcerptMetrics = {
  put: (outcome: ExcerptOutcome) => void
  /** Rows whose excerpt was replaced by an address. */
  moved: (rows: number) => void
  waiting: (items: number, oldestSeconds: number) => void
}

/** An ingester and a job of the same process count in the same metrics. */
const metricsOf = new WeakMap<Registry, ExcerptMetrics>()

/** The metrics of a registry, made when they are asked for first. */
export function createExcerptMetrics(registry: Registry): ExcerptMetrics {
  const metrics = metricsOf.get(registry) ?? newMetrics(registry)
  metricsOf.set(registry, metrics)
  return metrics
}

function newMetrics(registry: Registry): ExcerptMetrics {
  const registers = [registry]
  const puts = new Counter({
    name: 'treeline_excerpts_put_total',
    help: 'Log excerpts that were to be put into storage, by what became of it',
    labelNames: ['outcome'],
    registers,
  })
  for (const outcome of outcomes) puts.inc({ outcome }, 0)
  const moved = new Counter({
    name: 'treeline_excerpts_moved_total',
    help: 'Rows whose log excerpt was replaced by its address after they had been stored',
    registers,
  })
  const waiting = new Gauge({
    name: 'treeline_excerpts_waiting',
    help: 'Builds and tests whose log excerpt waits for storage',
    registers,
  })
  const oldest = new Gauge({
    name: 'treeline_excerpts_oldest_seconds',
    help: 'How long the oldest of them has waited',
    registers,
  })
  return {
    put: (outcome) => puts.inc({ outcome }),
    moved: (rows) => moved.inc(rows),
    waiting: (items, oldestSeconds) => {
      waiting.set(items)
      oldest.set(oldestSeconds)
    },
  }
}
