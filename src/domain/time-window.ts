/** A span of time: instants as ISO 8601 texts in UTC, both inclusive. */
export type TimeWindow = { readonly from: string; readonly until: string }
