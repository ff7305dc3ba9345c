import type { Bucket } from './bucket.ts'

/** How the same thing ended on both sides; null where it did not run. */
export type Pair = { readonly a: Bucket | null; readonly b: Bucket | null }

/** What a comparison counts of the pairs (trees.md 7.10). */
export type Changes = {
  regression: number
  fixed: number
  newFailure: number
  stillFailing: number
  newPass: number
  appeared: number
  disappeared: number
}

/**
 * What became of a pair; null for what is not worth a word. An inconclusive result after PASS is no
 * regression, and what ran on one side only is neither broken nor repaired (decisions.md 1).
 */
export function changeOf({ a, b }: Pair): keyof Changes | null {
  if (b === null) return a === null ? null : 'disappeared'
  if (a === 'FAIL') return b === 'FAIL' ? 'stillFailing' : 'fixed'
  if (a === 'PASS') return b === 'FAIL' ? 'regression' : null
  if (b === 'FAIL') return 'newFailure'
  if (b === 'PASS') return 'newPass'
  return a === null ? 'appeared' : null
}

/** Counts what became of the pairs. */
export function countChanges(pairs: Iterable<Pair>): Changes {
  const changes = {
    regression: 0,
    fixed: 0,
    newFailure: 0,
    stillFailing: 0,
    newPass: 0,
    appeared: 0,
    disappeared: 0,
  }
  for (const pair of pairs) {
    const change = changeOf(pair)
    if (change !== null) changes[change] += 1
  }
  return changes
}

/**
 * Whether lists show a pair: what differs, and what fails on both sides (trees.md 7.11).
 *
 * @param wanted the buckets one of which either side must have; empty: any
 */
export function isListed({ a, b }: Pair, wanted: ReadonlySet<Bucket>): boolean {
  if (a === b && a !== 'FAIL') return false
  return wanted.size === 0 || (a !== null && wanted.has(a)) || (b !== null && wanted.has(b))
}
