import { Counter, Gauge, Histogram } from 'prom-client'
import type { MetricsRegistry } from '../metrics/metrics.ts'
import { type FetchProblem, fetchProblems } from './fetch-error.ts'

/** How a fetch ended: with an answer that was read to its end, or why not. */
export type FetchOutcome = 'answered' | FetchProblem

export type FetchMetrics = {
  started: () => void
  /** @param bytes of the body, unpacked */
  finished: (purpose: string, outcome: FetchOutcome, bytes: number, seconds: number) => void
}

type Collectors = {
  inFlight: Gauge
  outcomes: Counter<'purpose' | 'outcome'>
  bytes: Counter<'purpose'>
  duration: Histogram<'purpose'>
}

/** Several clients of a process, each with purposes of its own, count in the same metrics. */
const collectorsOf = new WeakMap<MetricsRegistry, Collectors>()

/**
 * Counts what is fetched from other hosts; docs/metrics.md describes each.
 *
 * @param purposes what things are fetched for: the values of a label
 */
export function createFetchMetrics(
  registry: MetricsRegistry,
  purposes: readonly string[],
): FetchMetrics {
  const collectors = collectorsOf.get(registry) ?? createCollectors(registry)
  collectorsOf.set(registry, collectors)
  const { inFlight, outcomes, bytes, duration } = collectors
  for (const purpose of purposes) {
    for (const outcome of ['answered', ...fetchProblems]) outcomes.inc({ purpose, outcome }, 0)
    bytes.inc({ purpose }, 0)
    duration.zero({ purpose })
  }
  return {
    started: () => inFlight.inc(),
    finished: (purpose, outcome, size, seconds) => {
      inFlight.dec()
      outcomes.inc({ purpose, outcome })
      bytes.inc({ purpose }, size)
      duration.observe({ purpose }, seconds)
    },
  }
}

function createCollectors(registry: MetricsRegistry): Collectors {
  const registers = [registry]
  return {
    inFlight: new Gauge({
      name: 'treeline_fetches_in_flight',
      help: 'Fetches from other hosts that are under way',
      registers,
    }),
    outcomes: new Counter({
      name: 'treeline_fetches_total',
      help: 'Fetches from other hosts, by purpose and how they ended',
      labelNames: ['purpose', 'outcome'],
      registers,
    }),
    bytes: new Counter({
      name: 'treeline_fetched_bytes_total',
      help: 'Bytes of bodies from other hosts, unpacked',
      labelNames: ['purpose'],
      registers,
    }),
    duration: new Histogram({
      name: 'treeline_fetch_seconds',
      help: 'Time from the wish to the last byte',
      labelNames: ['purpose'],
      buckets: [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 25, 50],
      registers,
    }),
  }
}
