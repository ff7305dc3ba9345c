import { statSync } from 'node:fs'
import type Sqlite from 'better-sqlite3'
import { Kysely, SqliteDialect, type SqliteDatabase, type SqliteStatement } from 'kysely'
import { errorMessage } from '../../platform/error-message.ts'
import { tryFileLock } from '../embedded/files/file-lock.ts'
import type { CacheDatabase } from './cache-types.ts'
import { migrateCacheUp } from './migrate.ts'
import { connectToCache, discardCacheFile } from './open-cache.ts'
import { isOfFile } from './sqlite-failure.ts'

/** How often it looks whether the file is still the one that is open, in milliseconds. */
const lookEveryMs = 1_000

/** Between two attempts to mend, in milliseconds. */
const mendEveryMs = 250

/** How many statements are kept prepared. The service has a dozen, and one for each number of addresses that are looked up at once. */
const preparedMax = 50

/** There is no file at this moment; a new one is on its way. */
class CacheAway extends Error {}

/**
 * The connection of a service to the file of the cache. It never waits for other processes, because everybody waits
 * for it. A file that is damaged while it is in use, or taken away, is replaced by a new one; what is
 * asked meanwhile fails. Of several processes that notice one replaces it, and the others follow.
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

  /** @param onDiscard is told why a file is thrown away */
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
      // who goes through rows keeps a statement from others
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

  /** Each is prepared once: to look for an answer and to keep it takes 0.12 ms, and to prepare both 0.24 more. */
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

  /** SQLite leaves what lies beside the file alone when that is another one by now. */
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
      // whoever asks next tries again, also where nothing can be removed
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

/** 0 where nothing lies. */
function inodeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.ino ?? 0
}
