import type { Build } from '../../domain/build.ts'
import type {
  CountedSummary,
  CountedTestSummary,
  FilterOptions,
} from '../../domain/details/answer-types.ts'
import { summariseBuilds } from '../../domain/details/build-summary.ts'
import { buildOptions, configurationOptions } from '../../domain/details/filter-options.ts'
import { type IssueTexts, shownIssues } from '../../domain/details/issue-account.ts'
import { toRecord } from '../../domain/details/status-tally.ts'
import type { SummaryStyle } from '../../domain/details/test-summary.ts'
import type { Filters } from '../../domain/filters/filters.ts'
import { selectBuilds } from '../../domain/filters/select-builds.ts'
import type { TimeWindow } from '../../domain/time-window.ts'
import type { ReadDatabase } from '../database.ts'
import { type FailReasons, loadFailReasons, noFailReasons } from './load-fail-reasons.ts'
import { findRepeatedIssues } from './find-repeated-issues.ts'
import type { Results } from './load-results.ts'
import { loadIssueTexts } from './load-issue-texts.ts'
import { loadTestHalf, type TestHalf } from './load-test-half.ts'
import type { TestSelection } from './selected-tests.ts'

/** The blocks that `summary` and `full` share, and what the filters let pass. */
export type LoadedSummary = {
  summary: CountedSummary
  filters: FilterOptions
  selected: { builds: Build[]; boots: TestSelection; tests: TestSelection }
}

/** Counts results under filters, and collects what the reader may filter by (trees.md 6). */
export async function loadSummary(
  db: ReadDatabase,
  { builds, buildIssues, cells }: Results,
  filters: Filters,
  style: SummaryStyle,
  window: TimeWindow | null = null,
): Promise<LoadedSummary> {
  const isItemised = style === 'itemised'
  const repeated = isItemised ? await findRepeatedIssues(db, cells) : new Set<number>()
  const boots = await loadTestHalf(db, 'boot', cells, filters, style, window, repeated)
  const tests = await loadTestHalf(db, 'test', cells, filters, style, window, repeated)
  const failReasons = isItemised
    ? await loadFailReasons(db, { boot: boots.selection, test: tests.selection })
    : noFailReasons
  const selectedBuilds = selectBuilds(filters, builds, buildIssues, cells)
  const texts = await loadIssueTexts(db, [
    ...selectedBuilds.flatMap(({ ref }) => buildIssues.get(ref) ?? []),
    ...[...boots.issues.values(), ...tests.issues.values()].map(({ issue }) => issue),
  ])
  return {
    summary: {
      builds: summariseBuilds(selectedBuilds, buildIssues, filters.build.issues, texts),
      boots: toTestSummary(boots, texts, failReasons.boot),
      tests: toTestSummary(tests, texts, failReasons.test),
    },
    filters: {
      all: configurationOptions(builds),
      builds: buildOptions(builds, buildIssues),
      boots: boots.options,
      tests: tests.options,
    },
    selected: { builds: selectedBuilds, boots: boots.selection, tests: tests.selection },
  }
}

function toTestSummary(
  half: TestHalf,
  texts: IssueTexts,
  failReasons: FailReasons,
): CountedTestSummary {
  return {
    ...half.counts,
    issues: shownIssues(half.issues, texts),
    unknown_issues: half.unknownIssues,
    fail_reasons: toRecord(failReasons),
  }
}
