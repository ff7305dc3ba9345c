import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Logger } from '../../platform/log.ts'
import { type AllowOrigin, allowOriginOf, type CorsSettings } from '../answer/allowed-origin.ts'
import type { AskedBy } from '../answer/request-head.ts'
import { hasCameByHttps } from '../came-by-https.ts'
import type { Endpoint, EndpointTable } from '../endpoint.ts'
import type { HttpMetrics } from '../metrics/http-metrics.ts'
import type { HttpSettings } from '../http-app.ts'
import { requestIdOf } from '../middleware/request-id.ts'
import { keysOfAddress, wantedFormat } from '../ready/answer-key.ts'
import { codingFor } from '../ready/coding.ts'
import { isNotModified } from '../ready/not-modified.ts'
import type { ReadyAnswer } from '../ready/ready-answer.ts'
import type { ReadyAnswers } from '../ready/ready-answers.ts'
import { loggedPath } from '../request-log.ts'
import { isReadableQuery } from '../request-target.ts'
import type {
  DoorMemory,
  FixedAnswer,
  FixedWords,
  RequestTarget,
  TargetAnswer,
} from './door-memory.ts'
import { FixedAnswers } from './fixed-answers.ts'
import { KnownAnswer } from './known-answer.ts'
import { type KnownTarget, KnownTargets } from './known-targets.ts'
import { answerAgain, type LastingAnswer, nothingThere } from './lasting-answer.ts'
import { type Place, placeOf } from './place.ts'
import { SendTogether } from './send-together.ts'

/** Methods of requests that only read. */
const methods = new Set(['GET', 'HEAD', 'POST'])

/** Larger bodies are left to the framework, in bytes. Those of pages have hundreds of bytes, with long filters some thousands. */
const mostBodyBytes = 16_384

export type DoorOptions = {
  ready: ReadyAnswers
  settings: CorsSettings & Pick<HttpSettings, 'cacheTimeoutSeconds'>
  log: Logger
  metrics: HttpMetrics
}

/** When a request came: by `performance.now()`, to time it, and in milliseconds since 1970. */
type Came = { started: number; now: number }

/**
 * The fast path for requests whose answer is in memory. It answers before the framework is asked and exactly as the
 * framework would: the same headers, the same log line, the same metrics. All other requests go on to the framework,
 * which tells the door what it has answered, so that the next such request can be answered here.
 */
export class Door implements DoorMemory {
  readonly #options: DoorOptions
  readonly #allowOrigin: AllowOrigin
  readonly #targets = new KnownTargets()
  /** Weak, so that answers that the memory evicts are not held here. */
  readonly #answers = new WeakMap<ReadyAnswer, KnownAnswer>()
  readonly #fixed = new FixedAnswers()
  readonly #nothingThere: LastingAnswer
  readonly #together = new SendTogether()
  #endpoints: EndpointTable | undefined

  constructor(options: DoorOptions) {
    const { settings } = options
    this.#options = options
    this.#allowOrigin = allowOriginOf(settings)
    this.#nothingThere = nothingThere(settings.cacheTimeoutSeconds, options)
  }

  /** Learns which endpoints exist, so that unknown addresses and new spellings of known ones can be answered here as well. */
  learnEndpoints(endpoints: EndpointTable): void {
    this.#endpoints = endpoints
  }

  /** Remembers a request that the framework has answered with a kept answer. */
  remember(request: RequestTarget, given: TargetAnswer): void {
    if (methods.has(request.method)) this.#targets.remember(request, given)
  }

  /** Remembers an answer that does not depend on the data, to be given again to a request in the same words. */
  rememberFixed(words: FixedWords, given: FixedAnswer): void {
    this.#fixed.remember(words, answerAgain(given, this.#options), given)
  }

  /**
   * Targets that were asked for since a time, most often first. Only those that are cheap to answer, by GET and as JSON.
   *
   * @param since in milliseconds since 1970
   */
  askedSince(since: number): string[] {
    return this.#targets
      .askedSince(since)
      .filter(({ given, request }) => given.endpoint.cost === 'cheap' && request.method !== 'POST')
      .filter(({ request }) => wantedFormat(request.accept) === '')
      .map(({ request }) => request.target)
  }

  /**
   * Whether a POST is worth waiting for its body, after which {@link answers} may answer it. Only for small bodies, to
   * addresses that were posted to before.
   */
  wantsBody({ method, url = '', headers }: IncomingMessage): boolean {
    if (method !== 'POST' || headers['transfer-encoding'] !== undefined) return false
    if (headers.expect !== undefined || !(Number(headers['content-length']) <= mostBodyBytes)) {
      return false
    }
    return this.#targets.has({ method, target: url, accept: headers.accept })
  }

  /**
   * Answers a request, if its answer is known.
   *
   * @param body that of a POST; null for other methods
   * @returns false when the framework has to answer
   */
  answers(
    incoming: IncomingMessage,
    outgoing: ServerResponse,
    body: Buffer | null = null,
  ): boolean {
    if (this.#isAnswered(incoming, outgoing, body)) return true
    // the framework takes longer than those should wait whose answers are ready to be sent
    this.#together.sendAll()
    return false
  }

  #isAnswered(incoming: IncomingMessage, outgoing: ServerResponse, body: Buffer | null): boolean {
    if (body === null && !isWithoutBody(incoming)) return false
    const came = { started: performance.now(), now: Date.now() }
    const { method = '', url = '', headers } = incoming
    const known = this.#targets.find(method, url, headers.accept, came.now)
    if (known === undefined) return body === null && this.#answersNewWords(incoming, outgoing, came)
    const answer = this.#options.ready.atHand(known.given.keyOf(body))
    return answer !== undefined && this.#give(answer, known, incoming, outgoing, came)
  }

  /**
   * Answers a request that is new in these words, or that is not about the data: with a fixed answer, with 404 where
   * there is no endpoint, or with an answer that is known by other words.
   */
  #answersNewWords(incoming: IncomingMessage, outgoing: ServerResponse, came: Came): boolean {
    const { method = '', url = '', headers } = incoming
    const { accept } = headers
    const acceptEncoding = single(headers['accept-encoding'])
    const fixed = this.#fixed.take({ target: url, accept, acceptEncoding }, came.now)
    if (fixed !== undefined) return this.#giveLasting(fixed, incoming, outgoing, came)
    const place = this.#endpoints && placeOf(url, this.#endpoints)
    if (!place) return false
    if (place.endpoint === undefined) {
      return this.#giveLasting(this.#nothingThere, incoming, outgoing, came)
    }
    const given = givenAt(place, place.endpoint, incoming)
    const answer = given ? this.#options.ready.atHand(given.keyOf(null)) : undefined
    if (given === null || answer === undefined) return false
    const known = this.#targets.remember({ method, target: url, accept }, given)
    return this.#give(answer, known, incoming, outgoing, came)
  }

  #giveLasting(
    answer: LastingAnswer,
    incoming: IncomingMessage,
    outgoing: ServerResponse,
    { started, now }: Came,
  ): true {
    const { method = '', url = '' } = incoming
    const { bytes, notes, status } = answer
    const asked = this.#askedBy(incoming)
    answer.writeHead(outgoing, asked, now)
    const body = method === 'HEAD' ? null : answer.body
    const { requestId, transport } = asked
    const note = () => {
      const seconds = (performance.now() - started) / 1000
      notes.of({ method, status, transport })({ bytes, requestId, path: loggedPath(url), seconds })
    }
    this.#together.add({ outgoing, body, note })
    return true
  }

  /** Sends a kept answer; returns false when it is not yet in the coding that the client takes. */
  #give(
    answer: ReadyAnswer,
    { given, path }: KnownTarget,
    incoming: IncomingMessage,
    outgoing: ServerResponse,
    { started, now }: Came,
  ): boolean {
    const { headers, method = '' } = incoming
    const form = answer.formAtHand(codingFor(single(headers['accept-encoding'])))
    if (form === undefined) return false
    const isSame = isNotModified(headers['if-none-match'], answer.etag)
    const asked = this.#askedBy(incoming)
    const known = this.#knownAnswer(answer, given.endpoint)
    known.headOf(isSame ? null : form, now).write(outgoing, asked, now)
    const body = isSame || method === 'HEAD' ? null : known.bodyOf(form)
    const { requestId, transport } = asked
    const bytes = isSame ? 0 : form.body.length
    const note = () => {
      const seconds = (performance.now() - started) / 1000
      const write = known.notes.of({ method, status: isSame ? 304 : 200, transport })
      write({ bytes, requestId, path, seconds })
      this.#options.ready.countAtDoor()
    }
    this.#together.add({ outgoing, body, note })
    return true
  }

  #askedBy({ headers }: IncomingMessage): AskedBy {
    return {
      requestId: requestIdOf(single(headers['x-request-id'])),
      transport: hasCameByHttps(single(headers['x-forwarded-proto'])) ? 'https' : 'http',
      allowedOrigin: this.#allowOrigin(headers.origin),
    }
  }

  #knownAnswer(answer: ReadyAnswer, endpoint: Endpoint): KnownAnswer {
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

/** The keys under which the framework would keep its answer there; null where it would keep none, or refuse the request. */
function givenAt(
  { path, url }: Place,
  endpoint: Endpoint,
  { headers, method = '' }: IncomingMessage,
): TargetAnswer | null {
  const { allow, data } = endpoint
  if (data === undefined || !allow.includes(method) || !isReadableQuery(url)) return null
  const asked = { route: endpoint.name, path, url, accept: headers.accept }
  return { ...keysOfAddress(asked, data), endpoint }
}

function isWithoutBody({ method = '', headers }: IncomingMessage): boolean {
  return (
    (method === 'GET' || method === 'HEAD') &&
    headers['content-length'] === undefined &&
    headers['transfer-encoding'] === undefined
  )
}

function single(header: string | string[] | undefined): string | undefined {
  return typeof header === 'string' ? header : header?.join(', ')
}
