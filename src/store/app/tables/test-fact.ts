import type { ArrivalDay } from '../../../domain/arrival-day.ts'
import type { StatusCode } from '../../../domain/status.ts'
import type { Timestamp } from '../timestamp.ts'

/** What was counted of a test: filters that no cell can answer are answered from here. */
export type TestFactRow = {
  test_id: string
  build_ref: number
  dim_id: number
  /** 0 when the test has no path. */
  path_id: number
  /** The earliest present incident of the test; 0 without one. */
  issue_ref: number
  status: StatusCode
  /** Null without `_timestamp`; moves when the test is sent again. */
  arrived: ArrivalDay | null
  start_time: Timestamp | null
  duration: number | null
}
