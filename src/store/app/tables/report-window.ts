import type { Timestamp } from '../values/timestamp.ts'

/** How far an action has looked for something to tell. */
export type ReportWindowRow = {
  /** The action, and the origins that it was restricted to. */
  action: string
  /** The moment of its last run that failed in nothing. */
  looked_until: Timestamp
}
