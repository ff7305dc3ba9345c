import { median } from '../../bench/percentile.ts'
import type { SeriesFigures } from '../../bench/figures/http-figures.ts'

/** Answers are of the same size up to this factor. */
const sameSize = 1.25

/** Fewer pairs than this tell nothing. */
const leastPairs = 5

/**
 * How many times as long the same answer takes in a larger database: answers of both are paired by their size, and
 * the medians of those that have a partner are compared. Null where too few have one.
 */
export function growthOf(small: SeriesFigures, large: SeriesFigures): number | null {
  const left = large.cold.answers.toSorted(bySize)
  const pairs: [small: number, large: number][] = []
  for (const [ms, bytes] of small.cold.answers.toSorted(bySize)) {
    const at = left.findIndex(([, other]) => other >= bytes / sameSize && other <= bytes * sameSize)
    if (at === -1) continue
    const [partner] = left.splice(at, 1)
    if (partner !== undefined) pairs.push([ms, partner[0]])
  }
  if (pairs.length < leastPairs) return null
  return median(pairs.map(([, ms]) => ms)) / median(pairs.map(([ms]) => ms))
}

function bySize([, one]: [number, number], [, other]: [number, number]): number {
  return one - other
}
