import { rmSync } from 'node:fs'
import { setTimeout } from 'node:timers/promises'
import { query } from './query.ts'
import { countSlots, type SlotCount } from './count-slots.ts'
import { makeTrouble, type Troubles } from './make-trouble.ts'
import { TroubledProcess } from './troubled-process.ts'
import { scratchFolder } from '../checks/scratch-folder.ts'

/** What was killed last should be taken over within this time, in milliseconds; then it is counted as it is. */
const patienceMs = 60_000

/**
 * Two instances on a schedule of seconds, in trouble for so long, then in peace; and how often each slot ran.
 *
 * @param url a migrated database without jobs
 */
export async function runTroubled(
  url: string,
  troubleMs: number,
): Promise<{ troubles: Troubles; count: SlotCount }> {
  const folder = scratchFolder('slots')
  try {
    await createTable(url)
    await using steady = new TroubledProcess(url, folder, 'steady')
    await using victim = new TroubledProcess(url, folder, 'victim')
    steady.start()
    victim.start()
    await untilTheFirstRun(url)
    const troubles = await makeTrouble(steady, victim, troubleMs)
    const until = new Date()
    await untilNothingIsOpen(url, until)
    await victim.stop()
    await steady.stop()
    return { troubles, count: await countSlots(url, until) }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function createTable(url: string): Promise<void> {
  await query(url, 'create table ran (slot timestamptz not null, process_id integer not null)')
}

async function untilTheFirstRun(url: string): Promise<void> {
  const latest = performance.now() + patienceMs
  while ((await query(url, 'select from ran limit 1')).length === 0) {
    if (performance.now() > latest) throw new Error('no job ran')
    await setTimeout(200)
  }
}

async function untilNothingIsOpen(url: string, until: Date): Promise<void> {
  const latest = performance.now() + patienceMs
  const question = `select
      count(*) filter (where ended_at is null and slot <= $1)::int as open,
      coalesce(max(slot) >= date_trunc('second', $1::timestamptz), false) as "isLater"
    from job_run`
  while (performance.now() < latest) {
    const [row] = await query<{ open: number; isLater: boolean }>(url, question, [until])
    if (row?.open === 0 && row.isLater) return
    await setTimeout(200)
  }
}
