import type pg from 'pg'
import type { SpoolFile } from '../spool-file.ts'
import { claimKey } from './claim-key.ts'
import { ClaimSession } from './claim-session.ts'

/** How often it is worth looking whether whoever holds what we want still lives, in milliseconds. */
const lookForDeadMs = 500

/**
 * The files of a spool that this ingester works on and no other one does, on whatever host. Claims are
 * rows of one unlogged table, a batch of them per statement: to claim and release 20,000 files costs
 * 0.3 s. A killed ingester loses them with its connection. One that loses its connection alone asks for
 * them again, and goes without those that somebody else took meanwhile.
 *
 * Files stay where they are, so a claim cannot lose one: who believes to hold a claim and does not stores
 * a file that another one stores too, which changes nothing, and only one of them moves it.
 */
export class SpoolClaims implements AsyncDisposable {
  readonly #pool: pg.Pool
  readonly #held = new Map<string, number>()
  #session: ClaimSession | undefined
  #opening: Promise<ClaimSession> | undefined
  #lookedForDeadAt = -Infinity
  /** What is being claimed. */
  readonly #taking = new Set<Promise<unknown>>()

  constructor(pool: pg.Pool) {
    this.#pool = pool
  }

  /** Files that are ours. */
  get size(): number {
    return this.#held.size
  }

  /**
   * Claims those of the files that nobody else works on.
   *
   * @returns these, in the given order
   * @throws the database's error; nothing is claimed then
   */
  async take(files: readonly SpoolFile[]): Promise<SpoolFile[]> {
    const taking = this.#take(files)
    this.#taking.add(taking)
    try {
      return await taking
    } finally {
      this.#taking.delete(taking)
    }
  }

  async #take(files: readonly SpoolFile[]): Promise<SpoolFile[]> {
    const keys = new Map(files.map((file) => [file, claimKey(file)]))
    const session = await this.#living()
    const got = new Set(await this.#asking(session, () => claimed(session, [...keys.values()])))
    const missing = [...keys.values()].filter((key) => !got.has(key))
    if (missing.length > 0 && (await this.#forgetDead(session))) {
      const more = await this.#asking(session, () => claimed(session, missing))
      for (const key of more) got.add(key)
    }
    return files.filter((file) => {
      const key = keys.get(file)
      if (key === undefined || !got.has(key)) return false
      this.#held.set(file.name, key)
      return true
    })
  }

  /**
   * Those of the files that are still ours; all, unless the connection was lost since they were claimed.
   *
   * @throws the database's error
   */
  async keep(files: readonly SpoolFile[]): Promise<SpoolFile[]> {
    if (this.#held.size > 0) await this.#living()
    return files.filter(({ name }) => this.#held.has(name))
  }

  /** Lets others have the files. What cannot be released now ends with the session. */
  async release(files: Iterable<{ name: string }>): Promise<void> {
    const keys: number[] = []
    for (const { name } of files) {
      const key = this.#held.get(name)
      if (key !== undefined) keys.push(key)
      this.#held.delete(name)
    }
    const session = this.#session
    if (keys.length === 0 || session === undefined || session.isLost) return
    await this.#asking(session, () => session.release(keys)).catch(() => {})
  }

  /** Lets others have everything but these files. */
  async releaseAllBut(files: Iterable<{ name: string }>): Promise<void> {
    const kept = new Set(Array.from(files, ({ name }) => name))
    const names = [...this.#held.keys()].filter((name) => !kept.has(name))
    await this.release(names.map((name) => ({ name })))
  }

  /**
   * The time of PostgreSQL, in milliseconds since 1970. It is asked for on the connection of the claims: the
   * pool may have none to spare.
   *
   * @throws the database's error
   */
  async databaseTime(): Promise<number> {
    const session = await this.#living()
    return this.#asking(session, () => session.databaseTime())
  }

  /** Gives the connection back when nothing is claimed. */
  async rest(): Promise<void> {
    if (this.#held.size > 0) return
    const session = this.#session
    this.#session = undefined
    if (session?.isLost === true) await this.#forgetClaimsOf(session)
    else await session?.close()
  }

  async [Symbol.asyncDispose](): Promise<void> {
    // the next files are claimed beside the work, which may be over before they are
    await Promise.allSettled(this.#taking)
    await this.releaseAllBut([])
    await this.rest()
  }

  /** Of files that were moved after their session was lost nobody else wants the claims. */
  async #forgetClaimsOf(lost: ClaimSession): Promise<void> {
    lost.cut()
    try {
      const session = await ClaimSession.open(this.#pool)
      await this.#asking(session, () => session.succeed(lost, []))
      await session.close()
    } catch {
      // the database is away: they go with the next who comes
    }
  }

  #living(): Promise<ClaimSession> {
    const present = this.#session
    if (present?.isLost === false) return Promise.resolve(present)
    this.#opening ??= this.#open(present).finally(() => (this.#opening = undefined))
    return this.#opening
  }

  async #open(previous: ClaimSession | undefined): Promise<ClaimSession> {
    // the pool may have no room for another connection as long as it counts the lost one
    previous?.cut()
    const session = await ClaimSession.open(this.#pool)
    if (previous === undefined) {
      // of files that were moved just before the end of their owner nobody else wants the claims
      await this.#asking(session, () => session.forgetDead())
    } else {
      await this.#asking(session, () => this.#succeed(session, previous))
    }
    this.#session = session
    return session
  }

  async #succeed(session: ClaimSession, previous: ClaimSession): Promise<void> {
    const ours = new Set(await session.succeed(previous, ascending([...this.#held.values()])))
    for (const [name, key] of this.#held) if (!ours.has(key)) this.#held.delete(name)
  }

  async #forgetDead(session: ClaimSession): Promise<boolean> {
    const now = performance.now()
    if (now - this.#lookedForDeadAt < lookForDeadMs) return false
    this.#lookedForDeadAt = now
    return this.#asking(session, () => session.forgetDead())
  }

  /** What went wrong once with a session may go on to: its claims end with it. */
  async #asking<Answer>(session: ClaimSession, ask: () => Promise<Answer>): Promise<Answer> {
    try {
      return await ask()
    } catch (error) {
      session.cut()
      throw error
    }
  }
}

function claimed(session: ClaimSession, keys: readonly number[]): Promise<readonly number[]> {
  return session.claim(ascending(keys))
}

function ascending(keys: readonly number[]): number[] {
  return keys.toSorted((one, other) => one - other)
}
