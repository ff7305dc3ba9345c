import type { Logger } from '../../platform/log.ts'
import type { HttpMetrics, RequestKind } from '../http-metrics.ts'
import { type RequestLine, requestLineOf } from '../request-log.ts'

/** What of a kind is not the same for all requests to one answer. */
type Varying = Pick<RequestKind, 'method' | 'status' | 'transport'>

/** Counts a request that the door has answered and writes its line, its path as the log shows it. */
type Note = RequestLine

export type NoteOptions = { log: Logger; metrics: HttpMetrics }

/** What is counted and written of requests to one answer, as the framework does it: looked up once of each kind. */
export class Notes {
  readonly #about: Omit<RequestKind, keyof Varying>
  readonly #options: NoteOptions
  /** Few: methods that only read, two statuses, two transports. */
  readonly #known: { kind: Varying; note: Note }[] = []

  constructor(about: Omit<RequestKind, keyof Varying>, options: NoteOptions) {
    this.#about = about
    this.#options = options
  }

  /** To be told of requests of this kind. */
  of({ method, status, transport }: Varying): Note {
    for (const { kind, note } of this.#known) {
      if (kind.method === method && kind.status === status && kind.transport === transport) {
        return note
      }
    }
    const kind = { method, status, transport }
    const note = this.#noteOf({ ...this.#about, ...kind })
    this.#known.push({ kind, note })
    return note
  }

  #noteOf(kind: RequestKind): Note {
    const { log, metrics } = this.#options
    const count = metrics.counterOf(kind)
    const write = requestLineOf(log, kind)
    return (request) => {
      count(request.seconds, request.bytes)
      write(request)
    }
  }
}
