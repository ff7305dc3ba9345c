import { Counter } from 'prom-client'
import type { MetricsRegistry } from '../../platform/metrics/metrics.ts'

/** `made`: it was not there; `there`: another process had made it, or no commit had changed it; `failed`: it is none to keep. */
export const warmedOutcomes = ['made', 'there', 'failed'] as const
export type WarmedOutcome = (typeof warmedOutcomes)[number]

export type WarmUpMetrics = { warmed: (outcome: WarmedOutcome) => void }

/** Metrics of answers that are made before somebody asks; docs/metrics.md lists all. */
export function createWarmUpMetrics(registry: MetricsRegistry): WarmUpMetrics {
  const warmed = new Counter({
    name: 'treeline_warmed_answers_total',
    help: 'Watched answers that were looked at after a commit, by what was found',
    labelNames: ['outcome'],
    registers: [registry],
  })
  for (const outcome of warmedOutcomes) warmed.inc({ outcome }, 0)
  return { warmed: (outcome) => warmed.inc({ outcome }) }
}
