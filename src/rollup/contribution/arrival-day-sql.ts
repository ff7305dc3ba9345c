/**
 * The day of arrival of a row as `domain/arrival-day.ts` counts days, from its `_timestamp`; null
 * without one. What lies beyond a smallint counts on the nearest day that fits, `infinity` too.
 */
export function arrivalDaySql(timestamp: string): string {
  return `case when ${timestamp} is not null then (
      (least(greatest(${timestamp}, '1910-04-16T00:00:00Z'), '2089-09-17T00:00:00Z')
        at time zone 'UTC')::date - date '2000-01-01')::smallint end`
}
