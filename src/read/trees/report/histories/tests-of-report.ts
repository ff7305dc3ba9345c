import { type HistoryPlace, historyPlace } from '../../../../domain/test-history/history-tree.ts'
import { NewestRuns, type TimedRun } from '../../../../domain/test-history/newest-runs.ts'
import type { BuildOfReport } from './find-builds.ts'

/** A run as facts know it. */
export type FoundRun = TimedRun & {
  readonly build: BuildOfReport
  readonly dimensionId: number
  /** Number of its path; 0 without one. */
  readonly path: number
}

/** The runs of a test at one place. */
export type TestOfReport = {
  readonly place: HistoryPlace
  /** Number of the path; 0 without one, and for `Unknown`, as which such a test is told. */
  readonly path: number
  readonly newest: NewestRuns<FoundRun>
}

/** Tests of which not all runs are known that are wanted. */
export type OpenTests = {
  readonly paths: readonly number[]
  /** The platforms on which they ran on builds like this one; always the same array for the same. */
  readonly platformsOf: (build: BuildOfReport) => readonly string[]
}

const nowhere: readonly string[] = []

/** The number that facts have for no path. */
const noPath = 0

/** The tests of a report, each at its place. */
export class TestsOfReport {
  readonly #size: number
  readonly #unknownPath: number | null
  readonly #places = new Map<string, { place: HistoryPlace; tests: Map<number, TestOfReport> }>()

  /**
   * @param size how many runs of each test are wanted
   * @param unknownPath number of the path `Unknown`, by which tests without one are told, too: they are one; null where there is none
   */
  constructor(size: number, unknownPath: number | null) {
    this.#size = size
    this.#unknownPath = unknownPath
  }

  /** What takes the runs of a build on a platform, of tests that are not known yet, too. */
  adder(platform: string, build: BuildOfReport): (run: FoundRun) => void {
    const place = historyPlace(platform, build)
    const key = keyOf(place)
    const known = this.#places.get(key) ?? { place, tests: new Map<number, TestOfReport>() }
    this.#places.set(key, known)
    return (run) => {
      const path = this.#toldAs(run.path)
      let test = known.tests.get(path)
      if (test === undefined) {
        test = { place, path, newest: new NewestRuns(this.#size) }
        known.tests.set(path, test)
      }
      test.newest.add(run)
    }
  }

  /** The same of tests that are known, and no others. */
  adderToKnown(platform: string, build: BuildOfReport): (run: FoundRun) => void {
    const known = this.#places.get(keyOf(historyPlace(platform, build)))
    return (run) => known?.tests.get(this.#toldAs(run.path))?.newest.add(run)
  }

  /** Those to which a run belongs that started at an instant, or before it. */
  openUntil(start: number): OpenTests {
    const paths = new Set<number>()
    const platforms = new Map<string, string[]>()
    for (const { place, tests } of this.#places.values()) {
      const open = [...tests.values()].filter(({ newest }) => newest.oldestStart <= start)
      if (open.length === 0) continue
      for (const { path } of open) paths.add(path)
      const key = keyOf({ ...place, platform: '' })
      platforms.set(key, [...(platforms.get(key) ?? []), place.platform])
    }
    if (this.#unknownPath !== null && paths.has(noPath)) paths.add(this.#unknownPath)
    return {
      paths: [...paths],
      platformsOf: (build) => platforms.get(keyOf(historyPlace('', build))) ?? nowhere,
    }
  }

  #toldAs(path: number): number {
    return path === this.#unknownPath ? noPath : path
  }

  /** Every test. */
  *all(): Generator<TestOfReport> {
    for (const { tests } of this.#places.values()) yield* tests.values()
  }
}

/** No text of PostgreSQL holds a NUL. */
function keyOf({ platform, config, build }: HistoryPlace): string {
  return `${platform}\0${config}\0${build}`
}
