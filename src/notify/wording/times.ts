import { type Timestamp, timestampOf } from '../../store/app/values/timestamp.ts'
import { orUnknownWord } from './unknown-word.ts'

/** A time for readers, to the minute: `2026-02-01 00:01 UTC` (notifications.md 1.7). */
export function minuteText(instant: Timestamp | Date | null): string {
  const text = instant instanceof Date ? timestampOf(instant) : instant
  return orUnknownWord(text?.replace(/^(.{10})T(.{5}).*$/, '$1 $2 UTC'))
}

/** A time as exact as it is known: `2026-02-01 00:01:00.000001+00:00` (notifications.md 1.7). */
export function instantText(instant: Timestamp | null): string {
  return orUnknownWord(instant?.replace('T', ' ').replace(/Z$/, '+00:00'))
}
