/** Shorter names are too near to anything. */
const shortestLength = 6

/**
 * The known name that somebody may have meant: the same but for case and separators, or up to two slips
 * of the keyboard away, one in a short name.
 *
 * @returns undefined when there is none
 */
export function nearName(name: string, known: Iterable<string>): string | undefined {
  const bare = bareName(name)
  let nearest: { candidate: string; slips: number } | undefined
  for (const candidate of known) {
    const slips = bareName(candidate) === bare ? 0 : slipsIfNear(name.toUpperCase(), candidate)
    if (slips < (nearest?.slips ?? Infinity)) nearest = { candidate, slips }
  }
  return nearest?.candidate
}

function bareName(name: string): string {
  return name.toUpperCase().replaceAll(/[^A-Z\d]/g, '')
}

/** Infinity when there are too many. At the start each variable is compared with each setting: lengths tell most apart. */
function slipsIfNear(name: string, candidate: string): number {
  const tolerated = Math.min(name.length, candidate.length) < 10 ? 1 : 2
  const isFar = Math.abs(name.length - candidate.length) > tolerated
  if (isFar || candidate.length < shortestLength) return Infinity
  const slips = slipsBetween(name, candidate)
  return slips <= tolerated ? slips : Infinity
}

/** How many characters must be added, left out, replaced or swapped with the next one. */
function slipsBetween(a: string, b: string): number {
  let beforeLast: number[] = []
  let last = Array.from({ length: b.length + 1 }, (_, length) => length)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const isSame = a[i - 1] === b[j - 1]
      const isSwapped = a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]
      row[j] = Math.min(
        at(last, j) + 1,
        at(row, j - 1) + 1,
        at(last, j - 1) + (isSame ? 0 : 1),
        isSwapped ? at(beforeLast, j - 2) + 1 : Infinity,
      )
    }
    beforeLast = last
    last = row
  }
  return at(last, b.length)
}

function at(row: readonly number[], index: number): number {
  return row[index] ?? Infinity
}
