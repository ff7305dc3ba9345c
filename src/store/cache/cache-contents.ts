import { statSync } from 'node:fs'
import { sql } from 'kysely'
import type { Cache } from './open-cache.ts'

/** The tables of the cache, each with its bytes, and when a row of it was used first and last. */
const tables = {
  log: sql<number>`coalesce(sum(size_bytes), 0)`,
  response: sql<number>`coalesce(sum(size_bytes), 0)`,
  known_excerpt: sql<number>`coalesce(sum(length(url)), 0)`,
} as const

/** What is kept of one kind. */
export type CacheContents = {
  table: keyof typeof tables
  rows: number
  bytes: number
  /** Milliseconds since 1970; null when there is none. */
  usedFirst: number | null
  usedLast: number | null
}

const tableNames = ['response', 'log', 'known_excerpt'] as const

/** Counts what the local cache keeps. */
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

/** Bytes of the cache on disk, with what was written lately. */
export function cacheFileBytes({ file }: Pick<Cache, 'file'>): number {
  return ['', '-wal']
    .map((suffix) => statSync(file + suffix, { throwIfNoEntry: false })?.size ?? 0)
    .reduce((sum, size) => sum + size, 0)
}

/**
 * Forgets everything; whoever uses the cache meanwhile fills it again. The disk gets the room back.
 *
 * @returns rows by table
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
