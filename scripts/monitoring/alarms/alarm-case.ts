/** Values of series from step to step, as promtool writes them: `0+5x20` begins with 0 and gains 5 twenty times. */
export type SeriesValues = Readonly<Record<string, string>>

/** A rule, what must raise it, and what must not though it comes near. */
export type AlarmCase = {
  alert: string
  /** When both are looked at, in minutes from the first value; 30 by default. */
  atMinutes?: number
  /** Between two values, and two looks of Prometheus; 1 by default. */
  stepMinutes?: 1 | 10
  raised: SeriesValues
  silent: SeriesValues
}
