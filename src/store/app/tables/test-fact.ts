import type { ArrivalDay } from '../../../domain/arrival-day.ts'
import type { StatusCode } from '../../../domain/status.ts'
import type { Timestamp } from '../values/timestamp.ts'

/** What was counted of a test: filters that no cell can answer are answered from here. */
export type TestFactRow = {
  /** The test, → `tests.id`. */
  test_id: string
  /** Its build, → `build_fact.build_ref`. */
  build_ref: number
  /** Where and as what it ran, → `dim.dim_id`. */
  dim_id: number
  /** What was run, → `path.path_id`; 0 when the test has no path. */
  path_id: number
  /** The issue of its earliest present incident, → `issue_key.issue_ref`; 0 without one. */
  issue_ref: number
  /** 0 no result, 1 PASS, 2 FAIL, 3 SKIP, 4 ERROR, 5 MISS, 6 DONE. */
  status: StatusCode
  /** Null without `_timestamp`; moves when the test is sent again. */
  arrived: ArrivalDay | null
  /** As in `tests`. */
  start_time: Timestamp | null
  /** As in `tests`. */
  duration: number | null
}
