export type Numbers = readonly number[] | Float64Array

/** The smallest of the values that `percent` of all do not exceed; NaN of none. */
export function percentile(values: Numbers, percent: number): number {
  const sorted = values.toSorted((one, other) => one - other)
  return sorted[Math.max(Math.ceil((percent / 100) * sorted.length) - 1, 0)] ?? Number.NaN
}

/** The middle value; of two middle ones the smaller. */
export function median(values: readonly number[]): number {
  return percentile(values, 50)
}
