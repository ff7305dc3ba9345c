import { type Timestamp, timestampOf } from '../../../../store/app/values/timestamp.ts'

/** UTC, without saying so: `2026-02-01 02:30:07[.123000]` (notifications.md 3.1). */
const writtenTime = /^(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d:\d\d(?:\.\d{1,6})?)$/

/** When it was told, to the millisecond, as the reference knows it; null for what is no time. */
export function writtenInstant(text: string | null): Timestamp | null {
  const [, day, time] = writtenTime.exec(text ?? '') ?? []
  const instant = new Date(`${day}T${time}Z`)
  return Number.isNaN(instant.getTime()) || instant.getTime() <= 0 ? null : timestampOf(instant)
}

/** Whether there is a text that PostgreSQL can hold. */
export function isKeepable(text: string | null): text is string {
  return text !== null && text !== '' && !text.includes('\0')
}
