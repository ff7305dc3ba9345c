import type { Kysely } from 'kysely'
import { letOthersRun } from '../../platform/turns/let-others-run.ts'
import type { CacheDatabase } from './cache-types.ts'
import { unlessBusy } from './sqlite-failure.ts'
import { sealOf } from './seal.ts'
import type { ResponseRow } from './tables/response.ts'

/** An answer as it is stored. */
export type KeptResponse = Omit<ResponseRow, 'key' | 'used_at' | 'size_bytes' | 'seal'>

/** A small body counts as one page, which it takes in the file. That limits the number of rows, too. */
const pageBytes = 4096

/** When there is too much, about this share of the maximum is kept, so that the next insert need not delete again. */
const keptShare = 0.9

/** The total size is computed each time that this share of the maximum was added, because it reads an index entry of each answer. */
const sumEvery = 0.01

/**
 * How many answers are deleted at a time; the event loop runs in between. On a busy machine, deleting 1,600 of 16,400
 * at once blocked it for 123 and 203 ms; in parts, all of them took 31 ms.
 */
const evictedAtOnce = 100

/** The time of the last use is updated at most this often, in milliseconds, because writing costs more than reading. */
const useMs = 60_000

/** Ready answers in the local cache. All methods throw SqliteError; times are in milliseconds since 1970. */
export class ResponseStore {
  readonly #db: Kysely<CacheDatabase>
  readonly #maxBytes: number
  #bytesSinceSum: number

  /** @param maxBytes the most that all answers together may take, compressed; exceeded by 1 % at most */
  constructor(db: Kysely<CacheDatabase>, maxBytes: number) {
    this.#db = db
    this.#maxBytes = maxBytes
    // an earlier process may have left too much already
    this.#bytesSinceSum = maxBytes
  }

  /** The answer of a key; undefined when there is none, or its row is damaged. */
  async find(key: string, now: number): Promise<KeptResponse | undefined> {
    const row = await this.#db
      .selectFrom('response')
      .selectAll()
      .where('key', '=', key)
      .executeTakeFirst()
    if (row === undefined) return undefined
    if (row.seal !== sealOfResponse(key, row)) {
      // its version cannot be trusted either, and would keep newer answers from being stored
      await unlessBusy(this.#db.deleteFrom('response').where('key', '=', key))
      return undefined
    }
    if (row.used_at < now - useMs) {
      await unlessBusy(
        this.#db.updateTable('response').set({ used_at: now }).where('key', '=', key),
      )
    }
    return row
  }

  /**
   * Stores an answer, unless another process has stored a newer one. When there is too much, the answers that were used
   * longest ago are deleted.
   */
  async keep(key: string, response: KeptResponse, now: number): Promise<void> {
    const size_bytes = Math.max(response.body.length, pageBytes)
    const seal = sealOfResponse(key, response)
    const row = { key, used_at: now, size_bytes, ...response, seal }
    await this.#db
      .insertInto('response')
      .values(row)
      .onConflict((conflict) =>
        conflict
          .column('key')
          .doUpdateSet(row)
          .where((eb) =>
            eb.or([
              eb('response.dataset', '!=', response.dataset),
              eb('response.version', '<=', response.version),
            ]),
          ),
      )
      .execute()
    this.#bytesSinceSum += size_bytes
    if (this.#bytesSinceSum < this.#maxBytes * sumEvery) return
    this.#bytesSinceSum = 0
    const kept = await this.#keptBytes()
    if (kept > this.#maxBytes) await this.#evict(kept - this.#maxBytes * keptShare)
  }

  /** Deletes the answers of a dataset that show a later state than `version`. */
  async forgetLater(dataset: string, version: number): Promise<void> {
    for (;;) {
      const later = await this.#db
        .selectFrom('response')
        .select('key')
        .where('dataset', '=', dataset)
        .where('version', '>', version)
        .limit(evictedAtOnce)
        .execute()
      if (later.length === 0) return
      const keys = later.map(({ key }) => key)
      await this.#db.deleteFrom('response').where('key', 'in', keys).execute()
      await letOthersRun()
    }
  }

  async #keptBytes(): Promise<number> {
    const { total } = await this.#db
      .selectFrom('response')
      .select((eb) => eb.fn.sum<number | null>('size_bytes').as('total'))
      .executeTakeFirstOrThrow()
    return total ?? 0
  }

  /** Deletes the answers that were used longest ago: that many bytes, or a little more. */
  async #evict(bytes: number): Promise<void> {
    let left = bytes
    while (left > 0) {
      const oldest = await this.#db
        .selectFrom('response')
        .select(['key', 'size_bytes'])
        .orderBy('used_at')
        .orderBy('key')
        .limit(evictedAtOnce)
        .execute()
      if (oldest.length === 0) return
      const evicted: string[] = []
      for (const { key, size_bytes } of oldest) {
        if (left <= 0) break
        evicted.push(key)
        left -= size_bytes
      }
      await this.#db.deleteFrom('response').where('key', 'in', evicted).execute()
      await letOthersRun()
    }
  }
}

function sealOfResponse(key: string, kept: KeptResponse): string {
  const { dataset, version, scopes, etag, headers, made_at, length, coding, body } = kept
  return sealOf([key, dataset, version, scopes, etag, headers, made_at, length, coding, body])
}
