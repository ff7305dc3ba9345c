import { addFilterValue, emptyCollector } from './filter-collector.ts'
import { invalidValue } from './filter-error.ts'
import { parseFilterTerm } from './filter-term.ts'
import type { Filters } from './filters.ts'

/**
 * Reads the member `filter` of a JSON body (filters.md 3): an object whose names are those of the
 * query string, each with a text, a number, or a list of these (O-F2). Absent means no filters.
 *
 * @throws {FilterError} when it is no object, a value is of another type, an operator does not exist
 *   or an issue is malformed
 */
export function parseBodyFilters(filter: unknown): Filters {
  const collector = emptyCollector()
  if (filter === undefined) return collector
  if (typeof filter !== 'object' || filter === null || Array.isArray(filter)) throw invalidValue()
  for (const [name, values] of Object.entries(filter)) {
    const term = parseFilterTerm(name)
    if (term === null) continue
    for (const value of Array.isArray(values) ? values : [values]) {
      addFilterValue(collector, term, textOf(value))
    }
  }
  return collector
}

function textOf(value: unknown): string {
  if (typeof value === 'string') return value
  if (typeof value === 'number') return String(value)
  throw invalidValue()
}
