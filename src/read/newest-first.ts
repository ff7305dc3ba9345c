import type { OrderByItemBuilder } from 'kysely'

/** Orders by a time, newest first and unknown times last (trees.md O28). */
export function newestFirst(order: OrderByItemBuilder): OrderByItemBuilder {
  return order.desc().nullsLast()
}
