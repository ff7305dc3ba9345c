import type { Bucket } from './bucket.ts'
import type { Pair } from './change.ts'

/**
 * Joins two sides on what they compare: every identity that one of them has, with both results.
 *
 * @param bucketOf the result that a value stands for: tests come as packed numbers, of which a map per
 *   side is made anyway
 */
export function* pairByIdentity<Identity, Value>(
  a: ReadonlyMap<Identity, Value>,
  b: ReadonlyMap<Identity, Value>,
  bucketOf: (value: Value) => Bucket,
): Generator<Pair & { identity: Identity }> {
  for (const [identity, value] of a) {
    const other = b.get(identity)
    yield { identity, a: bucketOf(value), b: other === undefined ? null : bucketOf(other) }
  }
  for (const [identity, value] of b) {
    if (!a.has(identity)) yield { identity, a: null, b: bucketOf(value) }
  }
}
