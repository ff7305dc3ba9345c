import type { ServerResponse } from 'node:http'
import { bodyHead } from '../answer/body-head.ts'
import type { Header } from '../answer/header.ts'
import { lastingHead } from '../answer/lasting-head.ts'
import type { AskedBy } from '../answer/request-head.ts'
import { errorCatalogue } from '../errors/catalogue.ts'
import type { RequestKind } from '../metrics/request-series.ts'
import { mostInOnePiece } from '../ready/ready-answer.ts'
import type { FixedAnswer } from './door-memory.ts'
import { type NoteOptions, Notes } from './notes.ts'
import { SentHead } from './sent-head.ts'

/** What is sent, without the headers that depend on who asked. */
type Sent = { status: number; head: readonly Header[]; body: Buffer }

/** An answer that is the same for everybody, at any time. */
export class LastingAnswer {
  readonly status: number
  readonly bytes: number
  /** Metrics and log of the requests for it. */
  readonly notes: Notes
  /** As it is sent. */
  readonly body: string | Buffer
  readonly #head: SentHead

  constructor(
    { status, head, body }: Sent,
    about: Pick<RequestKind, 'route' | 'template' | 'errorCode'>,
    options: NoteOptions,
  ) {
    this.status = status
    this.bytes = body.length
    this.notes = new Notes(about, options)
    this.#head = new SentHead(status, head)
    this.body = body.length > mostInOnePiece ? body : body.toString('latin1')
  }

  /**
   * Writes the head with the headers that depend on who asked.
   *
   * @param now in milliseconds since 1970
   */
  writeHead(outgoing: ServerResponse, asked: AskedBy, now: number): void {
    this.#head.write(outgoing, asked, now)
  }
}

/** Makes an answer of what the framework has answered, to be given again. */
export function answerAgain(
  { endpoint, head, body }: FixedAnswer,
  options: NoteOptions,
): LastingAnswer {
  const { name: route, template } = endpoint
  const about = { route, template, errorCode: undefined }
  return new LastingAnswer({ status: 200, head, body }, about, options)
}

/** The 404 for addresses without an endpoint: always the same, and asked for by robots very often. */
export function nothingThere(cacheTimeoutSeconds: number, options: NoteOptions): LastingAnswer {
  const { message, shape, status } = errorCatalogue.not_found
  const errorCode = 'not_found'
  const body = Buffer.from(JSON.stringify({ [shape]: message }))
  const headers: Header[] = [
    ['content-type', 'application/json'],
    ['x-error-code', errorCode],
  ]
  // too short to be compressed
  const facts = { status, headers, errorCode, endpoint: undefined, variesByCoding: false }
  const head = [...lastingHead(facts, cacheTimeoutSeconds), ...bodyHead('identity', body)]
  const about = { route: undefined, template: undefined, errorCode }
  return new LastingAnswer({ status, head, body }, about, options)
}
