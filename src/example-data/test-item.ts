import type { Status } from '../domain/status.ts'
import type { CheckoutRun } from './checkout-run.ts'
import { fileUrl } from './file-url.ts'
import { incidentOfTest } from './incident-item.ts'
import { startsWithBoot, type Job } from './job.ts'
import { testExcerpt } from './log-excerpts.ts'
import { outcomeOf } from './outcome.ts'
import type { Platform } from './platforms.ts'
import type { Random } from './random.ts'
import type { Build, Incident, Portion, Test } from './submission.ts'
import { bootCase, type TestCase } from './test-suites.ts'

/** What the tests of one lab job have in common. */
type JobFacts = {
  run: CheckoutRun
  build: Build
  job: Job
  id: string
  startTime: string
  environment: Test['environment']
  misc: Test['misc']
}

/** The tests of one lab job with the incidents they gave rise to. */
export function testsOfJob(run: CheckoutRun, build: Build, job: Job): Portion {
  const facts = factsOfJob(run, build, job)
  const { platform, suite } = job
  const cases = startsWithBoot(suite) ? suite.cases : [bootCase, ...suite.cases]
  const tests: Test[] = []
  const incidents: Incident[] = []
  let booted = true
  for (const test of cases.slice(0, job.tests)) {
    const outcome = booted ? outcomeOf(test, platform, run.point, run.random) : 'MISS'
    const item = testItem(facts, test, outcome, booted)
    tests.push(item)
    const incident = incidentOfTest(run, item, test)
    if (incident !== undefined) incidents.push(incident)
    if (test === bootCase && outcome === 'FAIL') booted = false
  }
  return { tests, incidents }
}

function factsOfJob(run: CheckoutRun, build: Build, job: Job): JobFacts {
  const { random, ids, moment } = run
  const { platform } = job
  const id = ids.job()
  const lab = platform.lab
  const misc: Record<string, unknown> = { arch: platform.architecture }
  if (build.compiler !== undefined) misc.compiler = build.compiler
  if (lab !== null) misc.runtime = lab
  return {
    run,
    build,
    job,
    id,
    startTime: moment(0.3 + 0.69 * random.fraction()),
    environment: environmentOf(platform, id, random.integer(100_000, 9_999_999)),
    misc: lab === null && platform.origin === 'linaro' ? undefined : misc,
  }
}

function environmentOf({ name, lab, compatible }: Platform, job: string, number: number) {
  if (name === null) return { comment: `host-${number % 40}.lab.example.org` }
  const misc = { platform: name, job_id: String(number), job_url: fileUrl('jobs', job, 'job') }
  const environment: NonNullable<Test['environment']> = {
    misc: lab === null ? { platform: name } : misc,
  }
  if (lab !== null) environment.comment = `Runtime: ${lab}`
  if (compatible !== undefined) environment.compatible = compatible
  return environment
}

function testItem(
  { run, build, job, id: jobId, startTime, environment, misc }: JobFacts,
  test: TestCase,
  status: Status | undefined,
  booted: boolean,
): Test {
  const { random, ids } = run
  const { origin, name: platformName } = job.platform
  const id = ids.test(origin, build.id, jobId, test.path)
  const item: Test = { id, build_id: build.id, origin, start_time: startTime }
  // Some submitters leave out what others take for granted.
  if (!random.chance(0.003)) item.path = test.path
  if (environment !== undefined && !random.chance(0.004)) item.environment = environment
  if (misc !== undefined) item.misc = misc
  if (origin === 'maestro') item.comment = `${test.name} on ${platformName} in ${job.platform.lab}`
  if (status === undefined) return item
  item.status = status
  if (status === 'SKIP') return item
  item.log_url = fileUrl(origin, jobId, 'log.txt.gz')
  if (random.chance(0.6)) item.duration = random.integer(1, 90_000) / 1000
  if (status === 'PASS') return test === bootCase ? item : withNumber(item, job, random)
  return { ...item, ...failureDetails(item, test, status, booted, run) }
}

/** Adds the measured value, where the suite measures something. */
function withNumber(item: Test, { suite: { measures } }: Job, random: Random): Test {
  if (measures === undefined) return item
  const { typical, ...scale } = measures
  const value = Math.round(typical * (0.8 + 0.6 * random.fraction()) * 1000) / 1000
  return { ...item, number: { value, ...scale } }
}

function failureDetails(
  item: Test,
  test: TestCase,
  status: Status,
  booted: boolean,
  { random }: CheckoutRun,
): Partial<Test> {
  const details: Partial<Test> = {}
  if (booted) details.log_excerpt = testExcerpt(test, status.toLowerCase(), random)
  const error = booted ? errorOf(status, random) : 'the machine did not boot'
  if (error !== undefined) {
    details.misc = {
      ...item.misc,
      error_code: booted ? 'Test' : 'Infrastructure',
      error_msg: error,
    }
  }
  return details
}

function errorOf(status: Status, random: Random): string | undefined {
  if (status === 'DONE' || random.chance(0.4)) return undefined
  if (status === 'MISS') return 'the result never arrived'
  return random.pick(['shell timed out after 600 seconds', 'exit code 1', 'login timed out'])
}
