import { parse } from 'node-cron'

/** When a job is due: whole seconds, in UTC whatever the time zone of the machine. */
export type CronExpression = {
  text: string
  /** The slots after the first instant, up to and with the second; the latest `limit` of them, in order. */
  slotsBetween: (after: Date, until: Date, limit: number) => Date[]
  /** The first slot after an instant; null when the next four years have none. */
  nextSlot: (after: Date) => Date | null
}

const secondMs = 1_000
const dayMs = 86_400_000

/** Four years: the 29th of February comes. */
const horizonDays = 4 * 366

/**
 * Reads an expression of five fields, or six with seconds first. Day of month and day of week have both
 * to match, as node-cron has it, whose timers are not used: they go by the clock of the machine, which may
 * be wrong by an hour.
 *
 * @throws an error that names the wrong field
 */
export function cronExpression(text: string): CronExpression {
  const fields = parse(text)
  if ([...fields.dayOfMonth, ...fields.dayOfWeek].some((day) => typeof day === 'string')) {
    throw new Error(`${text}: days are written as numbers and ranges, without L, W and #`)
  }
  const [seconds, minutes, hours] = [fields.second, fields.minute, fields.hour].map(sorted)
  const secondsOfDay = (hours ?? []).flatMap((hour) =>
    (minutes ?? []).flatMap((minute) =>
      (seconds ?? []).map((second) => hour * 3600 + minute * 60 + second),
    ),
  )
  const hasSlots = (day: Date) =>
    fields.month.includes(day.getUTCMonth() + 1) &&
    fields.dayOfMonth.includes(day.getUTCDate()) &&
    fields.dayOfWeek.includes(day.getUTCDay())
  const slotsOf = (dayStart: number): number[] =>
    hasSlots(new Date(dayStart)) ? secondsOfDay.map((each) => dayStart + each * secondMs) : []
  return {
    text,
    slotsBetween: (after, until, limit) => {
      const found: number[] = []
      for (let day = startOfDay(until); day > after.getTime() - dayMs; day -= dayMs) {
        const due = slotsOf(day).filter((slot) => slot > after.getTime() && slot <= until.getTime())
        found.unshift(...due.slice(-(limit - found.length)))
        if (found.length >= limit) break
      }
      return found.map((slot) => new Date(slot))
    },
    nextSlot: (after) => {
      const first = startOfDay(after)
      for (let count = 0; count < horizonDays; count += 1) {
        const slot = slotsOf(first + count * dayMs).find((each) => each > after.getTime())
        if (slot !== undefined) return new Date(slot)
      }
      return null
    },
  }
}

function sorted(values: readonly number[]): number[] {
  return values.toSorted((a, b) => a - b)
}

/** Days of UTC have no holes and nothing twice. */
function startOfDay(instant: Date): number {
  return Math.floor(instant.getTime() / dayMs) * dayMs
}
