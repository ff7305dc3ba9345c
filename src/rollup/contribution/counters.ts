import { statusNames } from '../../domain/status.ts'

/** The counter columns `n0` … `n6`, one per status in the order of `statusNames`. */
export const counters = statusNames.map((_, code) => `n${code}`)

/** `n0, n1, …` for a select list or an INSERT. */
export const counterList = counters.join(', ')

/** `sum(expression of n0)::integer as n0, …` */
export function sumCountersSql(expression: (counter: string, code: number) => string): string {
  return counters
    .map((counter, code) => `sum(${expression(counter, code)})::integer as ${counter}`)
    .join(', ')
}

/** `n0 = row.n0 + excluded.n0, …` for ON CONFLICT DO UPDATE. */
export function addCountersSql(row: string): string {
  return counters
    .map((counter) => `${counter} = ${row}.${counter} + excluded.${counter}`)
    .join(', ')
}

/** Whether any counter of a row is not zero. */
export function anyCounterSql(row: string): string {
  return `(${counters.map((counter) => `${row}.${counter} <> 0`).join(' or ')})`
}
