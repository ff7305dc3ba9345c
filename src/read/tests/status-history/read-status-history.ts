import { sql } from 'kysely'
import { type StatusName, statusOfCode } from '../../../domain/status.ts'
import {
  type RegressionType,
  regressionType,
} from '../../../domain/test-history/regression-type.ts'
import { testKindOf } from '../../../domain/test-kind.ts'
import type { Timestamp } from '../../../store/app/values/timestamp.ts'
import type { ReadDatabase } from '../../database.ts'
import { allDimensions } from '../../dictionaries/all-dimensions.ts'
import { findPath } from '../../dictionaries/find-path.ts'
import { inSnapshot } from '../../snapshot.ts'
import { answerHangsOn } from '../../versions/hangs-on.ts'
import { anyCheckout, anything, ofHardware, type Scope } from '../../versions/scope.ts'
import { findBuilds } from './find-builds.ts'
import { runsByArrival } from './runs-by-arrival.ts'
import { runsByStart } from './runs-by-start.ts'
import type { Run, TestLine } from './test-line.ts'
import { hasTimelessTests, timelessRuns } from './timeless-runs.ts'

/**
 * Which runs are wanted: those that started up to `startedUntil`; without it those that arrived up to `storedUntil`;
 * without both those that have no time.
 */
export type StatusHistoryRequest = {
  readonly line: TestLine
  readonly startedUntil?: Timestamp | undefined
  readonly storedUntil?: Timestamp | undefined
  /** How many runs at most. */
  readonly size: number
}

/** The runs of a test, newest first, and what they come to. */
export type StatusHistory = {
  status_history: {
    start_time: Timestamp | null
    id: string
    status: StatusName
    git_commit_hash: string | null
  }[]
  regression_type: RegressionType
}

/** The latest runs of a test on one platform, config and branch; null without any (api-misc.md 5.3). */
export function readStatusHistory(
  db: ReadDatabase,
  request: StatusHistoryRequest,
): Promise<StatusHistory | null> {
  answerHangsOn(scopesOf(request.line))
  return inSnapshot(db, async (snapshot) => {
    const runs = await findRuns(snapshot, request)
    const [newest, ...older] = runs.map(({ status }) => statusOfCode(status))
    if (newest === undefined) return null
    return {
      status_history: runs.map(({ start_time, id, status, commit }) => ({
        start_time,
        id,
        status: statusOfCode(status),
        git_commit_hash: commit,
      })),
      regression_type: regressionType(newest, older),
    }
  })
}

/** The runs, newest first, as they are stored; empty without any. */
export async function findRuns(
  db: ReadDatabase,
  { line, startedUntil, storedUntil, size }: StatusHistoryRequest,
): Promise<Run[]> {
  const pathId = await findPath(db, line.path)
  const dimensionIds = await findDimensions(db, line)
  if (pathId === null || dimensionIds.length === 0) return []
  const place = { dimensionIds, pathId }
  if (startedUntil !== undefined) {
    const hasStarted = sql`tests_from <= ${startedUntil}::timestamptz`
    const builds = await findBuilds(db, line, hasStarted)
    return runsByStart(db, builds, place, { until: startedUntil, size })
  }
  if (storedUntil === undefined) {
    const builds = await findBuilds(db, line, hasTimelessTests)
    return timelessRuns(db, { ...place, builds }, { size })
  }
  const builds = await findBuilds(db, line, sql`true`)
  return runsByArrival(db, { ...place, builds }, { until: storedUntil, size })
}

/** The dimensions under which tests of the line are counted; an empty platform means none (trees.md 4.5). */
async function findDimensions(db: ReadDatabase, { path, platform = '' }: TestLine) {
  const kind = testKindOf(path)
  const wanted = platform === '' ? null : platform
  const all = await allDimensions(db)
  return all.filter((one) => one.kind === kind && one.platform === wanted).map(({ id }) => id)
}

/**
 * A test that names no platform may be counted under that of its build, or under none (decisions.md 1), and the line
 * does not know which.
 */
function scopesOf({ platform = '' }: TestLine): Scope[] {
  return platform === '' ? [anything] : [anyCheckout, ofHardware(platform)]
}
