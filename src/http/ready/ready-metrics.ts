import { Counter, Gauge } from 'prom-client'
import type { MetricsRegistry } from '../../platform/metrics/metrics.ts'

/**
 * Where an answer came from: `door`, before the framework was asked; `memory`; `unchanged`, in memory and of
 * an older commit that changed nothing of it; `file`, the local cache; `shared`, made for another request;
 * `made`; `not_kept`, made and not to be kept.
 */
export const answerSources = [
  'door',
  'memory',
  'unchanged',
  'file',
  'shared',
  'made',
  'not_kept',
] as const
export type AnswerSource = (typeof answerSources)[number]

export type ReadyMetrics = {
  answered: (source: AnswerSource) => void
  /** Shows from now on what is kept in memory. */
  watch: (memory: { readonly bytes: number; readonly size: number }) => void
}

/** Metrics of ready-made answers; docs/metrics.md lists all. */
export function createReadyMetrics(registry: MetricsRegistry): ReadyMetrics {
  // added up when somebody looks
  let atDoor = 0
  const answers = new Counter({
    name: 'treeline_ready_answers_total',
    help: 'Answers from the data, by where they came from',
    labelNames: ['source'],
    registers: [registry],
    collect() {
      this.inc({ source: 'door' }, atDoor)
      atDoor = 0
    },
  })
  for (const source of answerSources) answers.inc({ source }, 0)
  return {
    answered: (source) => {
      if (source === 'door') atDoor += 1
      else answers.inc({ source })
    },
    watch: (memory) => {
      gauge(
        registry,
        'treeline_ready_answers_bytes',
        'Bytes of answers in memory',
        () => memory.bytes,
      )
      gauge(registry, 'treeline_ready_answers', 'Answers in memory', () => memory.size)
    },
  }
}

function gauge(registry: MetricsRegistry, name: string, help: string, value: () => number): void {
  new Gauge({
    name,
    help,
    registers: [registry],
    collect() {
      this.set(value())
    },
  })
}
