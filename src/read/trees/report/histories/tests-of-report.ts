import { type HistoryPlace, historyPlace } from '../../../../domain/test-history/history-tree.ts'
import { NewestRuns, type TimedRun } from '../../../../domain/test-history/newest-runs.ts'
import type { BuildOfReport } from './find-builds.ts'

/** A run as facts know it. */
export type FoundRun = TimedRun & { readonly build: BuildOfReport; readonly dimensionId: number }

/** The runs of a test at one place. */
export type TestOfReport = {
  readonly place: HistoryPlace
  /** Number of the path; 0 without one. */
  readonly path: number
  readonly newest: NewestRuns<FoundRun>
}

/** The tests of a report at one place, by path. */
export class TestsAtPlace {
  readonly #place: HistoryPlace
  readonly #size: number
  readonly tests = new Map<number, TestOfReport>()

  constructor(place: HistoryPlace, size: number) {
    this.#place = place
    this.#size = size
  }

  /** Adds a run; of a test that is not known yet, too. */
  add(path: number, run: FoundRun): void {
    let test = this.tests.get(path)
    if (test === undefined) {
      test = { place: this.#place, path, newest: new NewestRuns(this.#size) }
      this.tests.set(path, test)
    }
    test.newest.add(run)
  }

  /** Adds a run of a test that is known, and no other. */
  addToKnown(path: number, run: FoundRun): void {
    this.tests.get(path)?.newest.add(run)
  }
}

/** The tests of a report, each at its place. */
export class TestsOfReport {
  readonly #size: number
  readonly #places = new Map<string, TestsAtPlace>()

  /** @param size how many runs of each test are wanted */
  constructor(size: number) {
    this.#size = size
  }

  /** The tests of a build on a platform, none so far if there are none. */
  open(platform: string, build: BuildOfReport): TestsAtPlace {
    const place = historyPlace(platform, build)
    const known = this.#places.get(keyOf(place))
    if (known !== undefined) return known
    const opened = new TestsAtPlace(place, this.#size)
    this.#places.set(keyOf(place), opened)
    return opened
  }

  /** The same, if there are any. */
  find(platform: string, build: BuildOfReport): TestsAtPlace | undefined {
    return this.#places.get(keyOf(historyPlace(platform, build)))
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
