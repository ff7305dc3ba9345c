const dayMs = 86_400_000
/** A checkout's builds and tests are done within this time. */
export const campaignMs = 7 * 3_600_000

/** The stretch of time that the example data covers: the last `days` days before `now`. */
export class TimeWindow {
  readonly #nowMs: number
  readonly lengthMs: number

  constructor(now: Date, days: number) {
    this.#nowMs = now.getTime()
    this.lengthMs = days * dayMs
  }

  /** The moment before which there is nothing, as a submission writes it. */
  get beginning(): string {
    return this.moment(this.lengthMs, 0)
  }

  /**
   * A moment of a checkout's campaign, as a submission writes it. `ageMs` is how long before now the
   * checkout was made, `progress` from 0 (the checkout) to 1 (its last test). The campaign of a young
   * checkout is compressed into the time there was, so that no moment lies in the future.
   */
  moment(ageMs: number, progress: number): string {
    const elapsed = progress * Math.min(campaignMs, ageMs)
    return new Date(this.#nowMs - ageMs + elapsed).toISOString().replace('Z', '000+00:00')
  }
}

/**
 * How many days a data set of this many tests covers by default: 7 for the demo data, 26 for a
 * million, 90 at most. Larger data sets are longer, but above all denser, as the real one is.
 */
export function defaultDays(tests: number): number {
  return Math.min(90, Math.max(7, Math.round(7 * Math.cbrt(tests / 20_000))))
}
