import type { Job } from '../job.ts'
import type { DueSlot } from '../runs/claim-slot.ts'
import type { CronExpression } from './cron-expression.ts'

/** Missed slots are counted up to here; a year of hours fits. */
const countedMax = 10_000

/**
 * What has to be claimed of a job, in order. Slots of the last minute (`graceMs`) count each. Older ones are
 * missed: the next run stands for all of them; where nothing is due just now, one run for the latest of
 * them, or a record that says so.
 *
 * @param after the latest slot that somebody took
 */
export function dueSlots(
  job: Job,
  { slotsBetween }: CronExpression,
  { after, now, graceMs }: { after: Date; now: Date; graceMs: number },
): DueSlot[] {
  const slots = slotsBetween(after, now, countedMax)
  const inTime = slots.filter((slot) => now.getTime() - slot.getTime() <= graceMs)
  const missed = slots.slice(0, slots.length - inTime.length)
  const as = job.whileRunning === 'run' ? 'beside others' : 'alone'
  if (inTime.length > 0) {
    return inTime.map((slot, index) => ({
      job: job.name,
      slot,
      missed: index === 0 ? missed.length : 0,
      as,
    }))
  }
  const latest = missed.at(-1)
  if (latest === undefined) return []
  const kind = job.whenMissed === 'run once' ? as : 'missed'
  return [{ job: job.name, slot: latest, missed: missed.length, as: kind }]
}
