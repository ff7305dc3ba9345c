import { type Kysely, sql } from 'kysely'
import type { CacheDatabase } from './cache-types.ts'
import { unlessBusy } from './sqlite-failure.ts'
import { sealOf } from './seal.ts'
import type { LogRow } from './tables/log.ts'

/** A log as it is kept. */
export type KeptLog = Pick<LogRow, 'type' | 'length' | 'body'>

/** One that was found, and when it was fetched, in milliseconds since 1970. */
export type FoundLog = KeptLog & Pick<LogRow, 'fetched_at'>

export type LogBounds = {
  /** Of all bodies together, as they are packed. */
  maxBytes: number
  /** A log that was fetched longer ago counts as gone, in milliseconds: its host may have another by now. */
  maxAgeMs: number
}

/** A row takes a page of the file, however small it is; it bounds their number, too. */
const pageBytes = 4096

/** Once there is too much, this share of the bound is kept, so that not every log evicts. */
const keptShare = 0.9

/** A use is written down this long after the one before, in milliseconds: to write costs more than to read. */
export const useMs = 60_000

/** The log of an address; undefined when it is not kept, or too old. Throws what SQLite throws. */
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

/** Keeps a log in place of the one before; those that were used longest ago go. Throws what SQLite throws. */
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

/** Deletes what {@link findLog} would not find any more; returns how many. Throws what SQLite throws. */
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
