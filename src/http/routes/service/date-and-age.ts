const relative = new Intl.RelativeTimeFormat('en')

/** Units of an age, each with its length in seconds: the first that is not longer than the age is used. */
const units = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
  ['second', 1],
] as const

/** An instant for people: `2026-11-25 13:27 UTC, 33 minutes ago`. */
export function dateAndAge(instant: Date, now: Date): string {
  const seconds = (instant.getTime() - now.getTime()) / 1000
  const [unit, length] = units.find(([, least]) => Math.abs(seconds) >= least) ?? ['second', 1]
  const minute = instant.toISOString().slice(0, '2026-11-25T13:27'.length).replace('T', ' ')
  return `${minute} UTC, ${relative.format(Math.trunc(seconds / length), unit)}`
}
