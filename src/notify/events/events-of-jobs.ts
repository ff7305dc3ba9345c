import { type Event, type EventData, eventId } from './event.ts'

/** @param at when it ended, ISO 8601 */
export function jobFailed(data: EventData['job.failed'], at: string): Event {
  return { id: eventId('job_failed', data.run, at), type: 'job.failed', at, data }
}

/** Nobody took slots in time. */
export function jobLate(data: EventData['job.late'], at: string): Event {
  return { id: eventId('job_late', data.run, at), type: 'job.late', at, data }
}

/** As JSON has instants. */
export function slotText(slot: string | null): string | null {
  return slot === null ? null : new Date(slot).toISOString()
}
