import type { Timestamp } from '../../../store/app/values/timestamp.ts'

/** Where an issue showed itself first: what an incident of it names, and the checkout of that. */
export type Occurrence = {
  /** When the incident was stored. */
  readonly firstSeen: Timestamp | null
  /** What shows the issue: a build, or a test that ran on one. */
  readonly kind: 'build' | 'test'
  /** Of the test; null for a build. */
  readonly path: string | null
  readonly checkout: OccurrenceCheckout
}

export type OccurrenceCheckout = {
  readonly id: string
  readonly origin: string
  readonly tree: string | null
  readonly url: string | null
  readonly branch: string | null
  readonly commit: string | null
  readonly commitName: string | null
  readonly tags: readonly string[]
  readonly startTime: Timestamp | null
}
