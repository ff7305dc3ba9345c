import { setTimeout as sleep } from 'node:timers/promises'
import type { Config } from '../../../src/config/config.ts'
import type { Job } from '../../../src/jobs/job.ts'
import { cronExpression } from '../../../src/jobs/slots/cron-expression.ts'
import type { OpenDatabase } from '../../../src/store/app/database.ts'
import type { Gate } from '../rounds/world/gate.ts'
import { JobsProcess } from './jobs-process.ts'
import type { MovedClock } from './moved-clock.ts'

export type Week = {
  readonly database: ConstructorParameters<typeof JobsProcess>[0] & Pick<OpenDatabase, 'url'>
  readonly config: Config
  /** Jobs that tell people, by the moved clock. */
  readonly schedule: readonly Job[]
  readonly clock: MovedClock
  readonly gate: Gate
}

const begin = new Date('2026-02-01T23:59:30Z')
const end = new Date('2026-02-09T00:00:00Z')

/** From and until when no process runs. */
const outages = [
  ['2026-02-02T12:10:00Z', '2026-02-02T12:20:00Z'],
  ['2026-02-05T01:30:00Z', '2026-02-05T09:10:00Z'],
  ['2026-02-08T10:10:00Z', '2026-02-08T13:25:00Z'],
].map(([from = '', until = '']) => ({ from: new Date(from), until: new Date(until) }))

/** When a process is asked to end in the middle of what it tells, and another one goes on. */
const handOver = new Date('2026-02-04T05:59:00Z')

/** How long all runs of one moment may take. */
const settleMsMax = 60_000

const slotsMax = 10_000

/** Runs a schedule through a week, moment by moment, with the outages of it. */
export async function runWeek(week: Week): Promise<void> {
  const { clock, database, config, schedule } = week
  const start = () => new JobsProcess(database, config, schedule)
  await clock.moveTo(begin)
  let process = start()
  await settle(week, begin)
  let at = begin
  for (const { from, until } of [...outages, { from: end, until: end }]) {
    for (const slot of slotsOf(week, at, from)) {
      if (slot.getTime() === handOver.getTime()) process = await handOverAt(week, process, start)
      else await clock.moveTo(slot)
      await settle(week, slot)
    }
    await process.stop()
    at = until
    if (until.getTime() === end.getTime()) return
    await clock.moveTo(until)
    process = start()
    await settle(week, until)
  }
}

/** Every moment at which something is due, after the first and up to the second. */
function slotsOf({ schedule }: Week, after: Date, until: Date): Date[] {
  const slots = schedule.flatMap(({ expression }) =>
    cronExpression(expression).slotsBetween(after, until, slotsMax),
  )
  const instants = new Set(slots.map((slot) => slot.getTime()))
  return [...instants].toSorted((one, other) => one - other).map((ms) => new Date(ms))
}

async function handOverAt(
  { clock, gate }: Week,
  process: JobsProcess,
  start: () => JobsProcess,
): Promise<JobsProcess> {
  await gate.shut("select pg_advisory_xact_lock(hashtext('treeline.tell'))")
  await clock.moveTo(handOver)
  const waiting = await gate.someoneWaits(['mail week'], { forMs: settleMsMax })
  if (waiting === undefined) throw new Error('nobody told anything at the hand-over')
  process.askToEnd()
  await gate.open()
  await process.stop()
  return start()
}

/**
 * Waits until everything that was due is done. That all jobs are known is waited for as well: of a job that is not,
 * no slot before that moment is ever due, and the clock must not be moved past one.
 */
async function settle({ database, schedule }: Week, at: Date): Promise<void> {
  const names = schedule.map(({ name }) => name)
  const due = schedule.flatMap(({ name, expression }) => {
    const [slot] = cronExpression(expression).slotsBetween(begin, at, 1)
    return slot === undefined ? [] : [{ name, slot: slot.toISOString() }]
  })
  for (const until = Date.now() + settleMsMax; Date.now() < until; await sleep(10)) {
    const { rows } = await database.pool.query<{ settled: boolean }>(
      `select not exists (select from job_run where ended_at is null) and (
         select count(*) = cardinality($4::text[]) from job where name = any($4)
       ) and (
         select count(*) = $3 from unnest($1::text[], $2::timestamptz[]) as due (name, slot)
         join job on job.name = due.name and job.last_slot >= due.slot
       ) as settled`,
      [due.map(({ name }) => name), due.map(({ slot }) => slot), due.length, names],
    )
    if (rows[0]?.settled === true) return
  }
  throw new Error(`what is due at ${at.toISOString()} does not end`)
}
