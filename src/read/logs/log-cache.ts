import { Counter } from 'prom-client'
import { errorMessage } from '../../platform/error-message.ts'
import type { Logger } from '../../platform/log.ts'
import type { MetricsRegistry } from '../../platform/metrics.ts'
import { SingleFlight } from '../../platform/single-flight.ts'
import type { Cache } from '../../store/cache/open-cache.ts'
import {
  findLog,
  type FoundLog,
  keepLog,
  type KeptLog,
  type LogBounds,
  useMs,
} from '../../store/cache/log-store.ts'

/** What a cache of logs can say of a question, or do with a log. */
const events = ['hit', 'miss', 'kept', 'too_large', 'failed'] as const
type CacheEvent = (typeof events)[number]

/**
 * What becomes of a log that somebody fetches. `left`: nobody read it to its end, and whoever waits for it may
 * be the next to fetch it.
 */
export type LogFate = 'kept' | 'not kept' | 'left'

export type LogCacheOptions = LogBounds & {
  cache: Pick<Cache, 'db'>
  log: Logger
  metrics: MetricsRegistry
}

/** One warning in so long tells that a cache fails, in milliseconds. */
const warnEveryMs = 60_000

/** A log that is larger when it is packed is not kept: SQLite reads and writes it in one piece. */
const maxLogBytes = 4 * 1024 * 1024

/** Logs that were fetched before. A cache that fails costs a warning and speed, never an answer. */
export class LogCache {
  readonly #options: LogCacheOptions
  readonly #events: Counter<'event'>
  #warnedAt = -Infinity

  /** Logs that are being fetched to be kept, by their address. */
  readonly underWay = new SingleFlight<LogFate>()

  constructor(options: LogCacheOptions) {
    this.#options = options
    this.#events = new Counter({
      name: 'treeline_log_cache_total',
      help: 'Logs that were asked for in the cache, and what became of those fetched',
      labelNames: ['event'],
      registers: [options.metrics],
    })
    for (const event of events) this.#events.inc({ event }, 0)
  }

  /** Larger ones are not kept, in bytes as they are packed; 0 when none is. */
  get maxLogBytes(): number {
    return Math.min(maxLogBytes, this.#options.maxBytes / 2)
  }

  async find(url: string): Promise<FoundLog | undefined> {
    const { cache, ...bounds } = this.#options
    const found = await this.#carefully(() => findLog(cache.db, url, bounds, Date.now()))
    this.count(found === undefined ? 'miss' : 'hit')
    return found
  }

  /** Until when a log may be given without being looked for again, in milliseconds since 1970. */
  goodUntil({ fetched_at }: FoundLog): number {
    return Math.min(fetched_at + this.#options.maxAgeMs, Date.now() + useMs)
  }

  /** Whether that succeeded. */
  async keep(url: string, log: KeptLog): Promise<boolean> {
    const { cache, ...bounds } = this.#options
    const kept = await this.#carefully(async () => {
      await keepLog(cache.db, url, log, bounds, Date.now())
      this.count('kept')
      return true
    })
    return kept ?? false
  }

  count(event: CacheEvent): void {
    this.#events.inc({ event })
  }

  async #carefully<Result>(work: () => Promise<Result>): Promise<Result | undefined> {
    try {
      return await work()
    } catch (error) {
      this.count('failed')
      this.#warn(error)
      return undefined
    }
  }

  #warn(error: unknown): void {
    if (performance.now() - this.#warnedAt < warnEveryMs) return
    this.#warnedAt = performance.now()
    this.#options.log.warn(
      { reason: errorMessage(error) },
      'the local cache of logs fails; logs are fetched each time',
    )
  }
}
