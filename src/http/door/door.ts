import type { IncomingMessage, ServerResponse } from 'node:http'
import { type AllowOrigin, allowOriginOf, type CorsSettings } from '../answer/allowed-origin.ts'
import type { EndpointTable } from '../endpoint.ts'
import { wantedFormat } from '../ready/answer-key.ts'
import { codingFor } from '../ready/coding.ts'
import { isNotModified } from '../ready/not-modified.ts'
import type { ReadyAnswer } from '../ready/ready-answer.ts'
import type { ReadyAnswers } from '../ready/ready-answers.ts'
import { loggedPath } from '../request-log.ts'
import type {
  DoorMemory,
  FixedAnswer,
  FixedWords,
  RequestTarget,
  TargetAnswer,
} from './door-memory.ts'
import { askedBy, givenAt, hasSmallBody, isWithoutBody, single } from './door-request.ts'
import { FixedAnswers } from './fixed-answers.ts'
import { KnownAnswers, type KnownAnswersOptions } from './known-answers.ts'
import { type KnownTarget, KnownTargets } from './known-targets.ts'
import { answerAgain, type LastingAnswer, nothingThere } from './lasting-answer.ts'
import { placeOf } from './place.ts'
import { SendTogether } from './send-together.ts'

/** Methods of requests that only read. */
const methods = new Set(['GET', 'HEAD', 'POST'])

type DoorOptions = KnownAnswersOptions & {
  ready: Pick<ReadyAnswers, 'atHand' | 'countAtDoor'>
  settings: CorsSettings
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
  readonly #answers: KnownAnswers
  readonly #fixed = new FixedAnswers()
  readonly #nothingThere: LastingAnswer
  readonly #together = new SendTogether()
  #endpoints: EndpointTable | undefined

  constructor(options: DoorOptions) {
    const { settings } = options
    this.#options = options
    this.#allowOrigin = allowOriginOf(settings)
    this.#answers = new KnownAnswers(options)
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
  wantsBody(incoming: IncomingMessage): boolean {
    const { method = '', url = '', headers } = incoming
    if (!hasSmallBody(incoming)) return false
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
    const asked = askedBy(incoming, this.#allowOrigin)
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
    const asked = askedBy(incoming, this.#allowOrigin)
    const known = this.#answers.of(answer, given.endpoint)
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
}
