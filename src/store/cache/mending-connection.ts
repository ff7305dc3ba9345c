import { statSync } from 'node:fs'
import type Sqlite from 'better-sqlite3'
import { Kysely, SqliteDialect, type SqliteDatabase, type SqliteStatement } from 'kysely'
import { errorMessage } from '../../platform/errors/error-message.ts'
import { tryFileLock } from '../embedded/files/file-lock.ts'
import type { CacheDatabase } from './cache-types.ts'
import { migrateCacheUp } from './migrate.ts'
import { connectToCache, discardCacheFile } from './open-cache.ts'
import { isOfFile } from './sqlite-failure.ts'

/** How often to check that the file on disk is still the one that is open, in milliseconds. */
const lookEveryMs = 1_000

/** The time between two attempts to open or replace the file, in milliseconds. */
const mendEveryMs = 250

/** How many prepared statements are kept. The service needs a dozen, and one for each number of addresses in a look-up. */
const preparedMax = 50

/** The cache has no usable file at the moment; a new one is being made. */
class CacheAway extends Error {}

/**
 * A service's connection to the cache file, which replaces the file when that is damaged or deleted while in use.
 * Until the new file is there, statements fail. When several processes notice the damage, one of them replaces the file
 * and the others open the new one.
 *
 * It never waits for a lock of another process: SQLite calls are synchronous, so that would block the event loop.
 */
export class MendingConnection implements SqliteDatabase {
  readonly #file: string
  readonly #onDiscard: (problem: string) => void
  #connection: Sqlite.Database | null
  #prepared = new Map<string, Sqlite.Statement>()
  #inode: number
  #lookedAt = performance.now()
  #mendedAt = -Infinity
  #isClosed = false

  /** @param onDiscard is called with the reason when a file is thrown away */
  constructor(file: string, onDiscard: (problem: string) => void) {
    this.#file = file
    this.#onDiscard = onDiscard
    this.#connection = connectToCache(file, 0)
    this.#inode = inodeOf(file)
  }

  prepare(sql: string): SqliteStatement {
    const connection = this.#current()
    const statement = this.#watched(() => this.#statementOf(connection, sql))
    return {
      reader: statement.reader,
      all: (parameters) => this.#watched(() => statement.all(parameters)),
      run: (parameters) => this.#watched(() => statement.run(parameters)),
      // a statement of its own: one whose rows are being read cannot run again
      iterate: (parameters) => connection.prepare(sql).iterate(parameters),
    }
  }

  close(): void {
    this.#isClosed = true
    this.#connection?.close()
    this.#connection = null
  }

  #current(): Sqlite.Database {
    const now = performance.now()
    if (this.#connection !== null && now - this.#lookedAt > lookEveryMs) {
      this.#lookedAt = now
      if (inodeOf(this.#file) !== this.#inode) this.#letGo()
    }
    if (this.#connection === null) {
      if (!this.#isClosed && now - this.#mendedAt > mendEveryMs) void this.#mend()
      throw new CacheAway('the local cache is being made anew')
    }
    return this.#connection
  }

  /** Prepares each statement once: finding and storing an answer takes 0.12 ms, preparing both statements 0.24 ms more. */
  #statementOf(connection: Sqlite.Database, sql: string): Sqlite.Statement {
    const known = this.#prepared.get(sql)
    if (known !== undefined) return known
    if (this.#prepared.size === preparedMax) this.#prepared.clear()
    const statement = connection.prepare(sql)
    this.#prepared.set(sql, statement)
    return statement
  }

  #watched<Result>(work: () => Result): Result {
    try {
      return work()
    } catch (error) {
      if (isOfFile(error) && this.#connection !== null) {
        this.#letGo()
        void this.#mend(error.message)
      }
      throw error
    }
  }

  /** Safe when another process has put a new file in place: SQLite then does not touch the files that belong to it. */
  #letGo(): void {
    this.#connection?.close()
    this.#connection = null
    this.#prepared.clear()
  }

  async #mend(problem?: string): Promise<void> {
    this.#mendedAt = performance.now()
    try {
      using lock = tryFileLock(`${this.#file}.lock`, 'exclusive')
      if (lock === null) return
      if (problem !== undefined && inodeOf(this.#file) === this.#inode) this.#discard(problem)
      await this.#openOrDiscard()
    } catch {
      // the next statement tries again, also when the file cannot be deleted
    }
  }

  #discard(problem: string): void {
    discardCacheFile(this.#file)
    this.#onDiscard(problem)
  }

  async #openOrDiscard(): Promise<void> {
    try {
      await this.#open()
    } catch (error) {
      if (isOfFile(error)) this.#discard(errorMessage(error))
    }
  }

  async #open(): Promise<void> {
    const connection = connectToCache(this.#file, 0)
    try {
      const dialect = new SqliteDialect({ database: connection })
      await migrateCacheUp({ db: new Kysely<CacheDatabase>({ dialect }) })
      if (this.#isClosed) throw new CacheAway('the service has ended')
      this.#inode = inodeOf(this.#file)
      this.#connection = connection
    } catch (error) {
      connection.close()
      throw error
    }
  }
}

/** The inode of a file; 0 when there is none. */
function inodeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.ino ?? 0
}
