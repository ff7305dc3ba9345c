import type { ServerResponse } from 'node:http'
import { bodyHead } from '../answer/body-head.ts'
import type { Header } from '../answer/header.ts'
import { lastingHead } from '../answer/lasting-head.ts'
import type { AskedBy } from '../answer/request-head.ts'
import { errorCatalogue } from '../errors/catalogue.ts'
import { type NoteOptions, Notes } from './notes.ts'
import { SentHead } from './sent-head.ts'

const { message, shape, status } = errorCatalogue.not_found

/**
 * The answer to whoever asks for an address of which nothing is: always the same, and asked for by robots as often as
 * they please.
 */
export class NothingThere {
  readonly status = status
  readonly bytes: number
  /** Of requests to such addresses. */
  readonly notes: Notes
  readonly #head: SentHead
  readonly #body: string

  constructor(options: NoteOptions & { cacheTimeoutSeconds: number }) {
    const errorCode = 'not_found'
    const body = Buffer.from(JSON.stringify({ [shape]: message }))
    const headers: Header[] = [
      ['content-type', 'application/json'],
      ['x-error-code', errorCode],
    ]
    // too short to be packed
    const facts = { status, headers, errorCode, endpoint: undefined, variesByCoding: false }
    const head = [...lastingHead(facts, options.cacheTimeoutSeconds), ...bodyHead('identity', body)]
    this.bytes = body.length
    this.notes = new Notes({ route: undefined, template: undefined, errorCode }, options)
    this.#head = new SentHead(status, head)
    this.#body = body.toString('latin1')
  }

  send(outgoing: ServerResponse, asked: AskedBy, method: string): void {
    this.#head.write(outgoing, asked)
    if (method === 'HEAD') outgoing.end()
    else outgoing.end(this.#body, 'latin1')
  }
}
