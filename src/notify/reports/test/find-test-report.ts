import { isJsonObject } from '../../../platform/json/json-object.ts'
import { storedExcerpt } from '../../../read/logs/moved-excerpt.ts'
import { findTest, type TestDetails } from '../../../read/tests/find-test.ts'
import { listTestElsewhere } from '../../../read/tests/list-test-elsewhere.ts'
import { readStatusHistory } from '../../../read/tests/status-history/read-status-history.ts'
import { timestampOf } from '../../../store/app/values/timestamp.ts'
import type { Finding, Findings } from '../../report.ts'
import { eachItem, ItemProblem } from '../each-item.ts'
import { excerptText } from '../excerpt-text.ts'
import { toldBeforeNotes } from '../told-before-notes.ts'
import type { FailedTest } from './failed-test.ts'
import { testReport } from './test-report.ts'

/** Runs that the history shows (notifications.md 0.1). */
const runs = 10

/** The regression report of one test (notifications.md 1.15). */
export async function findTestReport(finding: Finding): Promise<Findings> {
  const wanted = [finding.options.id ?? '']
  const told = await finding.told('test', wanted)
  const untold = wanted.filter((id) => !told.has(id))
  const { found, problems } = await eachItem(untold, finding.signal, (id) =>
    loadFailedTest(finding, id),
  )
  const reports = found.map((failed) => testReport(failed, finding))
  return { reports, problems, notes: toldBeforeNotes('test', told) }
}

/** @throws ItemProblem with code `test_unknown`, or `test_passed`: a pass is no regression */
async function loadFailedTest(
  { database, now, excerptAt }: Pick<Finding, 'database' | 'now' | 'excerptAt'>,
  testId: string,
): Promise<FailedTest> {
  const test = await findTest(database, testId)
  if (test === null) throw new ItemProblem('test_unknown', `there is no test ${testId}`)
  if (test.status === 'PASS') throw new ItemProblem('test_passed', `test ${testId} passed`)
  const platform = platformOf(test)
  const history = await historyOf(database, test, platform, now)
  const place = { buildId: test.build_id, path: test.path ?? '' }
  const elsewhere = await listTestElsewhere(database, place)
  const excerpt = await excerptText(storedExcerpt(test), { excerptAt })
  return { test, platform, excerpt, history, elsewhere }
}

function platformOf({ environment_misc: misc }: TestDetails): string | null {
  const platform = isJsonObject(misc) ? misc['platform'] : null
  return typeof platform === 'string' && platform !== '' ? platform : null
}

/** As the page of the test shows it: up to the test itself (notifications.md 2.16). */
async function historyOf(
  database: Finding['database'],
  test: TestDetails,
  platform: string | null,
  now: Date,
): Promise<FailedTest['history']> {
  const { origin, git_repository_url: url, git_repository_branch: branch, config_name } = test
  if (origin === null || url === null || branch === null || config_name === null) return []
  const line = {
    origin,
    url,
    branch,
    config: config_name,
    path: test.path ?? '',
    platform: platform ?? undefined,
  }
  const until =
    test.start_time === null
      ? { storedUntil: test.field_timestamp ?? timestampOf(now) }
      : { startedUntil: test.start_time }
  const found = await readStatusHistory(database, { line, ...until, size: runs })
  return found?.status_history ?? []
}
