import { addFilterValues, emptyCollector } from '../filters/filter-collector.ts'
import { parseFilterTerm } from '../filters/filter-term.ts'
import type { Selection } from '../filters/filters.ts'
import { isSelected } from '../filters/matches.ts'

/** Where a problem may lie, in the order in which pages offer them. */
export const culprits = ['code', 'harness', 'tool'] as const

export type Culprit = (typeof culprits)[number]

/** What filters of the issue listing look at. */
export type FilterableIssue = {
  origin: string
  culprit_code: boolean | null
  culprit_harness: boolean | null
  culprit_tool: boolean | null
  categories: readonly string[] | null
}

/**
 * What a request for the issue listing asks for (api-misc.md 6.1). All parts must hold; the values of a
 * part are alternatives, and an empty part restricts nothing.
 */
export type IssueFilters = {
  readonly origins: Selection
  readonly culprits: ReadonlySet<Culprit>
  readonly categories: Selection
  /** Whether an incident must name the issue, in any version. */
  readonly hasIncident: boolean
}

/**
 * Reads the filters of the issue listing from a query string. Culprits and options that do not exist are
 * ignored. So are the filters of other pages, unless they cannot be understood (api-misc.md O10).
 *
 * @param parameters decoded names and values in the order of the request, repetitions included
 * @throws {FilterError} for an operator that does not exist and a malformed value
 */
export function parseIssueFilters(parameters: Iterable<readonly [string, string]>): IssueFilters {
  const filters = {
    origins: new Set<string>(),
    culprits: new Set<Culprit>(),
    categories: new Set<string>(),
    hasIncident: false,
  }
  const others = emptyCollector()
  for (const [name, value] of parameters) {
    const term = parseFilterTerm(name)
    const culprit = culprits.find((known) => known === value)
    if (term?.key === 'origin') filters.origins.add(value)
    else if (term?.key === 'issue.categories') filters.categories.add(value)
    else if (term?.key === 'issue.culprit' && culprit !== undefined) filters.culprits.add(culprit)
    else if (term?.key === 'issue.options') filters.hasIncident ||= value === 'hasIncident'
    else if (term !== null) addFilterValues(others, term, [value])
  }
  return filters
}

/** Whether an issue is wanted, as far as can be told without its incidents. */
export function matchesIssue(filters: IssueFilters, issue: FilterableIssue): boolean {
  const { origins, culprits: wanted, categories } = filters
  return (
    isSelected(origins, issue.origin) &&
    (wanted.size === 0 || culpritsOf(issue).some((culprit) => wanted.has(culprit))) &&
    (categories.size === 0 || (issue.categories ?? []).some((one) => categories.has(one)))
  )
}

/** Where the problem of an issue lies, as far as it says. */
export function culpritsOf(issue: FilterableIssue): Culprit[] {
  return culprits.filter((culprit) => issue[`culprit_${culprit}`] === true)
}
