import type { Generated } from 'kysely'
import type { TestKind } from '../../../domain/test-kind.ts'

/** One combination of everything that a test row says about where it ran (rollup.md 2). Append-only, so readers may keep rows for ever. */
export type DimRow = {
  /** Its number. */
  dim_id: Generated<number>
  /** SHA-256 of the other columns: long values would break a wide unique index. */
  hash: Buffer
  /** Origin of the test. */
  origin: string
  /** Boot, test, or test without path. */
  kind: TestKind
  /** The platform that it ran on; null without one. */
  platform: string | null
  /** The compatibles of that platform, as submitted. */
  compatible: string[] | null
  /** Where it ran; null without one. */
  lab: string | null
  /** The hardware group (origin, platform, compatible), → `hw_key.hw_id`; null without a platform. */
  hw_id: number | null
  /** The hardware group with `compatible` left out, → `hw_key.hw_id`; null without a platform. */
  pl_id: number | null
  /** The number of `lab`, → `lab.lab_id`; null without one. */
  lab_id: number | null
}
