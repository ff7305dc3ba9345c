import Sqlite from 'better-sqlite3'
import type { Kysely } from 'kysely'
import type { CacheDatabase } from './cache-types.ts'

/** When there are too many rows, this share of the maximum is kept, so that the next insert need not delete again. */
const keptShare = 0.9

/**
 * Returns those addresses that are known to be in storage, and notes that they were used.
 *
 * @param now in milliseconds since 1970
 * @throws SqliteError
 */
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
 * Remembers that an excerpt is in storage. Failed uploads are not remembered (ingestion.md O-11). When there are more
 * than `max` rows, those that were used longest ago are deleted.
 *
 * @param now in milliseconds since 1970
 * @throws SqliteError
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
 * Looks addresses up in the cache file, for the threads that prepare documents: their code is synchronous. When the file
 * cannot be read, no address is known.
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
