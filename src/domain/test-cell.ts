import type { Build } from './build.ts'
import type { IssueReference } from './issue-reference.ts'
import type { StatusCounts } from './status.ts'
import type { TestDimensions } from './test-dimensions.ts'

/** Tests of one build with equal dimensions and equal issue, counted per status. */
export type TestCell = {
  readonly build: Build
  readonly dimensions: TestDimensions
  /** Null: no known issue of their own. */
  readonly issue: IssueReference | null
  readonly counts: Readonly<StatusCounts>
}
