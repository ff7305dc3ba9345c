import { errorMessage } from '../../platform/error-message.ts'
import type { Logger } from '../../platform/log.ts'
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
 * What was made: an answer; one that is whole only when it is sent, and is kept then; null for one that is not to
 * be kept.
 */
export type Made = ReadyAnswer | { later: Promise<ReadyAnswer | null> } | null

/** Whose answer cannot be kept, or not yet, makes it for itself. */
export type Make = () => Promise<Made>

/** One warning in so long tells that answers cannot be compared with their scopes, in milliseconds. */
const warnEveryMs = 60_000

/**
 * Answers that are made once for each state of the data (architecture.md 2.6). What was committed is in the next
 * answer: an answer is given only while the newest commit that is known is the one it was made at, or has
 * changed none of the scopes that it hangs on. An answer carries the commit that was known *before* it was
 * read, so it may show a newer one and be made again in vain, and can never pass for newer than it is. Where an older state of
 * the database was brought back by its files, numbers come again: whenever the commits are followed anew, answers of later states than
 * was found are forgotten.
 */
export class ReadyAnswers {
  readonly #options: ReadyAnswersOptions
  readonly #memory: AnswerMemory
  readonly #renewal: Renewal
  readonly #flights = new Map<string, { version: Version; answer: Promise<Found | null> }>()
  #warnedAt = -Infinity
  /** The state of which nothing later is kept that was there before it was found. */
  #swept: Version | null = null
  /** Whether nothing later is on the shelf. */
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

  /** The answer in memory, if it shows the newest state that is known. */
  atHand(key: string): ReadyAnswer | undefined {
    this.#sweep()
    const answer = this.#memory.find(key)
    return answer !== undefined && this.isCurrent(answer) ? answer : undefined
  }

  /** Whether an answer shows the newest state that is known. */
  isCurrent({ version }: ReadyAnswer): boolean {
    return version !== null && this.version.isCurrent(version)
  }

  /** Counts anew what an answer takes, which grows by each form that somebody asks for. */
  weigh(key: string, answer: ReadyAnswer): void {
    if (this.#memory.find(key) === answer) this.#memory.keep(key, answer)
  }

  /**
   * The answer of a key for a client, see {@link find}, counted by where it came from.
   */
  async get(key: string, make: Make): Promise<Found | null> {
    const found = await this.find(key, make)
    this.#options.metrics.answered(found?.source ?? 'not_kept')
    return found
  }

  /**
   * The answer of a key: kept, or found unchanged, or made. Of several who ask at once one makes it.
   *
   * @returns null when `make`, which has run then, gave one that cannot be kept
   */
  async find(key: string, make: Make): Promise<Found | null> {
    const atHand = this.atHand(key)
    if (atHand !== undefined) return { answer: atHand, source: 'memory' }
    const version = this.version.current
    if (version === null) return unkept(make)
    for (;;) {
      const flight = this.#flights.get(key)
      if (flight === undefined || !isSameVersion(flight.version, version)) break
      // it may fail, for instance because its client leaves; then the next one makes it
      const found = await flight.answer.catch(() => undefined)
      // nobody waits for who sends it meanwhile, or one after the other for what nobody can share
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
    // commits that were followed anew meanwhile may be others
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

  /** Not in place of one that was begun later and made sooner. */
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
   * An answer that is kept and shows the state `version`, because nothing that it hangs on has changed: in memory, or
   * in the cache, where another process may have put it meanwhile.
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

  /** Whether an answer shows the state `version`, which it carries from then on. */
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
      // whoever makes the answer meets the same fault, and tells the client
      this.#warn(error)
      return false
    }
  }

  /** An answer was given before the framework was asked. */
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
