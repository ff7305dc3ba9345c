import type {
  CountedSummary,
  CountedTestSummary,
  DetailsSummary,
  TestSummary,
} from './answer-types.ts'

/** What the pages of a commit show of what was counted (trees.md 5). */
export function summaryOfTree({ builds, boots, tests }: CountedSummary): DetailsSummary {
  return { builds, boots: withoutPlatforms(boots), tests: withoutPlatforms(tests) }
}

function withoutPlatforms(summary: CountedTestSummary): TestSummary {
  return { ...summary, platforms: null }
}
