import type { Pair } from '../../../domain/compare/change.ts'
import { bucketOfResult } from '../../../domain/compare/latest-results.ts'
import { pairByIdentity } from '../../../domain/compare/pair-by-identity.ts'
import type { ComparedPlace, SideResults } from './load-latest-tests.ts'

/** A test, by the number of its path and where it ran, with the results of both sides. */
export type ComparedPair = Pair & { readonly place: ComparedPlace; readonly path: number }

const nothing: ReadonlyMap<number, number> = new Map()

/** Joins the latest results of both sides. */
export function* compareSides(a: SideResults, b: SideResults): Generator<ComparedPair> {
  for (const [key, onA] of a) {
    const onB = b.get(key)?.latest.results ?? nothing
    yield* pairsAt(onA.place, onA.latest.results, onB)
  }
  for (const [key, onB] of b) {
    if (!a.has(key)) yield* pairsAt(onB.place, nothing, onB.latest.results)
  }
}

function* pairsAt(
  place: ComparedPlace,
  a: ReadonlyMap<number, number>,
  b: ReadonlyMap<number, number>,
): Generator<ComparedPair> {
  for (const { identity, ...pair } of pairByIdentity(a, b, bucketOfResult)) {
    yield { place, path: identity, ...pair }
  }
}
