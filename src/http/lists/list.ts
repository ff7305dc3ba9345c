import type { z } from '@hono/zod-openapi'

/** One of a list. */
export type Item = Readonly<Record<string, unknown>>

/** A list that an endpoint answers: what is in it, and how clients know it. */
export type ListShape<One extends Item> = {
  /** What its items are, in the plural, as names of files say it. */
  readonly name: string
  readonly item: z.ZodObject & z.ZodType<One>
  /** The member of a JSON body that holds the list; null: the body is the list. */
  readonly member: string | null
}

/** The same of a list that is at hand as a whole. */
export type List<One extends Item> = ListShape<One> & {
  /** The members that together tell an item apart from all others, or nearly. */
  readonly key: readonly (keyof One & string)[]
  /** How the list is sorted by these, in turn; without it, by something else. */
  readonly order?: readonly Sorting[]
}

/** How a list is sorted by a member. Texts by code point; what is unknown comes last, unless it is said. */
export type Sorting = 'ascending' | 'newest first' | 'unknown, then newest first'

/** The values of {@link List.key}. */
export type ItemKey = readonly (string | number | null | readonly string[])[]

/** The key of an item. */
export function keyOf<One extends Item>({ key }: List<One>, item: One): ItemKey {
  return key.map((name) => keyValue(item[name]))
}

function keyValue(value: unknown): ItemKey[number] {
  if (typeof value === 'string' || typeof value === 'number') return value
  return Array.isArray(value) ? value.map(String) : null
}
