import type { ControlledTransaction } from 'kysely'
import { askedWork } from '../../platform/turns/asked-cost.ts'
import { Overloaded } from '../../platform/turns/overloaded.ts'
import { type Turn, TurnQueue } from '../../platform/turns/turn-queue.ts'
import { wantedUntil } from '../../platform/waiting/wanted-until.ts'
import type { Database } from '../../store/app/schema/database-types.ts'
import { byPrimaryAlone, ReplicaFailed } from '../../store/app/replicas/replica-failed.ts'
import type { ReadDatabase } from '../database.ts'
import { stoppedWhenUnwanted } from '../snapshot.ts'
import { readLastChanges } from '../versions/read-last-changes.ts'
import type { Scope } from '../versions/scope.ts'
import { forget } from './forget.ts'
import type { Entry, LongList } from './long-list.ts'
import type { RowCursor } from './row-cursor.ts'

/** How long a state of the database (a transaction and its connection) is kept for a reader. */
export type Patience = {
  /** While the reader takes nothing, in milliseconds. */
  readonly idleMs: number
  /** In all, however fast the reader is, in milliseconds: others wait for the connection. */
  readonly mostMs: number
}

/** A list that takes longer counts as long, in milliseconds; short ones have ended by then. */
const longMs = 250

const defaultPatience: Patience = { idleMs: 1_000, mostMs: 30_000 }

/** How many lists are sent at a time: each takes one to two megabytes, whether or not its reader takes any of it. */
export const mostListsAtOnce = 48

const places = new TurnQueue(mostListsAtOnce)

/**
 * Reads long lists while they are sent. All that a reader takes without delay comes from one state of the database. A
 * slow reader must not hold a connection: its state is given up, and the list goes on after the last item that was
 * taken, in the state that the database has when the reader wants more.
 */
export class LongRead {
  readonly #db: ReadDatabase
  readonly #patience: Patience
  #state: Promise<ControlledTransaction<Database>> | null = null
  #cursor: Pick<RowCursor<unknown>, 'atRest'> | null = null
  #place: Turn | null = null
  #states = 0
  #begunAt = 0
  /** Runs from handing over a piece until the reader wants the next one. */
  #idle: NodeJS.Timeout | undefined
  /** Set when a replica has failed: the rest is read on the primary. */
  #isForPrimaryAlone = false

  constructor(db: ReadDatabase, patience = defaultPatience) {
    this.#db = db
    this.#patience = patience
  }

  /**
   * The state of the database that is read now. To be used only until the next piece is handed over.
   *
   * @throws Overloaded when too many lists are being sent, before anything of this one is read
   */
  snapshot(): Promise<ReadDatabase> {
    this.#state ??= this.#begin()
    return this.#state
  }

  /** Runs `find` in the state, before anything is handed over; a second time on the primary when a replica fails. */
  async found<Result>(find: (snapshot: ReadDatabase) => Promise<Result>): Promise<Result> {
    try {
      return await find(await this.snapshot())
    } catch (error) {
      await this.#goOnWithoutReplicas(error)
      this.#states = 0
      return find(await this.snapshot())
    }
  }

  /** Reads the items of a list after a key, chunk by chunk. Several lists are read one after the other. */
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
   * Reads which commit changed each of these scopes last, in the state that the reading has shown so far; null when it
   * has shown several states.
   */
  async lastChanges(scopes: readonly Scope[]): Promise<((scope: Scope) => number) | null> {
    if (this.#state === null || this.#states > 1) return null
    // the time that this takes is not the reader's
    clearTimeout(this.#idle)
    try {
      // a transaction runs one statement at a time: the cursor has to stop first
      const failure = (await this.#cursor?.atRest()) ?? null
      // after this failure all other statements of the transaction would fail with a message that says less
      if (failure !== null) throw failure
      return await readLastChanges(await this.#state, scopes)
    } catch (error) {
      // the reading meets the same failure, and goes on in another state
      if (error instanceof ReplicaFailed) return null
      throw error
    } finally {
      this.#waitForReader()
    }
  }

  /**
   * Passes on the pieces that are written of what is read here, gives up the state when the reader is slow, and frees
   * everything at the end.
   *
   * @returns whether all pieces show one state of the database
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

  /** Gives up the state when the reader takes nothing for too long. */
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
    // only now: a list that still waits for a connection takes no memory
    if (this.#place === null && !this.#takePlace()) {
      await state.rollback().execute()
      throw new Overloaded(places.expectedWaitMs)
    }
    return state
  }

  #takePlace(): boolean {
    const place = places.tryTake()
    this.#place = place
    // when the reader leaves before the first piece, nothing else may free the place
    if (place !== null) wantedUntil()?.addEventListener('abort', place.end, { once: true })
    return place !== null
  }

  /** After a replica has failed, goes on in a later state on the primary. */
  async #goOnWithoutReplicas(error: unknown): Promise<void> {
    if (!(error instanceof ReplicaFailed)) throw error
    this.#isForPrimaryAlone = true
    await this.#letGo()
  }

  /**
   * Ends the transaction. Failures are ignored: the reading has met them already, or the connection is gone. It
   * commits, because `ReaderConnection` does not wait for the commit of a transaction that only read.
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
