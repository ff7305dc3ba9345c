import fc from 'fast-check'
import type { OpenApi } from './openapi.ts'

/** Values that exist, by the name of a parameter or member that may hold them. */
export type KnownValues = Readonly<Record<string, readonly string[]>>

/** What requests are made from. */
export type Ingredients = {
  document: OpenApi
  known: KnownValues
  /** Whether anything may be odd; else values exist or, where none are known, the description mentions them. */
  isOdd: boolean
}

/** The usual, so many times for each odd one; only the usual when nothing may be odd. */
export function usually<Value>(
  { isOdd }: Ingredients,
  times: number,
  usual: fc.Arbitrary<Value>,
  ...odd: fc.Arbitrary<Value>[]
): fc.Arbitrary<Value> {
  return isOdd ? fc.oneof({ weight: times * odd.length, arbitrary: usual }, ...odd) : usual
}
