import { invalidOperator } from './filter-error.ts'

const operators = ['exact', 'in', 'gt', 'gte', 'lt', 'lte', 'like'] as const

/** Comparison operators; they matter for durations alone (decisions.md 1). */
export type FilterOperator = (typeof operators)[number]

/** What the name of a filter parameter says, after its prefix `filter_`. */
export type FilterTerm = { key: string; operator: FilterOperator }

const prefix = 'filter_'

/**
 * Reads a parameter name: `filter_test.duration_[gte]` is key `test.duration`, operator `gte`; without
 * a suffix the operator is `exact` (filters.md 2; a repeated parameter is read alike,
 * decisions.md 1).
 *
 * @returns null for a parameter that is no filter
 * @throws {FilterError} for an operator that does not exist
 */
export function parseFilterTerm(name: string): FilterTerm | null {
  if (!name.startsWith(prefix)) return null
  const term = name.slice(prefix.length)
  const at = term.lastIndexOf('_[')
  if (at < 0 || !term.endsWith(']')) return { key: term, operator: 'exact' }
  const suffix = term.slice(at + 2, -1)
  const operator = operators.find((known) => known === suffix)
  if (operator === undefined) throw invalidOperator(suffix)
  return { key: term.slice(0, at), operator }
}
