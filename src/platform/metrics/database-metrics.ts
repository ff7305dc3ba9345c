import { Counter, Gauge, Histogram } from 'prom-client'
import { KnownLabelValues } from './known-label-values.ts'
import type { MetricsRegistry } from './metrics.ts'

/** What a pool of connections says about itself. */
export type PoolState = {
  readonly totalCount: number
  readonly idleCount: number
  readonly waitingCount: number
}

/** Who works, and who waits for a turn. */
export type TurnsState = { readonly busy: number; readonly waiting: number }

export type DatabaseMetrics = {
  /** Shows the state of a pool at every scrape, under the role that uses it. */
  watchPool: (name: string, pool: PoolState) => void
  /** Shows at every scrape how requests take turns at a pool, by what they cost. */
  watchTurns: (queues: Readonly<Record<string, TurnsState>>) => void
  /** Counts a statement that was answered, with its duration in seconds. */
  statementFinished: (seconds: number) => void
  /** Counts a statement that failed, by its SQLSTATE, system error code or `connection`. */
  statementFailed: (seconds: number, code: string) => void
}

const server = { alias: 'default', vendor: 'postgresql' }

/**
 * Metrics of PostgreSQL as this process sees it. The `django_db_*` names are those of the monitoring
 * that exists (reference/operations.md 2.2), with finer buckets at the fast end: most statements
 * take less than the 10 ms where its first bucket ends.
 *
 * @param errorCodes what a statement is expected to fail with some day; the rest counts as `other`
 */
export function createDatabaseMetrics(
  registry: MetricsRegistry,
  errorCodes: readonly string[],
): DatabaseMetrics {
  const registers = [registry]
  const duration = new Histogram({
    name: 'django_db_query_duration_seconds',
    help: 'Duration of statements',
    labelNames: ['alias', 'vendor'],
    buckets: [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 25],
    registers,
  })
  const executed = new Counter({
    name: 'django_db_execute_total',
    help: 'Statements sent',
    labelNames: ['alias', 'vendor'],
    registers,
  })
  const failed = new Counter({
    name: 'django_db_errors_total',
    help: 'Statements that failed, by SQLSTATE, system error code or `connection`',
    labelNames: ['alias', 'vendor', 'type'],
    registers,
  })
  const types = new KnownLabelValues(errorCodes)
  duration.zero(server)
  executed.inc(server, 0)
  for (const type of types.all) failed.inc({ ...server, type }, 0)
  const finished = (seconds: number) => {
    duration.observe(server, seconds)
    executed.inc(server)
  }
  return {
    watchPool: poolWatcher(registry),
    watchTurns: (queues) => watchTurns(registry, queues),
    statementFinished: finished,
    statementFailed: (seconds, code) => {
      finished(seconds)
      failed.inc({ ...server, type: types.of(code) })
    },
  }
}

function poolWatcher(registry: MetricsRegistry): DatabaseMetrics['watchPool'] {
  const pools = new Map<string, PoolState>()
  new Gauge({
    name: 'treeline_pool_connections',
    help: 'Connections of a pool, and requests that wait for one',
    labelNames: ['pool', 'state'],
    registers: [registry],
    collect() {
      for (const [pool, state] of pools) {
        this.set({ pool, state: 'busy' }, state.totalCount - state.idleCount)
        this.set({ pool, state: 'idle' }, state.idleCount)
        this.set({ pool, state: 'waiting' }, state.waitingCount)
      }
    },
  })
  return (name, pool) => pools.set(name, pool)
}

function watchTurns(registry: MetricsRegistry, queues: Readonly<Record<string, TurnsState>>): void {
  new Gauge({
    name: 'treeline_read_turns',
    help: 'Requests that read from the database, and those that wait for a turn, by cost',
    labelNames: ['cost', 'state'],
    registers: [registry],
    collect() {
      for (const [cost, { busy, waiting }] of Object.entries(queues)) {
        this.set({ cost, state: 'busy' }, busy)
        this.set({ cost, state: 'waiting' }, waiting)
      }
    },
  })
}
