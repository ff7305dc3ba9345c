import type { ControlledTransaction } from 'kysely'
import { askedWork } from '../../platform/turns/asked-cost.ts'
import { Overloaded } from '../../platform/turns/overloaded.ts'
import { type Turn, TurnQueue } from '../../platform/turns/turn-queue.ts'
import { wantedUntil } from '../../platform/wanted-until.ts'
import type { Database } from '../../store/app/database-types.ts'
import { byPrimaryAlone, ReplicaFailed } from '../../store/app/replicas/replica-failed.ts'
import type { ReadDatabase } from '../database.ts'
import { stoppedWhenUnwanted } from '../snapshot.ts'
import { readLastChanges } from '../versions/read-last-changes.ts'
import type { Scope } from '../versions/scope.ts'
import { forget } from './forget.ts'
import type { Entry, LongList } from './long-list.ts'
import type { RowCursor } from './row-cursor.ts'

/** How long a state of the database is kept, in milliseconds. */
export type Patience = {
  /** For a reader who takes nothing. */
  readonly idleMs: number
  /** For one who takes whatever comes: others wait for the connection. */
  readonly mostMs: number
}

/** Whatever takes longer goes on for long, in milliseconds: a list that is short has ended by then. */
const longMs = 250

const defaultPatience: Patience = { idleMs: 1_000, mostMs: 30_000 }

/** So many lists are sent at a time: each holds one to two megabytes, whether or not its reader takes any of it. */
export const mostListsAtOnce = 48

const places = new TurnQueue(mostListsAtOnce)

/**
 * Reads long lists while they are sent. All that a reader takes without delay comes from one state of the
 * database. A slow one must not hold a connection: the state is let go, and the list goes on, after
 * the last item that was taken, in the state that the database has when more is wanted.
 */
export class LongRead {
  readonly #db: ReadDatabase
  readonly #patience: Patience
  #state: Promise<ControlledTransaction<Database>> | null = null
  #cursor: Pick<RowCursor<unknown>, 'atRest'> | null = null
  #place: Turn | null = null
  #states = 0
  #begunAt = 0
  /** Runs while a reader has a piece and wants no other. */
  #idle: NodeJS.Timeout | undefined
  /** A replica failed once; whoever is slow meets no second one. */
  #isForPrimaryAlone = false

  constructor(db: ReadDatabase, patience = defaultPatience) {
    this.#db = db
    this.#patience = patience
  }

  /**
   * The state of the database that is read now: only until the next piece is handed over.
   *
   * @throws Overloaded when too many lists are being sent, before anything of this one is read
   */
  snapshot(): Promise<ReadDatabase> {
    this.#state ??= this.#begin()
    return this.#state
  }

  /** What `find` reads from the state before anything is handed over. */
  async found<Result>(find: (snapshot: ReadDatabase) => Promise<Result>): Promise<Result> {
    try {
      return await find(await this.snapshot())
    } catch (error) {
      await this.#goOnWithoutReplicas(error)
      this.#states = 0
      return find(await this.snapshot())
    }
  }

  /** The items of a list after a key, chunk by chunk, for the caller to keep or forget; of several lists one after the other. */
  async *items<Item, Key>(
    list: LongList<Item, Key>,
    after: Key | null = null,
  ): AsyncGenerator<Item[]> {
    let last = after
    let opened: { cursor: RowCursor<Entry<Item, Key>>; state: ReadDatabase } | undefined
    for (let isLast = false; !isLast;) {
      let next: Awaited<ReturnType<RowCursor<Entry<Item, Key>>['next']>>
      try {
        const state = await this.snapshot()
        if (opened?.state !== state) opened = { state, cursor: list.open(state, last) }
        this.#cursor = opened.cursor
        next = await opened.cursor.next()
      } catch (error) {
        await this.#goOnWithoutReplicas(error)
        continue
      }
      ;({ isLast } = next)
      last = next.entries.at(-1)?.key ?? last
      const items = next.entries.map(({ item }) => item)
      forget(next.entries)
      if (items.length > 0) yield items
    }
  }

  /**
   * What gives the number of the newest commit that changed one of these scopes, as the state has it that all of the
   * reading shows so far; null when it shows several.
   */
  async lastChanges(scopes: readonly Scope[]): Promise<((scope: Scope) => number) | null> {
    if (this.#state === null || this.#states > 1) return null
    // it is not the reader who is slow
    clearTimeout(this.#idle)
    try {
      // the next rows are held back, and a transaction does one thing after the other
      const failure = (await this.#cursor?.atRest()) ?? null
      // whatever else is asked in this transaction would fail because of it, and not say why
      if (failure !== null) throw failure
      return await readLastChanges(await this.#state, scopes)
    } catch (error) {
      // the reading meets the same, and goes on in another state
      if (error instanceof ReplicaFailed) return null
      throw error
    } finally {
      this.#waitForReader()
    }
  }

  /**
   * Hands over what is written of that which is read here, and ends with it. Says at the end whether
   * all of it shows one state of the database.
   */
  async *handOver<Piece>(
    pieces: AsyncGenerator<Piece>,
  ): AsyncGenerator<Piece, { showsOneState: boolean }> {
    try {
      for await (const piece of pieces) {
        this.#waitForReader()
        try {
          yield piece
        } finally {
          clearTimeout(this.#idle)
        }
        const ageMs = performance.now() - this.#begunAt
        if (ageMs > this.#patience.mostMs) await this.#letGo()
        else if (ageMs > longMs) askedWork()?.goesOnForLong()
      }
      return { showsOneState: this.#states <= 1 }
    } finally {
      await this.#letGo()
      this.#place?.end()
    }
  }

  /** Lets the state go when the reader takes nothing for too long. */
  #waitForReader(): void {
    clearTimeout(this.#idle)
    this.#idle = setTimeout(() => void this.#letGo(), this.#patience.idleMs)
  }

  async #begin(): Promise<ControlledTransaction<Database>> {
    const work = askedWork()
    if (work !== undefined) work.isBeingSent = this.#states > 0
    this.#states += 1
    this.#begunAt = performance.now()
    const begin = () =>
      stoppedWhenUnwanted(this.#db)
        .startTransaction()
        .setIsolationLevel('repeatable read')
        .setAccessMode('read only')
        .execute()
    const state = await (this.#isForPrimaryAlone ? byPrimaryAlone(begin) : begin())
    // who waits for a connection holds nothing yet
    if (this.#place === null && !this.#takePlace()) {
      await state.rollback().execute()
      throw new Overloaded(places.expectedWaitMs)
    }
    return state
  }

  #takePlace(): boolean {
    const place = places.tryTake()
    this.#place = place
    // of a reader who leaves before the first piece nobody may ever hear
    if (place !== null) wantedUntil()?.addEventListener('abort', place.end, { once: true })
    return place !== null
  }

  /** The state that a replica has lost is found on the primary, as a later one. */
  async #goOnWithoutReplicas(error: unknown): Promise<void> {
    if (!(error instanceof ReplicaFailed)) throw error
    this.#isForPrimaryAlone = true
    await this.#letGo()
  }

  /**
   * What fails here has failed for whoever read, or is the connection, which is gone then. A commit, because nobody waits
   * for the end of a transaction that only read (`ReaderConnection`).
   */
  async #letGo(): Promise<void> {
    const [state, cursor] = [this.#state, this.#cursor]
    this.#state = null
    this.#cursor = null
    try {
      await cursor?.atRest()
      await (await state)?.commit().execute()
    } catch {
      // a transaction that never began, or that has ended with its connection
    }
  }
}
