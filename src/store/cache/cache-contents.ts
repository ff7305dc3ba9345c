import { statSync } from 'node:fs'
import { sql } from 'kysely'
import type { Cache } from './open-cache.ts'

/** The tables of the cache, each with the SQL that adds up its bytes. */
const tables = {
  log: sql<number>`coalesce(sum(size_bytes), 0)`,
  response: sql<number>`coalesce(sum(size_bytes), 0)`,
  known_excerpt: sql<number>`coalesce(sum(length(url)), 0)`,
} as const

/** What one table holds. */
export type CacheContents = {
  table: keyof typeof tables
  rows: number
  bytes: number
  /** The earliest last use of a row, in milliseconds since 1970; null for an empty table. */
  usedFirst: number | null
  /** The latest one. */
  usedLast: number | null
}

const tableNames = ['response', 'log', 'known_excerpt'] as const

/** Counts the rows and bytes of each table. */
export async function cacheContents({ db }: Cache): Promise<CacheContents[]> {
  return Promise.all(
    tableNames.map(async (table) => {
      const counts = await db
        .selectFrom(table)
        .select((eb) => [
          eb.fn.countAll<number>().as('rows'),
          tables[table].as('bytes'),
          eb.fn.min<number | null>('used_at').as('usedFirst'),
          eb.fn.max<number | null>('used_at').as('usedLast'),
        ])
        .executeTakeFirstOrThrow()
      return { table, ...counts }
    }),
  )
}

/** Size of the cache on disk in bytes, with its write-ahead log. */
export function cacheFileBytes({ file }: Pick<Cache, 'file'>): number {
  return ['', '-wal']
    .map((suffix) => statSync(file + suffix, { throwIfNoEntry: false })?.size ?? 0)
    .reduce((sum, size) => sum + size, 0)
}

/**
 * Deletes all rows and gives the space back to the disk. A service that is running fills the cache again.
 *
 * @returns how many rows were deleted, by table
 */
export async function clearCache({ db }: Cache): Promise<Map<string, number>> {
  const removed = new Map<string, number>()
  for (const table of tableNames) {
    const { numDeletedRows } = await db.deleteFrom(table).executeTakeFirstOrThrow()
    removed.set(table, Number(numDeletedRows))
  }
  await sql`vacuum`.execute(db)
  await sql`pragma wal_checkpoint(truncate)`.execute(db)
  return removed
}
