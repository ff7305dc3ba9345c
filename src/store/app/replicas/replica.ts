import type { OpenDatabase } from '../database.ts'
import type { KnownCommit } from '../commits/newest-commit.ts'
import { type LineOfHistory, whyUnlike } from '../commits/line-of-history.ts'

/**
 * `away`: not reached, or not known yet. `behind`: has not replayed what others know for too long to wait for
 * it. `fit`: may be asked.
 */
export type ReplicaState = 'fit' | 'behind' | 'away'

/** A server that replays what the primary commits, as this process sees it. */
export class Replica {
  /** Host and port, for people. */
  readonly name: string
  #database: OpenDatabase | null = null
  #state: ReplicaState = 'away'
  #behindSince: number | null = null
  #line: LineOfHistory | undefined
  /** Reads that it answered. */
  reads = 0

  constructor(name: string) {
    this.name = name
  }

  /** Its connections; null until it was reached for the first time. */
  get database(): OpenDatabase | null {
    return this.#database
  }

  get state(): ReplicaState {
    return this.#state
  }

  /** For how long it has lacked a commit that is known, in seconds. */
  get lagSeconds(): number {
    return this.#behindSince === null ? 0 : (performance.now() - this.#behindSince) / 1000
  }

  /** Requests that use it or wait for it. */
  get busy(): number {
    if (this.#database === null) return 0
    const { pool, shares } = this.#database
    const waiting = Object.values(shares.queues).reduce((sum, queue) => sum + queue.waiting, 0)
    return pool.totalCount - pool.idleCount + waiting
  }

  connectTo(database: OpenDatabase): void {
    this.#database = database
  }

  /** A look found it on a line of history; undefined where it does not say. */
  isOn(line: LineOfHistory | undefined): void {
    this.#line = line
  }

  /** Whether its numbers count what those of a commit do: the primary may be another one since the last look. */
  isLike(commit: KnownCommit): boolean {
    return whyUnlike(this.#line, commit) === undefined
  }

  /** A look found it in step with what is known, or not. */
  seen(isInStep: boolean): void {
    this.#state = isInStep ? 'fit' : 'behind'
    if (isInStep) this.#behindSince = null
    else this.#behindSince ??= performance.now()
  }

  /** It lacked a commit, and was waited for in vain. */
  fellBehind(): void {
    if (this.#state === 'fit') this.seen(false)
  }

  /** It does not answer. */
  isLost(): void {
    this.#state = 'away'
  }

  /** Nor does it let anybody in: what is being read there is read elsewhere, and does not wait for as long as a statement may take. */
  isSilent(): void {
    this.isLost()
    this.#database?.cut()
  }
}
