import type { Cursor } from './cursor.ts'
import { compareKeys } from './key-order.ts'
import { type Item, keyOf, type List } from './list.ts'

/** A part of a list. */
export type ListPart<One extends Item> = {
  /** Its items, as they become available; whoever writes them takes them off (`forget`). */
  readonly chunks: Iterable<One[]> | AsyncIterable<One[]>
  /** Where it ended; null when nothing follows. */
  readonly next: Cursor | null
}

/** The part of a list that is at hand as a whole. */
export function partOf<One extends Item>(
  list: List<One>,
  items: readonly One[],
  cursor: Cursor | null,
  limit = Infinity,
): ListPart<One> {
  const start = cursor === null ? 0 : placeAfter(list, items, cursor)
  const part = items.slice(start, start + limit)
  const last = part.at(-1)
  const position = start + part.length
  const isEnd = last === undefined || position === items.length
  return { chunks: [part], next: isEnd ? null : { key: keyOf(list, last), position } }
}

/**
 * Where a list goes on: behind the item that was given last, or behind where that would be when it is gone, as it is
 * when what it is sorted by has changed. Of items with the same key it is the one nearest to where it was.
 */
function placeAfter<One extends Item>(
  list: List<One>,
  items: readonly One[],
  { key, position }: Cursor,
): number {
  const given = JSON.stringify(key)
  const places = items.flatMap((item, place) =>
    JSON.stringify(keyOf(list, item)) === given ? [place + 1] : [],
  )
  const distance = (place: number) => Math.abs(place - position)
  const [first = placeOfGone(list, items, { key, position }), ...others] = places
  return others.reduce((nearest, one) => (distance(one) < distance(nearest) ? one : nearest), first)
}

function placeOfGone<One extends Item>(
  list: List<One>,
  items: readonly One[],
  { key, position }: Cursor,
): number {
  const { order } = list
  if (order === undefined) return Math.min(position, items.length)
  return items.findLastIndex((item) => compareKeys(keyOf(list, item), key, order) < 0) + 1
}
