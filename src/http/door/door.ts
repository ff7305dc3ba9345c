import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Logger } from '../../platform/log.ts'
import { hasCameByHttps } from '../came-by-https.ts'
import type { Endpoint } from '../endpoint.ts'
import type { FinishedRequest, HttpMetrics } from '../http-metrics.ts'
import { type AllowOrigin, allowOriginOf, type CorsSettings } from '../answer/allowed-origin.ts'
import { requestHead } from '../answer/request-head.ts'
import { logRequest } from '../middleware/observe-request.ts'
import { requestIdOf } from '../middleware/request-id.ts'
import type { HttpSettings } from '../http-app.ts'
import { wantedFormat } from '../ready/answer-key.ts'
import { codingFor } from '../ready/coding.ts'
import { isNotModified } from '../ready/not-modified.ts'
import type { ReadyAnswer } from '../ready/ready-answer.ts'
import type { ReadyAnswers } from '../ready/ready-answers.ts'
import type { DoorMemory, RequestTarget, TargetAnswer } from './door-memory.ts'
import { KnownAnswer } from './known-answer.ts'
import { KnownTargets } from './known-targets.ts'

/** Those that only read. */
const methods = new Set(['GET', 'HEAD', 'POST'])

/** What a page asks for by its body has some hundred bytes; of a filter with many values some thousand. */
const mostBodyBytes = 16_384

export type DoorOptions = {
  ready: ReadyAnswers
  settings: CorsSettings & Pick<HttpSettings, 'cacheTimeoutSeconds'>
  log: Logger
  metrics: HttpMetrics
}

/**
 * Answers what is known already before the framework is asked, exactly as the framework would: with its
 * headers, its line in the log, its metrics. Whoever is not known goes on to the framework, and is known
 * afterwards.
 */
export class Door implements DoorMemory {
  readonly #options: DoorOptions
  readonly #allowOrigin: AllowOrigin
  readonly #targets = new KnownTargets()
  /** They go with their answers: what the memory lets go must not be held here. */
  readonly #answers = new WeakMap<ReadyAnswer, KnownAnswer>()

  constructor(options: DoorOptions) {
    this.#options = options
    this.#allowOrigin = allowOriginOf(options.settings)
  }

  /** The framework has answered a request for this target, from an answer that is kept. */
  remember(request: RequestTarget, given: TargetAnswer): void {
    if (!methods.has(request.method)) return
    this.#targets.remember(targetKey(request), request, given)
  }

  /**
   * What was asked for since a time, in milliseconds since 1970, by its address alone and as JSON, and can be made
   * at little cost; most often asked for first.
   */
  askedSince(since: number): string[] {
    return this.#targets
      .askedSince(since)
      .filter(({ given, method }) => given.endpoint.cost === 'cheap' && method !== 'POST')
      .filter(({ accept }) => wantedFormat(accept) === '')
      .map(({ target }) => target)
  }

  /**
   * Whether the answer may be known once the body is here: whoever has it then asks {@link answers}. Only small
   * bodies are waited for, to addresses that were asked for in this way before.
   */
  wantsBody({ method, url = '', headers }: IncomingMessage): boolean {
    if (method !== 'POST' || headers['transfer-encoding'] !== undefined) return false
    if (headers.expect !== undefined || !(Number(headers['content-length']) <= mostBodyBytes)) {
      return false
    }
    return this.#targets.has(targetKey({ method, target: url, accept: headers.accept }))
  }

  /** Answers the request, or says that the framework has to; `body` is that of a POST. */
  answers(
    incoming: IncomingMessage,
    outgoing: ServerResponse,
    body: Buffer | null = null,
  ): boolean {
    const started = performance.now()
    const { method = '', url = '', headers } = incoming
    if (body === null && !isWithoutBody(incoming)) return false
    const known = this.#targets.find(targetKey({ method, target: url, accept: headers.accept }))
    const answer = known && this.#options.ready.atHand(known.keyOf(body))
    if (known === undefined || answer === undefined) return false
    return this.#answerWith(answer, known, incoming, outgoing, started)
  }

  #answerWith(
    answer: ReadyAnswer,
    known: TargetAnswer,
    incoming: IncomingMessage,
    outgoing: ServerResponse,
    started: number,
  ): boolean {
    const { headers, method = '' } = incoming
    const form = answer.formAtHand(codingFor(encodings(headers)))
    if (form === undefined) return false
    const isSame = isNotModified(headers['if-none-match'], answer.etag)
    const status = isSame ? 304 : 200
    const requestId = requestIdOf(single(headers['x-request-id']))
    const transport = hasCameByHttps(single(headers['x-forwarded-proto'])) ? 'https' : 'http'
    const allowedOrigin = this.#allowOrigin(headers.origin)
    const ready = this.#knownAnswer(answer, known.endpoint)
    const asked = requestHead({ requestId, transport, allowedOrigin })
    ready.headOf(isSame ? null : form).write(outgoing, asked)
    if (isSame || method === 'HEAD') outgoing.end()
    else outgoing.end(ready.bodyOf(form), 'latin1')
    this.#note({
      method,
      route: known.endpoint.name,
      template: known.endpoint.template,
      status,
      bytes: isSame ? 0 : form.body.length,
      errorCode: answer.errorCode,
      requestId,
      transport,
      target: incoming.url ?? '',
      seconds: (performance.now() - started) / 1000,
    })
    return true
  }

  #knownAnswer(answer: ReadyAnswer, endpoint: Endpoint): KnownAnswer {
    const known = this.#answers.get(answer)
    if (known !== undefined) return known
    const { ready, settings } = this.#options
    const { cacheTimeoutSeconds } = settings
    const { version } = ready
    const made = new KnownAnswer(answer, {
      endpoint,
      version,
      served: 'door',
      cacheTimeoutSeconds,
    })
    this.#answers.set(answer, made)
    return made
  }

  #note(request: FinishedRequest): void {
    const { log, metrics, ready } = this.#options
    metrics.requestFinished(request, 'at the door')
    ready.countAtDoor()
    logRequest(log, request)
  }
}

/** What asks by HEAD is what asks by GET. */
function targetKey({ method, target, accept }: RequestTarget): string {
  return `${method === 'POST' ? method : ''} ${wantedFormat(accept)} ${target}`
}

function isWithoutBody({ method = '', headers }: IncomingMessage): boolean {
  return (
    (method === 'GET' || method === 'HEAD') &&
    headers['content-length'] === undefined &&
    headers['transfer-encoding'] === undefined
  )
}

function encodings(headers: IncomingMessage['headers']): string | undefined {
  return single(headers['accept-encoding'])
}

function single(header: string | string[] | undefined): string | undefined {
  return typeof header === 'string' ? header : header?.join(', ')
}
