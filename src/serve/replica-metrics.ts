import { Counter, Gauge } from 'prom-client'
import type { MetricsRegistry } from '../platform/metrics/metrics.ts'
import { type PrimaryReason, primaryReasons } from '../store/app/replicas/read-servers.ts'
import type { Replica } from '../store/app/replicas/replica.ts'

/**
 * Metrics of replicas; docs/metrics.md lists all.
 *
 * @returns what counts a read that was left to the primary
 */
export function createReplicaMetrics(
  registry: MetricsRegistry,
  replicas: readonly Replica[],
): { onPrimary: (reason: PrimaryReason) => void } {
  const registers = [registry]
  new Gauge({
    name: 'treeline_replica_fit',
    help: 'Whether a replica may be asked; of several processes 1 where all of them may',
    labelNames: ['replica'],
    aggregator: 'min',
    registers,
    collect() {
      for (const { name, state } of replicas) this.set({ replica: name }, state === 'fit' ? 1 : 0)
    },
  })
  new Gauge({
    name: 'treeline_replica_lag_seconds',
    help: 'For how long a replica has lacked a commit that is known',
    labelNames: ['replica'],
    aggregator: 'max',
    registers,
    collect() {
      for (const { name, lagSeconds } of replicas) this.set({ replica: name }, lagSeconds)
    },
  })
  new Counter({
    name: 'treeline_replica_reads_total',
    help: 'Reads that a replica answered, each a transaction',
    labelNames: ['replica'],
    registers,
    collect() {
      this.reset()
      for (const { name, reads } of replicas) this.inc({ replica: name }, reads)
    },
  })
  const left = new Counter({
    name: 'treeline_primary_reads_total',
    help: 'Reads that were left to the primary although there are replicas, by why',
    labelNames: ['reason'],
    registers,
  })
  for (const reason of primaryReasons) left.inc({ reason }, 0)
  return { onPrimary: (reason) => left.inc({ reason }) }
}
