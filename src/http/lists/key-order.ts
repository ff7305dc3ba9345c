import { compareByCodePoint } from '../../domain/code-point-order.ts'
import type { ItemKey, Sorting } from './list.ts'

type KeyValue = ItemKey[number]

/** Which of two keys comes first in a list that is sorted by their members in turn. */
export function compareKeys(left: ItemKey, right: ItemKey, order: readonly Sorting[]): number {
  for (const [place, sorting] of order.entries()) {
    const found = compareValues(left[place] ?? null, right[place] ?? null, sorting)
    if (found !== 0) return found
  }
  return 0
}

function compareValues(left: KeyValue, right: KeyValue, sorting: Sorting): number {
  if (left === null || right === null) {
    const unknownLast = Number(left === null) - Number(right === null)
    return sorting === 'unknown, then newest first' ? -unknownLast : unknownLast
  }
  if (sorting === 'ascending') return compareAscending(left, right)
  return compareByCodePoint(instant(right), instant(left))
}

function compareAscending(
  left: string | number | readonly string[],
  right: string | number | readonly string[],
): number {
  if (typeof left === 'number' && typeof right === 'number') return left - right
  // no text of PostgreSQL holds a NUL
  return compareByCodePoint([left].flat().join('\0'), [right].flat().join('\0'))
}

/** A text of answers without its `Z`, so that `00` comes before `00.5`. */
function instant(value: string | number | readonly string[]): string {
  return String(value).replace(/Z$/, '')
}
