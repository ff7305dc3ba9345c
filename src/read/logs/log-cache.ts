import { Counter } from 'prom-client'
import { errorMessage } from '../../platform/errors/error-message.ts'
import type { Logger } from '../../platform/log/log.ts'
import type { MetricsRegistry } from '../../platform/metrics/metrics.ts'
import { SingleFlight } from '../../platform/waiting/single-flight.ts'
import type { Cache } from '../../store/cache/open-cache.ts'
import {
  findLog,
  type FoundLog,
  keepLog,
  type KeptLog,
  type LogBounds,
  useMs,
} from '../../store/cache/log-store.ts'

/** What is counted: how look-ups ended, and what became of logs that were fetched. */
const events = ['hit', 'miss', 'kept', 'too_large', 'failed'] as const
type CacheEvent = (typeof events)[number]

/** What became of a log that a request has fetched. `left`: its client left before the end, so the next one may fetch it. */
export type LogFate = 'kept' | 'not kept' | 'left'

export type LogCacheOptions = LogBounds & {
  cache: Pick<Cache, 'db'>
  log: Logger
  metrics: MetricsRegistry
}

/** At most one warning in this time says that the cache fails, in milliseconds. */
const warnEveryMs = 60_000

/** Logs that are larger when compressed are not kept, in bytes: SQLite reads and writes them in one piece. */
const maxLogBytes = 4 * 1024 * 1024

/** Keeps logs that were fetched. A cache that fails costs a warning and speed, never an answer. */
export class LogCache {
  readonly #options: LogCacheOptions
  readonly #events: Counter<'event'>
  #warnedAt = -Infinity

  /** Logs that are being fetched and will be kept, by address. */
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

  /** The largest compressed log that is kept, in bytes; 0 when none is. */
  get maxLogBytes(): number {
    return Math.min(maxLogBytes, this.#options.maxBytes / 2)
  }

  /** Finds a log that is not too old, and counts a hit or a miss; undefined when the cache fails as well. */
  async find(url: string): Promise<FoundLog | undefined> {
    const { cache, ...bounds } = this.#options
    const found = await this.#carefully(() => findLog(cache.db, url, bounds, Date.now()))
    this.count(found === undefined ? 'miss' : 'hit')
    return found
  }

  /** Until when a log may be given again without another look-up, in milliseconds since 1970. */
  goodUntil({ fetched_at }: FoundLog): number {
    return Math.min(fetched_at + this.#options.maxAgeMs, Date.now() + useMs)
  }

  /** Keeps a log; returns whether that succeeded. */
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
