import type { ActionName } from '../../../src/notify/actions.ts'

/** What one measured process finds; goes to it as JSON. */
export type AskedReport = {
  readonly name: string
  readonly action: ActionName
  /** ISO 8601, as are others. */
  readonly now: string
  /** When nothing has run since: the window begins there. */
  readonly lookedUntil: string | null
  /** An issue or a test. */
  readonly id?: string
  /** Whose status somebody subscribed to. */
  readonly branches?: readonly { url: string; branch: string; origin: string }[]
  /** Whose failures somebody subscribed to. */
  readonly hardware?: readonly { id: string; origin: string; labs: readonly string[] }[]
}

/** How it went. */
export type FoundReports = {
  readonly reports: number
  readonly problems: number
  /** Of all texts and pages. */
  readonly bytes: number
  /** Finding and writing all of them, in a process that has just started and then again, in milliseconds. */
  readonly firstMs: number
  readonly nextMs: number
  /** The most that the process held until the first time was over. */
  readonly peakBytes: number
}
