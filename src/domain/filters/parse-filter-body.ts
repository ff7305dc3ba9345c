import { addFilterValues, emptyCollector, isFilterKey } from './filter-collector.ts'
import { invalidValue } from './filter-error.ts'
import { type FilterTerm, parseFilterTerm } from './filter-term.ts'
import type { Filters } from './filters.ts'

/**
 * Reads the filters of a body (hardware.md 4.3): members as the parameters of a query, the values of a
 * list are alternatives. Of a list under a name with an operator the first value counts (hardware.md
 * F2). Null, an empty list and an empty object are no filter (R3, R5), and members that are no filter are
 * ignored, whatever they hold.
 *
 * @throws {FilterError} for an operator that does not exist and a malformed value
 */
export function parseFilterBody(body: Readonly<Record<string, unknown>>): Filters {
  const collector = emptyCollector()
  for (const [name, value] of Object.entries(body)) {
    const term = parseFilterTerm(name)
    if (term === null || !isFilterKey(term.key)) continue
    addFilterValues(collector, term, valuesOf(name, term, value))
  }
  return collector
}

function valuesOf(name: string, term: FilterTerm, value: unknown): string[] {
  if (!Array.isArray(value)) return textsOf(value)
  const hasOperator = name.length > `filter_${term.key}`.length
  const counting: unknown[] = hasOperator ? value.slice(0, 1) : value
  return counting.flatMap(textsOf)
}

/** A scalar as a query would hold it. */
function textsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  if (typeof value === 'number' || typeof value === 'boolean') return [String(value)]
  if (value === null || value === undefined || Object.keys(value).length === 0) return []
  throw invalidValue()
}
