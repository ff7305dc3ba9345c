import type { RawBuilder } from 'kysely'
import type { ReadDatabase } from '../database.ts'
import type { KeysetPage } from '../list-page.ts'
import { forget } from './forget.ts'
import { openCursor, type RowCursor } from './row-cursor.ts'

/** An item, and what tells it apart in its list. */
export type Entry<Item, Key> = { readonly item: Item; readonly key: Key }

/** Finds a list in a state of the database; `after` is where it begins. */
export type FindList<Item, Key> = (
  snapshot: ReadDatabase,
  after: Key | null,
) => Promise<LongList<Item, Key>>

/**
 * A list that may be longer than memory. It is found, and nothing of it is read yet: what is wanted of it is
 * read from the state of the database in which it was found, or from a later one.
 */
export class LongList<Item, Key> {
  readonly #read: (db: ReadDatabase, page: KeysetPage<Key>) => Promise<Entry<Item, Key>[]>
  readonly #open: (db: ReadDatabase, after: Key | null) => RowCursor<Entry<Item, Key>>

  private constructor(
    read: (db: ReadDatabase, page: KeysetPage<Key>) => Promise<Entry<Item, Key>[]>,
    open: (db: ReadDatabase, after: Key | null) => RowCursor<Entry<Item, Key>>,
  ) {
    this.#read = read
    this.#open = open
  }

  /**
   * @param query asks for the rows of a part, in the order of the list
   * @param toEntries what a list shows of rows
   */
  static of<Row, Item, Key>(
    query: (page: KeysetPage<Key>) => RawBuilder<Row>,
    toEntries: (rows: readonly Row[]) => Entry<Item, Key>[],
  ): LongList<Item, Key> {
    return new LongList(
      async (db, page) => toEntries((await query(page).execute(db)).rows),
      (db, after) => openCursor(db, query({ after, most: null }), toEntries),
    )
  }

  /** A list without an item. */
  static empty<Item, Key>(): LongList<Item, Key> {
    const none: RowCursor<never> = {
      next: () => Promise.resolve({ entries: [], isLast: true }),
      atRest: () => Promise.resolve(null),
    }
    return new LongList(
      () => Promise.resolve([]),
      () => none,
    )
  }

  /** The same list with more, or less, shown of each item. */
  map<Other>(show: (item: Item) => Other): LongList<Other, Key> {
    const mapped = (entries: readonly Entry<Item, Key>[]) =>
      entries.map(({ item, key }) => ({ item: show(item), key }))
    return new LongList(
      async (db, page) => mapped(await this.#read(db, page)),
      (db, after) => {
        const cursor = this.#open(db, after)
        return {
          ...cursor,
          next: async () => {
            const { entries, isLast } = await cursor.next()
            const shown = mapped(entries)
            forget(entries)
            return { entries: shown, isLast }
          },
        }
      },
    )
  }

  /** A part of the list. */
  part(db: ReadDatabase, page: KeysetPage<Key>): Promise<Entry<Item, Key>[]> {
    return this.#read(db, page)
  }

  /** All that follows, to be taken bit by bit; one list at a time in a transaction. */
  open(snapshot: ReadDatabase, after: Key | null): RowCursor<Entry<Item, Key>> {
    return this.#open(snapshot, after)
  }
}
