import type { Generated } from 'kysely'
import type { ArrivalDay } from '../../../domain/arrival-day.ts'
import type { StatusCode } from '../../../domain/status.ts'
import type { Timestamp } from '../values/timestamp.ts'

/** What was counted of a build. Also a narrow join partner for readers. */
export type BuildFactRow = {
  /** Its number. */
  build_ref: Generated<number>
  /** The build, → `builds.id`. */
  build_id: string
  /** Null: the build itself has not arrived, only tests of it. */
  checkout_id: string | null
  /** As in `builds`. */
  origin: string | null
  /** 0 no result, 1 PASS, 2 FAIL, 3 SKIP, 4 ERROR, 5 MISS, 6 DONE. */
  status: StatusCode
  /** As in `builds`. */
  config_name: string | null
  /** As in `builds`. */
  architecture: string | null
  /** As in `builds`. */
  compiler: string | null
  /** `misc.lab`; `Unknown` when `misc` is an object without one; null when there is no `misc` (trees.md 4.5). */
  lab: string | null
  /** `misc.platform`, when it is a text that is not empty. */
  platform: string | null
  /** As in `builds`. */
  start_time: Timestamp | null
  /** As in `builds`. */
  duration: number | null
  /** A placeholder that carries tests and is never counted as a build (trees.md 4.4). */
  dummy: boolean
  /** Null without `_timestamp`; moves when the build is sent again. */
  arrived: ArrivalDay | null
  /** Least `start_time` of its tests. */
  tests_from: Timestamp | null
  /** Greatest `start_time` of its tests. */
  tests_until: Timestamp | null
  /** How many of its tests have none: cells answer a window of time that holds both bounds and leaves nobody out. */
  timeless: Generated<number>
}
