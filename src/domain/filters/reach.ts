import type { BuildFilter, Filters, TestFilter } from './filters.ts'
import { hasBound } from './matches.ts'

/** Whether any of the keys restricts that drop builds, boots and tests alike (filters.md 1). */
export function restrictsAll(filters: Filters): boolean {
  const { configs, architectures, compilers, hardware, labs } = filters
  return [configs, architectures, compilers, hardware, labs].some(({ size }) => size > 0)
}

/** Whether builds are restricted by more than their status. */
export function restrictsBuilds(filters: Filters): boolean {
  return restrictsAll(filters) || restrictsBeyondStatus(filters.build)
}

/** Whether boots or tests are restricted by more than their status. */
export function restrictsTests(filters: Filters, filter: TestFilter): boolean {
  const { platforms, paths } = filter
  return (
    restrictsAll(filters) || restrictsBeyondStatus(filter) || platforms.size > 0 || paths.length > 0
  )
}

function restrictsBeyondStatus({ origins, issues, duration }: BuildFilter): boolean {
  return origins.size > 0 || issues.size > 0 || hasBound(duration)
}
