import { type Numbers, percentile } from '../../percentile.ts'
import type { Times } from './load-order.ts'

/** How long answers took, of their milliseconds. */
export function timesOf(ms: Numbers): Times {
  const [p50, p95, p99] = [percentile(ms, 50), percentile(ms, 95), percentile(ms, 99)]
  return { p50, p95, p99, max: percentile(ms, 100) }
}
