import { type Kysely, sql } from 'kysely'
import type { CacheDatabase } from './cache-types.ts'
import { unlessBusy } from './sqlite-failure.ts'
import { sealOf } from './seal.ts'
import type { LogRow } from './tables/log.ts'

/** A log as it is stored. */
export type KeptLog = Pick<LogRow, 'type' | 'length' | 'body'>

/** A log from the cache, and when it was fetched, in milliseconds since 1970. */
export type FoundLog = KeptLog & Pick<LogRow, 'fetched_at'>

export type LogBounds = {
  /** The most bytes that all bodies together may take, compressed. */
  maxBytes: number
  /** An older copy is not used, in milliseconds since the fetch: the log may have changed on its host. */
  maxAgeMs: number
}

/** A small body counts as one page, which it takes in the file. That limits the number of rows, too. */
const pageBytes = 4096

/** When there is too much, this share of the maximum is kept, so that the next insert need not delete again. */
const keptShare = 0.9

/** The time of the last use is updated at most this often, in milliseconds, because writing costs more than reading. */
export const useMs = 60_000

/**
 * The log of an address.
 *
 * @param now in milliseconds since 1970
 * @returns undefined when the log is not in the cache, is too old, or its row is damaged
 * @throws SqliteError
 */
export async function findLog(
  db: Kysely<CacheDatabase>,
  url: string,
  { maxAgeMs }: LogBounds,
  now: number,
): Promise<FoundLog | undefined> {
  const log = await db
    .selectFrom('log')
    .select(['type', 'length', 'body', 'fetched_at', 'used_at', 'seal'])
    .where('url', '=', url)
    .where('fetched_at', '>', now - maxAgeMs)
    .executeTakeFirst()
  if (log === undefined || log.seal !== sealOfLog(url, log)) return undefined
  if (log.used_at < now - useMs) {
    await unlessBusy(db.updateTable('log').set({ used_at: now }).where('url', '=', url))
  }
  return log
}

function sealOfLog(url: string, { fetched_at, type, length, body }: FoundLog): string {
  return sealOf([url, fetched_at, type, length, body])
}

/**
 * Stores a log, in place of an earlier copy. When there is too much, the logs that were used longest ago are deleted.
 *
 * @param now in milliseconds since 1970
 * @throws SqliteError
 */
export async function keepLog(
  db: Kysely<CacheDatabase>,
  url: string,
  log: KeptLog,
  { maxBytes }: LogBounds,
  now: number,
): Promise<void> {
  const size_bytes = Math.max(log.body.length, pageBytes)
  const seal = sealOfLog(url, { ...log, fetched_at: now })
  await db
    .replaceInto('log')
    .values({ url, fetched_at: now, used_at: now, size_bytes, ...log, seal })
    .execute()
  const { total } = await db
    .selectFrom('log')
    .select((eb) => eb.fn.sum<number | null>('size_bytes').as('total'))
    .executeTakeFirstOrThrow()
  if ((total ?? 0) > maxBytes) await evict(db, maxBytes * keptShare)
}

async function evict(db: Kysely<CacheDatabase>, keptBytes: number): Promise<void> {
  const upTo = sql<number>`sum(size_bytes) over (order by used_at desc, url)`
  const ranked = db
    .selectFrom('log')
    .select(['url', upTo.as('up_to')])
    .as('ranked')
  await db
    .deleteFrom('log')
    .where('url', 'in', (eb) =>
      eb.selectFrom(ranked).select('ranked.url').where('ranked.up_to', '>', keptBytes),
    )
    .execute()
}

/**
 * Deletes the logs that are too old for {@link findLog}.
 *
 * @returns how many
 * @throws SqliteError
 */
export async function deleteOldLogs(
  db: Kysely<CacheDatabase>,
  { maxAgeMs }: LogBounds,
  now: number,
): Promise<number> {
  const { numDeletedRows } = await db
    .deleteFrom('log')
    .where('fetched_at', '<=', now - maxAgeMs)
    .executeTakeFirst()
  return Number(numDeletedRows)
}
