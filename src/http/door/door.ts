import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Logger } from '../../platform/log.ts'
import { hasCameByHttps } from '../came-by-https.ts'
import type { Endpoint } from '../endpoint.ts'
import type { HttpMetrics } from '../http-metrics.ts'
import { type AllowOrigin, allowOriginOf, type CorsSettings } from '../answer/allowed-origin.ts'
import { requestHead, type Transport } from '../answer/request-head.ts'
import { logRequest } from '../middleware/observe-request.ts'
import { requestIdOf } from '../middleware/request-id.ts'
import type { HttpSettings } from '../http-app.ts'
import { wantedFormat } from '../ready/answer-key.ts'
import { codingFor } from '../ready/coding.ts'
import { isNotModified } from '../ready/not-modified.ts'
import type { ReadyAnswer } from '../ready/ready-answer.ts'
import type { ReadyAnswers } from '../ready/ready-answers.ts'
import type { DoorMemory, RequestTarget, TargetAnswer } from './door-memory.ts'
import { KnownHeads } from './known-heads.ts'
import { KnownTargets } from './known-targets.ts'

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
  readonly #heads = new WeakMap<ReadyAnswer, KnownHeads>()

  constructor(options: DoorOptions) {
    this.#options = options
    this.#allowOrigin = allowOriginOf(options.settings)
  }

  /** The framework has answered a request for this target, from an answer that is kept. */
  remember(request: RequestTarget, given: TargetAnswer): void {
    if (request.method !== 'GET' && request.method !== 'HEAD') return
    this.#targets.remember(targetKey(request.target, request.accept), given)
  }

  /** Answers the request, or says that the framework has to. */
  answers(incoming: IncomingMessage, outgoing: ServerResponse): boolean {
    const started = performance.now()
    const { method, url = '', headers } = incoming
    if (method !== 'GET' && method !== 'HEAD') return false
    if (headers['content-length'] !== undefined || headers['transfer-encoding'] !== undefined) {
      return false
    }
    const known = this.#targets.find(targetKey(url, headers.accept))
    const answer = known && this.#options.ready.atHand(known.key)
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
    const head = [...this.#headsOf(answer, known.endpoint).of(isSame ? null : form)]
    for (const header of requestHead({ requestId, transport, allowedOrigin })) head.push(...header)
    outgoing.writeHead(status, head)
    outgoing.end(isSame || method === 'HEAD' ? undefined : form.body)
    this.#note({
      method,
      endpoint: known.endpoint,
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

  #headsOf(answer: ReadyAnswer, endpoint: Endpoint): KnownHeads {
    const known = this.#heads.get(answer)
    if (known !== undefined) return known
    const { ready, settings } = this.#options
    const { cacheTimeoutSeconds } = settings
    const { version } = ready
    const heads = new KnownHeads(answer, {
      endpoint,
      version,
      served: 'door',
      cacheTimeoutSeconds,
    })
    this.#heads.set(answer, heads)
    return heads
  }

  #note({ endpoint, transport, target, seconds, ...request }: Note): void {
    const { log, metrics, ready } = this.#options
    const { name: route, template } = endpoint
    metrics.requestFinished({ ...request, route, template, transport, seconds }, 'at the door')
    ready.countAtDoor()
    logRequest(log, { ...request, route }, target, seconds)
  }
}

type Note = {
  method: string
  endpoint: Endpoint
  status: number
  bytes: number
  errorCode: string | undefined
  requestId: string
  transport: Transport
  target: string
  seconds: number
}

function targetKey(target: string, accept: string | undefined): string {
  return `${wantedFormat(accept)} ${target}`
}

function encodings(headers: IncomingMessage['headers']): string | undefined {
  return single(headers['accept-encoding'])
}

function single(header: string | string[] | undefined): string | undefined {
  return typeof header === 'string' ? header : header?.join(', ')
}
