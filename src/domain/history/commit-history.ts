import {
  addStatusCounts,
  namedStatusCount,
  noStatusCounts,
  type StatusCount,
  type StatusCounts,
  type StatusName,
} from '../status.ts'

/** What a history counts of each commit. */
export const countedTypes = ['builds', 'boots', 'tests'] as const
export type CountedType = (typeof countedTypes)[number]

/** Counts of all seven statuses under names in lower case, as histories write those of boots and tests. */
export type LowerStatusCount = Record<Lowercase<StatusName>, number>

/** A commit of a history (trees.md 7.8). */
export type CommitOfHistory = {
  git_commit_hash: string
  git_commit_name: string | null
  git_commit_tags: string[] | null
  earliest_start_time: string | null
  builds: StatusCount
  boots: LowerStatusCount
  tests: LowerStatusCount
}

/** Counts per type, indexed by status code. */
export type TypeCounts = Readonly<Record<CountedType, StatusCounts>>

/** What a checkout adds to its commit in a history. */
export type CountedCheckout = {
  readonly counts: TypeCounts
  /** Whether the filters on configuration, hardware and lab leave anything of it (trees.md 7.8). */
  isKept: boolean
}

/** Counted checkouts by id. */
export type CountedCheckouts = ReadonlyMap<string, CountedCheckout>

/** Counts of nothing. */
export function noCounts(): TypeCounts {
  return { builds: noStatusCounts(), boots: noStatusCounts(), tests: noStatusCounts() }
}

/** Adds `more` to `counts` in place. */
export function addCounts(counts: TypeCounts, more: TypeCounts): void {
  for (const type of countedTypes) addStatusCounts(counts[type], more[type])
}

/** The counts as a history shows them: those of builds in upper case, the others in lower case. */
export function shownCounts({
  builds,
  boots,
  tests,
}: TypeCounts): Pick<CommitOfHistory, CountedType> {
  return { builds: namedStatusCount(builds), boots: lowerCase(boots), tests: lowerCase(tests) }
}

function lowerCase(counts: Readonly<StatusCounts>): LowerStatusCount {
  const [none, pass, fail, skip, error, miss, done] = counts
  return { pass, error, fail, skip, miss, done, null: none }
}
