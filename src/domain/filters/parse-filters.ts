import { addFilterValues, emptyCollector } from './filter-collector.ts'
import { parseFilterTerm } from './filter-term.ts'
import type { Filters } from './filters.ts'

/**
 * Reads the filters of a query string (filters.md 2). Parameters that are no filters, and filters on
 * keys that do not exist, are ignored; repeated parameters are alternatives.
 *
 * @param parameters decoded names and values in the order of the request, repetitions included
 * @throws {FilterError} for an operator that does not exist and a malformed issue (trees.md O6)
 */
export function parseFilters(parameters: Iterable<readonly [string, string]>): Filters {
  const collector = emptyCollector()
  for (const [name, same] of Map.groupBy(parameters, ([each]) => each)) {
    const term = parseFilterTerm(name)
    const values = same.map(([, value]) => value)
    if (term !== null) addFilterValues(collector, term, values)
  }
  return collector
}
