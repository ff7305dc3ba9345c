import type { Generated } from 'kysely'
import type { TestKind } from '../../../domain/test-kind.ts'

/** One combination of everything that a test row says about where it ran (rollup.md 2). Append-only, so readers may keep rows for ever. */
export type DimRow = {
  dim_id: Generated<number>
  /** SHA-256 of the other columns: long values would break a wide unique index. */
  hash: Buffer
  /** Origin of the test. */
  origin: string
  kind: TestKind
  platform: string | null
  compatible: string[] | null
  lab: string | null
  /** The hardware group (origin, platform, compatible); null without a platform. */
  hw_id: number | null
  /** The hardware group with `compatible` left out; null without a platform. */
  pl_id: number | null
  /** The number of `lab`; null without one. */
  lab_id: number | null
}
