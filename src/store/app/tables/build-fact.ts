import type { Generated } from 'kysely'
import type { ArrivalDay } from '../../../domain/arrival-day.ts'
import type { StatusCode } from '../../../domain/status.ts'
import type { Timestamp } from '../timestamp.ts'

/** What was counted of a build. Also a narrow join partner for readers. */
export type BuildFactRow = {
  build_ref: Generated<number>
  build_id: string
  /** Null: the build itself has not arrived, only tests of it. */
  checkout_id: string | null
  origin: string | null
  status: StatusCode
  config_name: string | null
  architecture: string | null
  compiler: string | null
  /** `misc.lab`; `Unknown` when `misc` is an object without one; null when there is no `misc` (trees.md 4.5). */
  lab: string | null
  /** `misc.platform`, when it is a text that is not empty. */
  platform: string | null
  start_time: Timestamp | null
  duration: number | null
  /** A placeholder that carries tests and is never counted as a build (trees.md 4.4). */
  dummy: boolean
  /** Null without `_timestamp`; moves when the build is sent again. */
  arrived: ArrivalDay | null
  /** Least and greatest `start_time` of its tests … */
  tests_from: Timestamp | null
  tests_until: Timestamp | null
  /** … and how many have none: cells answer a window that holds both and leaves nobody out. */
  timeless: Generated<number>
}
