import { query } from './query.ts'

/** How often slots ran between the first and the last that was due. */
export type SlotCount = {
  due: number
  once: number
  /** Slots, of which there should be none. */
  never: string[]
  again: string[]
  /** Runs that another process finished. */
  takenOver: number
}

/** Counts what the runs themselves wrote down, and compares with every second there was. */
export async function countSlots(url: string, until: Date): Promise<SlotCount> {
  const rows = await query<{ slot: string; runs: number; attempt: number }>(
    url,
    `select to_char(second at time zone 'UTC', 'HH24:MI:SS') as slot,
      (select count(*)::int from ran where ran.slot = second) as runs,
      coalesce((select attempt from job_run where job_run.slot = second), 0) as attempt
    from generate_series((select min(slot) from job_run), $1, interval '1 second') as second
    order by second`,
    [until],
  )
  return {
    due: rows.length,
    once: rows.filter(({ runs }) => runs === 1).length,
    never: rows.filter(({ runs }) => runs === 0).map(({ slot }) => slot),
    again: rows.filter(({ runs }) => runs > 1).map(({ slot }) => slot),
    takenOver: rows.filter(({ attempt }) => attempt > 1).length,
  }
}
