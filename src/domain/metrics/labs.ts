import { sortedTexts } from '../code-point-order.ts'
import type { TestKind } from '../test-kind.ts'

/** What arrived from a lab. */
export type LabCounts = {
  /** Distinct builds that were tested there, dummies among them (api-misc.md O34). */
  builds: number
  boots: number
  /** Without those that have no path. */
  tests: number
}

/** How many tests of one kind arrived; `lab` is null for tests that name none. */
export type ArrivedTests = {
  readonly lab: string | null
  readonly kind: TestKind
  readonly n: number
}

/** How many builds had tests of a lab that arrived. */
export type TestedBuilds = { readonly lab: string; readonly n: number }

/** What arrived from each lab that sent any test, ascending (api-misc.md 8.3). */
export function countLabs(
  tests: readonly ArrivedTests[],
  builds: readonly TestedBuilds[],
): Record<string, LabCounts> {
  const labs = new Map(
    sortedTexts(builds.map(({ lab }) => lab)).map((lab) => [
      lab,
      { builds: 0, boots: 0, tests: 0 },
    ]),
  )
  for (const { lab, n } of builds) add(labs.get(lab), 'builds', n)
  for (const { lab, kind, n } of tests) {
    if (lab === null || kind === 'n') continue
    add(labs.get(lab), kind === 'b' ? 'boots' : 'tests', n)
  }
  return Object.fromEntries(labs)
}

/** A lab with tests has a build that they ran on. */
function add(counts: LabCounts | undefined, what: keyof LabCounts, n: number): void {
  if (counts !== undefined) counts[what] += n
}
