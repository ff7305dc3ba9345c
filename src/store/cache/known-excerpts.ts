import Sqlite from 'better-sqlite3'
import type { Kysely } from 'kysely'
import type { CacheDatabase } from './cache-types.ts'

/** Once there are too many, this share of the bound is kept, so that not every excerpt evicts. */
const keptShare = 0.9

/** Which of these addresses storage is known to have; their use is written down. Throws what SQLite throws. */
export async function findKnownExcerpts(
  db: Kysely<CacheDatabase>,
  urls: readonly string[],
  now: number,
): Promise<Set<string>> {
  if (urls.length === 0) return new Set()
  const found = await db
    .updateTable('known_excerpt')
    .set({ used_at: now })
    .where('url', 'in', urls)
    .returning('url')
    .execute()
  return new Set(found.map(({ url }) => url))
}

/**
 * Remembers that storage has an excerpt (ingestion.md O-11: nothing is remembered of what failed). Those
 * that were used longest ago go when there are more than `max`. Throws what SQLite throws.
 */
export async function keepKnownExcerpt(
  db: Kysely<CacheDatabase>,
  url: string,
  max: number,
  now: number,
): Promise<void> {
  await db.replaceInto('known_excerpt').values({ url, used_at: now }).execute()
  const { count } = await db
    .selectFrom('known_excerpt')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  if (count > max) await evict(db, Math.floor(max * keptShare))
}

async function evict(db: Kysely<CacheDatabase>, kept: number): Promise<void> {
  await db
    .deleteFrom('known_excerpt')
    .where('url', 'in', (eb) =>
      eb
        .selectFrom('known_excerpt')
        .select('url')
        .orderBy('used_at', 'desc')
        .orderBy('url')
        .limit(-1)
        .offset(kept),
    )
    .execute()
}

/**
 * Asks the cache file in place, for threads that prepare documents and cannot wait for an answer. A
 * cache that cannot be asked knows nothing.
 */
export function askKnownExcerpts(file: string): (url: string) => boolean {
  let statement: Sqlite.Statement | undefined
  const open = () =>
    new Sqlite(file, { readonly: true, fileMustExist: true }).prepare(
      'select 1 from known_excerpt where url = ?',
    )
  return (url) => {
    try {
      statement ??= open()
      return statement.get(url) !== undefined
    } catch {
      return false
    }
  }
}
