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

/**
 * The first instant that an answer can write, as SQL has it: years have four digits and begin with 1. A restored dump
 * may bring other instants, `-infinity` among them; they are read as null (decisions.md 2).
 */
export const firstInstant = '0001-01-01 00:00:00+00'

/** The last instant that an answer can write. */
export const lastInstant = '9999-12-31 23:59:59.999999+00'
