import { setTimeout as sleep } from 'node:timers/promises'
import { letOthersRun } from '../../platform/turns/let-others-run.ts'
import type { HttpApp } from '../http-app.ts'
import { type DataVersion, isSameVersion, type Version } from '../../read/versions/data-version.ts'
import { type Heads, headsOf } from './heads.ts'
import { type Asked, listingsOf, originsTarget, watchedPages } from './watched.ts'
import { type WarmAnswer, warmAnswer } from './warm-answer.ts'
import type { WarmUpMetrics } from './warm-up-metrics.ts'

/** Processes that hear of a commit at the same time do not begin at the same time, in milliseconds. */
const spreadMs = 300

/** Between two looks for a commit, or for a moment without requests, in milliseconds. */
const lookMs = 50

/** A pass takes so long at most, and the next begins when so many times as long has gone by. */
const longestPassMs = 2_000
const restPerPass = 4
const shortestRestMs = 1_000

export type WarmUpOptions = {
  app: Pick<HttpApp, 'fetch'>
  asked: Asked
  version: DataVersion
  /** How many requests of clients the framework is answering. */
  requests: { readonly inFlight: number }
  metrics: WarmUpMetrics
  /** Between 0 and 1, for where to begin. */
  random?: () => number
}

/**
 * Makes what is watched (`watched.ts`) again after a commit, before somebody asks. One answer at a time, and none
 * while a client waits for the framework; for two seconds at most, and then not for four times as long as it took,
 * so that a service into which submissions stream does little of it. What another process has made is found in
 * the local cache; a pass begins anywhere among the pages, so that processes do not make the same at the same time,
 * and one that is cut short leaves out others each time.
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

  /** Makes what is watched, until the signal aborts, or an answer cannot be made. */
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
   * Null when nothing more is to be done now. Answers that are there already need no round of the event loop: a hundred of
   * them, one after the other, let ready answers wait for up to 28 ms.
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
