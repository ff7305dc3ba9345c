import type { Endpoint } from '../endpoint.ts'
import type { Logger } from '../../platform/log/log.ts'
import type { HttpSettings } from '../http-app.ts'
import type { HttpMetrics } from '../metrics/http-metrics.ts'
import type { ReadyAnswer } from '../ready/ready-answer.ts'
import type { ReadyAnswers } from '../ready/ready-answers.ts'
import { KnownAnswer } from './known-answer.ts'

export type KnownAnswersOptions = {
  ready: Pick<ReadyAnswers, 'version'>
  settings: Pick<HttpSettings, 'cacheTimeoutSeconds'>
  log: Logger
  metrics: HttpMetrics
}

/** What the door keeps of each answer in memory, made when it first gives that answer. */
export class KnownAnswers {
  readonly #options: KnownAnswersOptions
  /** Weak, so that answers that the memory evicts are not held here. */
  readonly #answers = new WeakMap<ReadyAnswer, KnownAnswer>()

  constructor(options: KnownAnswersOptions) {
    this.#options = options
  }

  /** What is kept of an answer of an endpoint. */
  of(answer: ReadyAnswer, endpoint: Endpoint): KnownAnswer {
    const known = this.#answers.get(answer)
    if (known !== undefined) return known
    const { ready, settings, ...noted } = this.#options
    const { cacheTimeoutSeconds } = settings
    const { version } = ready
    const options = { endpoint, version, served: 'door', cacheTimeoutSeconds, ...noted }
    const made = new KnownAnswer(answer, options)
    this.#answers.set(answer, made)
    return made
  }
}
