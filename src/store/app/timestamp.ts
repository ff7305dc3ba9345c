/**
 * An instant as the API writes it: ISO 8601 in UTC with suffix `Z`, microseconds when they are not
 * zero. A JavaScript Date cannot hold microseconds, so times stay text (api-misc.md 1.5).
 */
export type Timestamp = string

/** The instant of a `Date`, which knows milliseconds, as the API writes it. */
export function timestampOf(date: Date): Timestamp {
  return date
    .toISOString()
    .replace('.000Z', 'Z')
    .replace(/(\.\d{3})Z$/, '$1000Z')
}
