import type { RegressionRequest } from '../../../read/issues/regression/regression.ts'
import { timestampOf } from '../../../store/app/values/timestamp.ts'

/** Runs that a history shows. */
const runs = 10

/** Configurations or platforms that a report describes one by one; lists refuse mails of 100 kB. */
const places = 20

/** What a report wants to know of a regression. @param paths of tests that count; null: all */
export function regressionRequest(now: Date, paths: readonly string[] | null): RegressionRequest {
  return { until: timestampOf(now), runs, places, paths }
}
