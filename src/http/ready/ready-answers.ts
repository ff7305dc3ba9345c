import { errorMessage } from '../../platform/errors/error-message.ts'
import type { Logger } from '../../platform/log/log.ts'
import { type DataVersion, isSameVersion, type Version } from '../../read/versions/data-version.ts'
import { AnswerMemory } from './answer-memory.ts'
import type { AnswerShelf } from './answer-shelf.ts'
import type { ReadyAnswer } from './ready-answer.ts'
import type { AnswerSource, ReadyMetrics } from './ready-metrics.ts'
import { type LastChanges, Renewal } from './renewal.ts'

/** An answer, and where it came from. */
export type Found = { answer: ReadyAnswer; source: AnswerSource }

export type ReadyAnswersOptions = {
  version: DataVersion
  /** Where answers outlive the memory; null: nowhere. */
  shelf: AnswerShelf | null
  lastChanges: LastChanges
  maxMemoryBytes: number
  log: Logger
  metrics: ReadyMetrics
}

/**
 * What a handler made: an answer; one that is complete, and kept, only once it has been sent (`later`); or null for one
 * that is not to be kept.
 */
export type Made = ReadyAnswer | { later: Promise<ReadyAnswer | null> } | null

/** Makes an answer. */
export type Make = () => Promise<Made>

/** At most one warning in this time says that scopes cannot be read, in milliseconds. */
const warnEveryMs = 60_000

/**
 * The cache of answers, each made once for a state of the data (architecture.md 2.6). An answer is given again only
 * while the newest known commit is the one it was made at, or no later commit has changed a scope that it depends on.
 * So whatever is committed is in the next answer.
 *
 * An answer carries the commit that was known *before* it was read. It may show a newer one and be made again in
 * vain, but never passes for newer than it is. When the files of an older database were restored, numbers of commits
 * repeat: after each reconnect, answers with a higher number than the database has are forgotten.
 */
export class ReadyAnswers {
  readonly #options: ReadyAnswersOptions
  readonly #memory: AnswerMemory
  readonly #renewal: Renewal
  readonly #flights = new Map<string, { version: Version; answer: Promise<Found | null> }>()
  #warnedAt = -Infinity
  /** The state found after the last reconnect, for which later answers were forgotten. */
  #swept: Version | null = null
  /** Whether they were forgotten on the shelf as well. */
  #isShelfSwept = Promise.resolve(true)

  constructor(options: ReadyAnswersOptions) {
    this.#options = options
    this.#memory = new AnswerMemory(options.maxMemoryBytes)
    this.#renewal = new Renewal(options.lastChanges)
    options.metrics.watch(this.#memory)
  }

  get version(): DataVersion {
    return this.#options.version
  }

  /** The answer in memory, if it shows the newest known state. */
  atHand(key: string): ReadyAnswer | undefined {
    this.#sweep()
    const answer = this.#memory.find(key)
    return answer !== undefined && this.isCurrent(answer) ? answer : undefined
  }

  /** Whether an answer shows the newest known state. */
  isCurrent({ version }: ReadyAnswer): boolean {
    return version !== null && this.version.isCurrent(version)
  }

  /** Updates how much memory an answer takes: it grows with each coding that somebody asks for. */
  weigh(key: string, answer: ReadyAnswer): void {
    if (this.#memory.find(key) === answer) this.#memory.keep(key, answer)
  }

  /** Finds or makes the answer of a key for a client, as {@link find} does, and counts where it came from. */
  async get(key: string, make: Make): Promise<Found | null> {
    const found = await this.find(key, make)
    this.#options.metrics.answered(found?.source ?? 'not_kept')
    return found
  }

  /**
   * Finds or makes the answer of a key. Of several requests that ask at once, one makes it for all.
   *
   * @returns null when `make` has run and its answer cannot be kept; its caller then sends what it made
   */
  async find(key: string, make: Make): Promise<Found | null> {
    const atHand = this.atHand(key)
    if (atHand !== undefined) return { answer: atHand, source: 'memory' }
    const version = this.version.current
    if (version === null) return unkept(make)
    for (;;) {
      const flight = this.#flights.get(key)
      if (flight === undefined || !isSameVersion(flight.version, version)) break
      // that request may fail, for instance because its client leaves; then the next one makes the answer
      const found = await flight.answer.catch(() => undefined)
      // An answer that cannot be shared: each makes its own at once, instead of one after the other.
      if (found === null) return this.#findOrMake(key, version, make)
      if (found !== undefined) return { ...found, source: 'shared' }
    }
    return this.#fly(key, version, make)
  }

  async #fly(key: string, version: Version, make: Make): Promise<Found | null> {
    const flight = { version, answer: this.#findOrMake(key, version, make) }
    this.#flights.set(key, flight)
    try {
      return await flight.answer
    } finally {
      if (this.#flights.get(key) === flight) this.#flights.delete(key)
    }
  }

  async #findOrMake(key: string, version: Version, make: Make): Promise<Found | null> {
    const swept = this.#swept
    const kept = await this.#unchanged(key, version)
    if (kept !== null) return kept
    const made = await make()
    if (made === null) return null
    // after a reconnect the same numbers may mean other commits
    const keep = (answer: ReadyAnswer): void => {
      if (this.version.found === swept) this.#keep(key, answer, version)
    }
    if ('later' in made) {
      void made.later.then((answer) => answer && keep(answer))
      return null
    }
    keep(made)
    return { answer: made, source: 'made' }
  }

  /** Keeps an answer, unless one of a newer state was made meanwhile. */
  #keep(key: string, answer: ReadyAnswer, version: Version): void {
    const { dataset, number } = version
    answer.version = version
    const present = this.#memory.find(key)?.version
    if (present?.dataset === dataset && present.number > number) return
    this.#memory.keep(key, answer)
    if (answer.scopes !== null) this.#renewal.note(key)
    void this.#options.shelf?.keep(key, answer)
  }

  /**
   * Finds a kept answer that still shows the state `version`, because nothing that it depends on has changed: in memory,
   * or on the shelf, where another process may have put it.
   */
  async #unchanged(key: string, version: Version): Promise<Found | null> {
    const inMemory = this.#memory.find(key)
    if (inMemory?.scopes) this.#renewal.note(key)
    if (inMemory !== undefined && (await this.#shows(inMemory, version))) {
      return { answer: inMemory, source: 'unchanged' }
    }
    const inFile = (await this.#isShelfSwept) ? await this.#options.shelf?.find(key) : undefined
    if (inFile === undefined || isNoNewer(inFile, inMemory)) return null
    if (!(await this.#shows(inFile, version))) return null
    this.#memory.keep(key, inFile)
    return { answer: inFile, source: 'file' }
  }

  #sweep(): void {
    const { found } = this.version
    if (found === null || found === this.#swept) return
    this.#swept = found
    this.#memory.forgetLater(found)
    this.#isShelfSwept = this.#options.shelf?.forgetLater(found) ?? Promise.resolve(true)
  }

  /** Whether an answer shows the state `version`. If so, it carries that version from then on. */
  async #shows(answer: ReadyAnswer, version: Version): Promise<boolean> {
    if (answer.version?.dataset !== version.dataset) return false
    if (answer.version.number === version.number) return true
    if (answer.version.number > version.number) return false
    return this.#isUntouched(answer, version)
  }

  async #isUntouched(answer: ReadyAnswer, version: Version): Promise<boolean> {
    if (answer.scopes === null) return false
    try {
      return await this.#renewal.isUntouched(answer, version, (key) => this.#memory.find(key))
    } catch (error) {
      // the answer is made instead: that meets the same fault, and the client is told
      this.#warn(error)
      return false
    }
  }

  /** Counts an answer that the door gave, before the framework was asked. */
  countAtDoor(): void {
    this.#options.metrics.answered('door')
  }

  #warn(error: unknown): void {
    if (performance.now() - this.#warnedAt < warnEveryMs) return
    this.#warnedAt = performance.now()
    this.#options.log.warn(
      { reason: errorMessage(error) },
      'versions of answers cannot be read; answers are made each time',
    )
  }
}

async function unkept(make: Make): Promise<Found | null> {
  const made = await make()
  return made === null || 'later' in made ? null : { answer: made, source: 'not_kept' }
}

function isNoNewer({ version }: ReadyAnswer, other: ReadyAnswer | undefined): boolean {
  if (other?.version?.dataset !== version?.dataset) return false
  return (version?.number ?? 0) <= (other?.version?.number ?? 0)
}
