import { percentile } from '../../percentile.ts'
import type { Answered, Times } from './load-order.ts'

/** How long answers took. */
export function timesOf(answered: readonly Answered[]): Times {
  const ms = answered.map((one) => one.ms)
  const [p50, p95, p99] = [percentile(ms, 50), percentile(ms, 95), percentile(ms, 99)]
  return { p50, p95, p99, max: percentile(ms, 100) }
}
