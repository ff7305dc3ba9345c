/**
 * Runs the schedule of all that tells people through a week, on a moved clock, with outages and a process that is asked
 * to end in the middle, and compares the mails with a list that was worked out by hand:
 *
 *     npm run -s mail:week -- [--summary FILE.json]
 *
 * Exit status 1 when a mail is missing, or another one is there.
 */
import { rmSync, writeFileSync } from 'node:fs'
import { isDeepStrictEqual } from 'node:util'
import { sql } from 'kysely'
import { loadConfig } from '../../src/config/config.ts'
import { readEnv } from '../../src/config/env.ts'
import { schedule } from '../../src/jobs/schedule.ts'
import { tellPeople } from '../../src/jobs/work/tell-people.ts'
import { openDatabase } from '../../src/store/app/database.ts'
import { asAdmin, urlOfDatabase } from '../../src/testing/database/database-admin.ts'
import { startThrowawayServer } from '../../src/testing/database/throwaway-server.ts'
import { writeRows } from '../../src/testing/rows/write-rows.ts'
import { Tally } from '../checks/tally.ts'
import { treeline } from '../checks/treeline-process.ts'
import { scriptCommand } from '../command/script-command.ts'
import { Gate } from './rounds/world/gate.ts'
import { expectedMails, type ToldMail } from './week/expected-mails.ts'
import { MovedClock } from './week/moved-clock.ts'
import { rowsOfWeek, writeSubscriptions } from './week/rows-of-week.ts'
import { runWeek } from './week/run-week.ts'
import { scratchFolder } from '../checks/scratch-folder.ts'

const options = scriptCommand(
  'mail:week',
  'Compare the mails of a week with those worked out by hand',
)
  .option('--summary <file>', 'write the totals there, as JSON')
  .parse()
  .opts<{ summary?: string }>()

const tally = new Tally()
const workspace = scratchFolder('week')
const postgres = await startThrowawayServer()

function open(url: string) {
  return openDatabase({
    url,
    applicationName: 'mail week',
    poolSize: 10,
    acquireTimeoutMs: 10_000,
    statementTimeoutMs: 60_000,
    onIdleError: () => {},
  })
}

try {
  await asAdmin(postgres.url, 'create database mails')
  const url = urlOfDatabase(postgres.url, 'mails')
  tally.check(
    'a database is made',
    treeline(['migrate', 'app', 'up'], { DATABASE_URL: url, DATA_DIR: workspace }),
  )
  await using real = open(url)
  for (const rows of rowsOfWeek) await writeRows(real.pool, rows)
  writeSubscriptions(workspace)
  const clock = await MovedClock.install(real.pool, 'mails')
  await using moved = open(url)
  await using gate = await Gate.open(url)
  const telling = schedule.flatMap((job) =>
    job.tells === undefined ? [] : [{ ...job, work: tellPeople(job.tells, clock.now) }],
  )
  const nothing = () => Promise.resolve()
  await runWeek({
    database: { ...moved, drop: nothing, [Symbol.asyncDispose]: nothing },
    config: loadConfig(readEnv({ DATA_DIR: workspace })),
    schedule: telling,
    clock,
    gate,
  })
  const { rows: told } = await sql<ToldMail>`
    select to_char(found_at at time zone 'UTC', 'YYYY-MM-DD HH24:MI') as at, kind as action,
      coalesce(string_agg(address, ', ' order by position) filter (where header = 'to'), '') as to,
      coalesce(string_agg(address, ', ' order by position) filter (where header = 'cc'), '') as cc,
      reply_to as "replyTo", subject
    from report join report_recipient on report_id = id
    group by id order by id`.execute(real.db)
  for (const mail of expectedMails) {
    const isTold = told.some((each) => isDeepStrictEqual(each, mail))
    tally.check(`${mail.at} ${mail.subject}`, isTold)
  }
  const others = told.filter((each) => !expectedMails.some((mail) => isDeepStrictEqual(each, mail)))
  tally.check(
    `these and no others, in this order: ${told.length} mails`,
    isDeepStrictEqual(told, [...expectedMails]),
    others.map((mail) => JSON.stringify(mail)).join('\n'),
  )
  const { rows: runs } = await sql<{ outcome: string; runs: number; missed: number }>`
    select outcome, count(*)::int as runs, sum(missed)::int as missed from job_run group by outcome`.execute(
    real.db,
  )
  tally.check(
    `all runs ended well: ${runs.map((row) => `${row.runs} ${row.outcome} for ${row.missed} missed slots`).join(', ')}`,
    runs.length === 1 && runs[0]?.outcome === 'done',
  )
} finally {
  await postgres.stop()
  rmSync(workspace, { recursive: true, force: true })
}
if (options.summary !== undefined) writeFileSync(options.summary, JSON.stringify(tally.total))
console.log(`mail week: ${tally.total.passed} passed, ${tally.total.failed} failed`)
process.exitCode = tally.total.failed === 0 ? 0 : 1
