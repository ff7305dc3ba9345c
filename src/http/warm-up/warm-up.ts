import { setTimeout as sleep } from 'node:timers/promises'
import { letOthersRun } from '../../platform/turns/let-others-run.ts'
import type { HttpApp } from '../http-app.ts'
import { type DataVersion, isSameVersion, type Version } from '../../read/versions/data-version.ts'
import { type Heads, headsOf } from './newest-commits.ts'
import { type Asked, listingsOf, originsTarget, watchedPages } from './watched-pages.ts'
import { type WarmAnswer, warmAnswer } from './warm-answer.ts'
import type { WarmUpMetrics } from './warm-up-metrics.ts'

/** Each process begins at a random moment within this time after a commit, in milliseconds. */
const spreadMs = 300

/** The time between two looks for a new commit, or for a moment without requests, in milliseconds. */
const lookMs = 50

/** The longest time that a pass takes, in milliseconds. */
const longestPassMs = 2_000

/** The rest after a pass, as a multiple of the time that the pass took. */
const restPerPass = 4

/** The shortest rest after a pass, in milliseconds. */
const shortestRestMs = 1_000

export type WarmUpOptions = {
  app: Pick<HttpApp, 'fetch'>
  asked: Asked
  version: DataVersion
  /** How many requests of clients the framework is answering. */
  requests: { readonly inFlight: number }
  metrics: WarmUpMetrics
  /** A random number from 0 to 1, for the first page of a pass; tests choose it. */
  random?: () => number
}

/**
 * Makes the watched pages (`watched-pages.ts`) again after a commit, before somebody asks for them: one at a time, and
 * none while a client waits for the framework. A pass takes two seconds at most and is followed by a rest of four times
 * its length, so that a service into which submissions stream does little of it.
 *
 * Pages that another process has made are found in the local cache. Each pass begins at a random page, so that processes
 * do not make the same page at the same time, and a pass that is cut short leaves out other pages each time.
 */
export class WarmUp {
  readonly #options: WarmUpOptions
  readonly #random: () => number

  constructor(options: WarmUpOptions) {
    this.#options = options
    this.#random = options.random ?? Math.random
  }

  /** Follows the commits until the signal aborts. */
  async run(signal: AbortSignal): Promise<void> {
    let warm: Version | null = null
    while (!signal.aborted) {
      const { current } = this.#options.version
      if (current === null || (warm !== null && isSameVersion(current, warm))) {
        await pause(lookMs, signal)
        continue
      }
      await pause(this.#random() * spreadMs, signal)
      warm = current
      const started = performance.now()
      await this.pass(AbortSignal.any([signal, AbortSignal.timeout(longestPassMs)]))
      await pause(Math.max(shortestRestMs, restPerPass * (performance.now() - started)), signal)
    }
  }

  /** Makes all watched pages once. Ends early when the signal aborts or the service is in trouble. */
  async pass(signal: AbortSignal): Promise<void> {
    const origins = originsOf(await this.#jsonOf(originsTarget, signal))
    const heads = new Map<string, string>()
    for (const listing of listingsOf(origins)) {
      addHeads(heads, headsOf(await this.#jsonOf(listing, signal)))
    }
    const pages = watchedPages(this.#options.asked, heads)
    const first = Math.floor(this.#random() * pages.length)
    for (const target of [...pages.slice(first), ...pages.slice(0, first)]) {
      if ((await this.#answer(target, signal)) === null) return
    }
  }

  async #jsonOf(target: string, signal: AbortSignal): Promise<unknown> {
    const answer = await this.#answer(target, signal)
    return answer?.outcome === 'failed' ? null : answer?.json()
  }

  /**
   * Makes one page; null when the pass has to end. Each page waits for a round of the event loop, because a hundred that
   * are kept already, one after the other, held up requests for up to 28 ms.
   */
  async #answer(target: string, signal: AbortSignal): Promise<WarmAnswer | null> {
    const { app, metrics, requests } = this.#options
    await letOthersRun()
    while (requests.inFlight > 0 && !signal.aborted) await pause(lookMs, signal)
    if (signal.aborted) return null
    const answer = await warmAnswer(app, target, signal).catch(() => null)
    if (signal.aborted) return null
    metrics.warmed(answer?.outcome ?? 'failed')
    return answer?.isTrouble ? null : answer
  }
}

function originsOf(answer: unknown): string[] {
  const { checkout_origins: origins = [] } = (answer ?? {}) as { checkout_origins?: string[] }
  return origins
}

function addHeads(heads: Map<string, string>, more: Heads): void {
  for (const [branch, hash] of more) heads.set(branch, hash)
}

async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await sleep(ms, undefined, { signal }).catch(() => {})
}
