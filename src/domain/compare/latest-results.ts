import { type Bucket, bucketOf, buckets } from './bucket.ts'
import { type StatusCode, statusOfCode } from '../status.ts'

/** Microseconds that a number can hold beside a bucket: 71 years before and after the epoch. */
const farthest = 2 ** 51 - 1

/**
 * The latest result per path. A result is one number, so that a hundred thousand of them need no objects:
 * the start in microseconds, and the bucket in the last two bits.
 */
export class LatestResults {
  readonly #results = new Map<number, number>()
  readonly #contested = new Set<number>()

  /**
   * @param start microseconds since any epoch; unknown is as early as can be (trees.md 7.12, nulls last)
   */
  add(path: number, start: number, status: StatusCode): void {
    const time = Math.max(-farthest, Math.min(farthest, start))
    const result = time * 4 + buckets.indexOf(bucketOf(statusOfCode(status)))
    const known = this.#results.get(path)
    if (known === undefined || result > known) this.#results.set(path, result)
    if (known === undefined || known === result) return
    const latest = Math.max(known, result)
    if (timeOf(known) === timeOf(result)) this.#contested.add(path)
    else if (latest === result) this.#contested.delete(path)
  }

  /** The result of each path, for {@link bucketOfResult}. */
  get results(): ReadonlyMap<number, number> {
    return this.#results
  }

  /** Paths that ended differently in tests which began at the same latest time. */
  get contested(): ReadonlySet<number> {
    return this.#contested
  }

  /** Settles a contested path. */
  settle(path: number, status: StatusCode): void {
    this.#results.set(path, buckets.indexOf(bucketOf(statusOfCode(status))))
  }
}

/** The bucket of a packed result. */
export function bucketOfResult(result: number): Bucket {
  return buckets[result - timeOf(result) * 4] ?? 'INCONCLUSIVE'
}

function timeOf(result: number): number {
  return Math.floor(result / 4)
}
