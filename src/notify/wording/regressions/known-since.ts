import type { Timestamp } from '../../../store/app/values/timestamp.ts'
import { minuteText } from '../times.ts'

const newForDays = 7
const dayMs = 86_400_000

/** Whether something is new, or since when it is known. */
export function knownSince(firstSeen: Timestamp | null, now: Date): string {
  if (firstSeen === null) return 'Nobody knows since when this happens.'
  const isNew = now.getTime() - Date.parse(firstSeen) < newForDays * dayMs
  return isNew
    ? `New: seen first at ${minuteText(firstSeen)}.`
    : `Known since ${minuteText(firstSeen)}.`
}
